import { formatBytes, formatCount, formatPlural } from '../../base/format.ts'
import {
  CONFLICT_CHECKS,
  DeltaEvent,
  Outcome,
  Search,
  unpackCheck,
  CheckResult,
  ISOLATION_LEVELS,
} from '../../engine/delta/events.ts'
import type {
  BeginPayload,
  DeletePayload,
  EndPayload,
  LogCallPayload,
  SnapshotPayload,
  WritePayload,
} from '../../engine/delta/events.ts'
import type { DeltaState } from '../../engine/delta/state.ts'
import type { TraceEvent } from '../../engine/trace/chunk.ts'
import type { Moment } from '../../player/lab.ts'
import { naiveOutcome } from './naive.ts'
import { GUEST, letterOf } from './phases.ts'
import { cutTold, fileName, PAST, shortText, writerRuns } from './read.ts'

/** What the last event did, in words, one line: "B: version 13 is taken". */
export function outcomeOf(moment: Moment<DeltaState>): string {
  const { event } = moment
  if (event === undefined) return 'nothing has happened yet'
  const who = event.kind === DeltaEvent.wait || event.kind === DeltaEvent.search || event.kind === DeltaEvent.isolation
  const naive = moment.state.header.log === 'naive' ? naiveOutcome(moment, event) : undefined
  const what = naive ?? doneBy(moment, event)
  return who || event.a === PAST ? what : `${letterOf(event.a)}: ${what}`
}

function doneBy({ log, state }: Moment<DeltaState>, event: TraceEvent): string {
  const { kind, b, c, seq } = event
  const payload = log.payload(seq)
  switch (kind) {
    case DeltaEvent.begin:
      return `${c === 1 ? 'begins again' : 'begins'}: ${shortText((payload as BeginPayload).text)}`
    case DeltaEvent.readLog:
      return readText(b, c, payload as LogCallPayload)
    case DeltaEvent.snapshot: {
      const { checkpoint, commits } = payload as SnapshotPayload
      const from =
        checkpoint === null
          ? formatPlural(commits, 'commit')
          : `checkpoint ${checkpoint} and ${formatPlural(commits, 'commit')}`
      return `version ${b} is known, from ${from}: ${formatPlural(c, 'live file')}`
    }
    case DeltaEvent.plan:
      return `${formatPlural(b, 'file')} to read, ${formatCount(c)} skipped`
    case DeltaEvent.readData:
      return `reads ${formatPlural(c, 'row')} of ${fileName(b)}`
    case DeltaEvent.writeData:
      return `writes ${b < 0 ? `a ${(payload as WritePayload).role} file` : fileName(b)}, ${formatBytes(c)}, in no commit yet`
    case DeltaEvent.add:
      return `${fileName(b)} is to be added${c < 0 ? '' : `: ${formatPlural(c, 'row')}`}`
    case DeltaEvent.remove:
      return `${fileName(b)} is to be removed${c === 0 ? '; no row changes' : ''}`
    case DeltaEvent.tryCommit:
      return `puts version ${b}${c > 1 ? `, attempt ${c}` : ''}`
    case DeltaEvent.commit:
      return c === 1 ? `version ${b} is written a second time: the commit before is lost` : `version ${b} is there`
    case DeltaEvent.lose:
      return `version ${b} was taken`
    case DeltaEvent.winner:
      return `reads who took version ${b}${c === 1 ? ': a blind append' : ''}`
    case DeltaEvent.check:
      return checkText(b, c)
    case DeltaEvent.retry:
      return `no conflict: it goes for version ${b}`
    case DeltaEvent.checkpoint:
      return `a checkpoint of version ${b}, ${formatBytes(c)}`
    case DeltaEvent.vacuum:
      return `${formatCount(c)} of ${formatPlural(b, 'object')} can go`
    case DeltaEvent.deleteFile:
      return `${b < 0 ? (payload as DeletePayload).path : fileName(b)} is deleted`
    case DeltaEvent.end:
      return endText(b, payload as EndPayload)
    case DeltaEvent.die:
      return c === 0 && b === 1 ? 'dies before it hears the answer' : 'dies'
    case DeltaEvent.wait:
      return `${timeText(b)} later`
    case DeltaEvent.isolation:
      return `commits are checked by ${ISOLATION_LEVELS[b] ?? ''} from here on, not by ${ISOLATION_LEVELS[c] ?? ''}`
    case DeltaEvent.search:
      return searchText(state, b, c)
    default:
      return ''
  }
}

export function timeText(hours: number): string {
  return hours % 24 === 0 ? formatPlural(hours / 24, 'day') : formatPlural(hours, 'hour')
}

const HOUR_MS = 3_600_000

/** Milliseconds in hours: a table may keep its removed files for any part of one. */
export function hoursText(ms: number): string {
  const hours = Math.round((ms / HOUR_MS) * 100) / 100
  return `${hours} ${hours === 1 ? 'hour' : 'hours'}`
}

function readText(call: number, bytes: number, { path }: LogCallPayload): string {
  if (call === 1) return path === '' ? 'lists the whole folder' : 'lists the log'
  const name = path.replace(/^_delta_log\//, '').replace(/^0+(?=\d)/, '')
  return call === 2 ? `looks whether ${name} is there` : `reads ${name}, ${formatBytes(bytes)}`
}

function checkText(winner: number, packed: number): string {
  const { check, result } = unpackCheck(packed)
  const what = `check ${check} against version ${winner}, ${CONFLICT_CHECKS[check - 1] ?? ''}`
  if (result === CheckResult.failed) return `${what}: conflict`
  return result === CheckResult.excused ? `${what}: excused` : `${what}: none`
}

function endText(outcome: number, { message: whole, exception, code, rows }: EndPayload): string {
  const message = cutTold(whole)
  switch (outcome) {
    case Outcome.conflicted:
      return `refused with ${exception ?? code ?? 'a conflict'}`
    case Outcome.failed:
      return `fails: ${code ?? message}`
    case Outcome.read:
      return rows === undefined ? message : `${message}: ${formatPlural(rows, 'row')}`
    default:
      return message
  }
}

function searchText({ search }: DeltaState, explored: number, verdict: number): string {
  const tried = formatPlural(explored, 'order')
  if (verdict === Search.found) return `after ${tried} one is found: ${search?.what ?? ''}`
  return verdict === Search.none ? `none of all ${tried} does it` : `none of ${tried} does it; there are more`
}

/** The phase in a word or two, for the playhead's text. */
export function phaseOf({ state, event }: Moment<DeltaState>): string {
  if (event === undefined) return 'not begun'
  const runs = writerRuns(state)
  if (runs.length === 0) return 'build the table'
  const atWork = runs.filter(({ end }) => end === undefined)
  if (atWork.length === 0) return 'all done'
  // While it runs all others wait.
  if (atWork.some(({ actor }) => actor === GUEST)) return 'your statement'
  return atWork.map(({ actor }) => letterOf(actor)).join(' and ') + (atWork.length === 1 ? ' at work' : ' at once')
}
