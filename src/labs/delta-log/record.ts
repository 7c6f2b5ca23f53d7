import { CONFLICT_CHECKS, DeltaEvent, unpackCheck } from '../../engine/delta/events.ts'
import type { AddPayload, CommitPayload, EndPayload, LogCallPayload, PlanPayload } from '../../engine/delta/events.ts'
import type { DeltaState } from '../../engine/delta/state.ts'
import type { TraceEvent } from '../../engine/trace/chunk.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { Moment, OperandValue } from '../../player/lab.ts'
import { namedBounds, partitionName } from './column-names.ts'
import { letterOf } from './phases.ts'
import { fileName } from './read.ts'

const OPS = Object.keys(DeltaEvent)

/** The event as the log holds it, names instead of numbers. Of a commit, its file as it lies on disk. */
export function recordedOf({ event, log, state }: Moment<DeltaState>): Readonly<Record<string, unknown>> {
  if (event === undefined) return { seq: 0 }
  const { seq, kind, a, at } = event
  const actor = state.header.actors[a]
  const head = { seq, ms: at * state.header.tickMs, op: OPS[kind], actor }
  const payload = log.payload(seq)
  if (kind === DeltaEvent.commit) {
    const { text, adds, removes, ...rest } = payload as CommitPayload
    if (text === '') return { ...head, version: event.b, ...rest, adds: adds.length, removes: removes.length }
    const actions = text.split('\n').filter((line) => line !== '')
    const name = state.header.log === 'naive' ? 'entry' : commitName(event.b)
    return { ...head, [name]: actions.map(parseLine) }
  }
  if (kind === DeltaEvent.end) {
    const { preview, ...rest } = payload as EndPayload
    const rows = preview?.map((text) => JSON.parse(text) as unknown)
    return { ...head, ...namedOperands(event), ...rest, ...(rows === undefined ? {} : { preview: rows }) }
  }
  return { ...head, ...namedOperands(event), ...withNames(state, kind, payload as object | undefined) }
}

/** A column has the name that the table has for it, and not the one in its files. */
function withNames(state: DeltaState, kind: number, payload: object | undefined): object | undefined {
  if (kind === DeltaEvent.add) {
    const { partition, bounds, ...rest } = payload as AddPayload
    return { ...rest, partition: partitionName(state, partition), bounds: namedBounds(state, bounds) }
  }
  if (kind !== DeltaEvent.plan) return payload
  // What of the condition is about partitions: all that a conflict check looks at.
  const { partitions, filter, ...rest } = payload as PlanPayload
  return {
    ...rest,
    partitionFilter: filter,
    partitions: partitions.map((partition) => partitionName(state, partition)),
  }
}

/** Some writers' lines are no JSON by themselves: they are shown as they are. */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return line
  }
}

export function commitName(version: number): string {
  return `${version.toString().padStart(20, '0')}.json`
}

function namedOperands({ kind, b, c }: TraceEvent): Readonly<Record<string, unknown>> {
  switch (kind) {
    case DeltaEvent.readLog:
      return { call: ['get', 'list', 'head'][b], bytes: c }
    case DeltaEvent.snapshot:
      return { version: b, files: c }
    case DeltaEvent.commit:
      return { version: b }
    case DeltaEvent.plan:
      return { read: b, skipped: c }
    case DeltaEvent.readData:
    case DeltaEvent.add:
      return { file: fileName(b), rows: c }
    case DeltaEvent.writeData:
    case DeltaEvent.deleteFile:
      return { ...(b < 0 ? {} : { file: fileName(b) }), bytes: c }
    case DeltaEvent.remove:
      return { file: fileName(b), dataChange: c === 1 }
    case DeltaEvent.tryCommit:
    case DeltaEvent.lose:
    case DeltaEvent.retry:
      return { version: b, attempt: c }
    case DeltaEvent.winner:
      return { version: b, isBlindAppend: c === 1 }
    case DeltaEvent.check: {
      const { check, result } = unpackCheck(c)
      return { winner: b, check: CONFLICT_CHECKS[check - 1], result: ['passed', 'excused', 'failed'][result] }
    }
    case DeltaEvent.checkpoint:
      return { version: b, bytes: c }
    case DeltaEvent.vacuum:
      return { objects: b, unused: c }
    case DeltaEvent.end:
      return c < 0 ? {} : { version: c }
    case DeltaEvent.wait:
      return { hours: b }
    case DeltaEvent.search:
      return { orders: b }
    default:
      return {}
  }
}

