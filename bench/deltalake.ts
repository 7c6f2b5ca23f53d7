import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

/** Python's deltalake (delta-rs) as the one to compare with. */

const PACKAGE = 'deltalake==1.6.6'
const VENV = path.resolve('.cache/bench/python')

/**
 * A Python that has deltalake: that of LAKESCOPE_PYTHON, else one in a folder of our own, into which it is installed the first
 * time. Undefined where that cannot be.
 */
export function findPython(): string | undefined {
  const given = process.env['LAKESCOPE_PYTHON']
  if (given !== undefined) return hasDeltalake(given) ? given : undefined
  const own = path.join(VENV, 'bin', 'python')
  if (existsSync(own) && hasDeltalake(own)) return own
  const isMade = run('python3', ['-m', 'venv', VENV]) !== undefined
  const isInstalled = isMade && run(own, ['-m', 'pip', 'install', '--quiet', PACKAGE]) !== undefined
  return isInstalled && hasDeltalake(own) ? own : undefined
}

function hasDeltalake(python: string): boolean {
  return run(python, ['-c', 'import deltalake']) !== undefined
}

const OPEN = `
import sys, time
from deltalake import DeltaTable
start = time.perf_counter()
table = DeltaTable(sys.argv[1])
files = len(table.file_uris())
print((time.perf_counter() - start) * 1000, files, table.version())
`

/** What opening a table took and found. */
export interface Opened {
  readonly ms: number
  readonly files: number
  readonly version: number
}

/** Opens a table in a process of its own and lists its files; the start of Python does not count. */
export function openWithDeltalake(python: string, folder: string): Opened {
  const out = run(python, ['-c', OPEN, folder])
  if (out === undefined) throw new Error(`deltalake cannot open ${folder}`)
  return parseOpened(out)
}

export function parseOpened(line: string): Opened {
  const [ms = NaN, files = NaN, version = NaN] = line.trim().split(' ').map(Number)
  return { ms, files, version }
}

/** What a program prints; undefined when it fails. */
export function run(command: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' })
  return status === 0 ? stdout : undefined
}
