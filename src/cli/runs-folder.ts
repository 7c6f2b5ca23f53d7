import { readdirSync, readlinkSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { writeError } from './node-files.ts'

/** Begins the names of the folders that sorts keep their runs in. */
const PREFIX = '.lakescope-runs-'

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
  return `${PREFIX}${machine}-${pid}-${startedMs}`
}

/** Removes the runs of processes of this machine that are gone. Of those of other machines nothing can be known. */
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
  if (!name.startsWith(PREFIX)) return undefined
  const match = /^(.+)-(\d+)-(\d+)$/.exec(name.slice(PREFIX.length))
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
