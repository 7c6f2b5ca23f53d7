import { readdirSync, readlinkSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { writeError } from './write-error.ts'

/** Begins the names of the folders that sorts keep their runs in, and of files that are not complete. */
const RUNS = '.lakescope-runs-'
const PART = '.lakescope-part-'

/** Who a process is among all that may share a folder for runs. */
interface Owner {
  /** The machine, or the container, that its number counts in. */
  readonly machine: string
  readonly pid: number
  /** When it began, in milliseconds since 1970: numbers are used again. */
  readonly startedMs: number
}

function here(): Owner {
  return { machine: machineName(), pid: process.pid, startedMs: Math.round(performance.timeOrigin) }
}

/** Name of the folder for the runs of this process: nobody else has it, now or later. */
export function runsFolder({ machine, pid, startedMs }: Owner = here()): string {
  return `${RUNS}${machine}-${pid}-${startedMs}`
}

let parts = 0

/** Name of a file until it is complete: a new one for each, which nobody else has. */
export function partName({ machine, pid, startedMs }: Owner = here()): string {
  return `${PART}${machine}-${pid}-${startedMs}.${++parts}`
}

/**
 * Removes the runs and incomplete files of processes of this machine that are gone. Of those of other machines nothing
 * can be known.
 */
export function removeLeftovers(folder: string): void {
  const self = here()
  for (const name of listFolder(folder)) {
    const owner = tryOwner(name)
    if (owner === undefined || owner.machine !== self.machine) continue
    const isGone = owner.pid === self.pid ? owner.startedMs !== self.startedMs : !isAlive(owner.pid)
    if (isGone) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

function tryOwner(name: string): Owner | undefined {
  const prefix = [RUNS, PART].find((known) => name.startsWith(known))
  if (prefix === undefined) return undefined
  const match = /^(.+)-(\d+)-(\d+)(?:\.\d+)?$/.exec(name.slice(prefix.length))
  const [, machine, pid, startedMs] = match ?? []
  return machine === undefined ? undefined : { machine, pid: Number(pid), startedMs: Number(startedMs) }
}

/** The host's name; on Linux with the number of the space that process numbers count in, which containers have each. */
function machineName(): string {
  return [hostname(), tryProcessSpace()].join('.').replace(/[^\w.-]/g, '_')
}

function tryProcessSpace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? ''
  } catch {
    return ''
  }
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    throw writeError(error, folder)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