/** What an event says under a name, told without its state: one value, or none. */
export function operandsOf(log: Log, seq: number, name: string): readonly OperandValue[] {
  const event = log.event(seq)
  if (name === 'writer' || name === 'actor') return event.a === 0 ? [] : [letterOf(event.a)]
  const value = namedOperands(event)[name]
  if (typeof value === 'boolean') return [String(value)]
  return typeof value === 'number' || typeof value === 'string' ? [value] : []
}

/** An event in a few characters, for the cells of the score. */
export function recordOf(log: Log, seq: number): string {
  const { kind, a, b, c } = log.event(seq)
  const who = a === 0 ? '' : `${letterOf(a)} `
  switch (kind) {
    case DeltaEvent.readLog:
      return who + (b === 1 ? 'list' : nameOf((log.payload(seq) as LogCallPayload).path))
    case DeltaEvent.readData:
    case DeltaEvent.writeData:
    case DeltaEvent.add:
    case DeltaEvent.remove:
    case DeltaEvent.deleteFile:
      return b < 0 ? who.trim() : `${who}${fileName(b)}`
    case DeltaEvent.plan:
      return `${who}${b} of ${b + c}`
    case DeltaEvent.check:
      return `${who}${unpackCheck(c).check}`
    case DeltaEvent.wait:
      return `${b} h`
    case DeltaEvent.search:
      return `${b}`
    case DeltaEvent.vacuum:
      return `${who}${c}`
    case DeltaEvent.begin:
    case DeltaEvent.end:
    case DeltaEvent.die:
    case DeltaEvent.isolation:
      return who.trim()
    default:
      return `${who}${b}`
  }
}

function nameOf(path: string): string {
  const version = /(\d{20})\.(json|checkpoint)/.exec(path)
  if (version === null) return path.endsWith('_last_checkpoint') ? 'hint' : ''
  return `${version[2] === 'json' ? '' : '◆'}${Number(version[1])}`
}

/** True when an event touched a mark of the stage: "file-6", "version-3", "writer-1". */
export function touchesMark(log: Log, seq: number, mark: string): boolean {
  const event = log.event(seq)
  const [noun, number] = mark.split('-')
  const id = Number(number)
  if (noun === 'writer') return event.a === id
  if (noun === 'version') return touchesVersion(event, id)
  if (noun !== 'file') return false
  switch (event.kind) {
    case DeltaEvent.readData:
    case DeltaEvent.writeData:
    case DeltaEvent.add:
    case DeltaEvent.remove:
    case DeltaEvent.deleteFile:
      return event.b === id
    case DeltaEvent.plan:
      return (log.payload(seq) as { readonly files: readonly number[] }).files.includes(id)
    case DeltaEvent.commit: {
      const { adds, removes } = log.payload(seq) as CommitPayload
      return adds.includes(id) || removes.includes(id)
    }
    default:
      return false
  }
}

const OF_VERSIONS: ReadonlySet<number> = new Set([
  DeltaEvent.snapshot,
  DeltaEvent.tryCommit,
  DeltaEvent.commit,
  DeltaEvent.lose,
  DeltaEvent.winner,
  DeltaEvent.check,
  DeltaEvent.retry,
  DeltaEvent.checkpoint,
])

function touchesVersion({ kind, b }: TraceEvent, version: number): boolean {
  return OF_VERSIONS.has(kind) && b === version
}
