import type { TimelinePhase, TimelineRow, Verb } from '../player/timeline/contract.ts'
import { Log } from '../engine/trace/log.ts'
import { TraceWriter } from '../engine/trace/writer.ts'
import { formatCount, formatPlural } from '../base/format.ts'
import { SOLVED_SCORE, type DataRunEvent, type ProgressEvent } from '../progress/events.ts'
import { shownTime, type ProgressRecord } from '../progress/record.ts'
import { formatMonth } from '../ui/dates.ts'

interface PracticeKind {
  readonly label: string
  readonly verb: Verb
}

/** By kind number. */
const KINDS: readonly PracticeKind[] = [
  { label: 'lab steps', verb: 'compute' },
  { label: 'right call', verb: 'write' },
  { label: 'wrong call', verb: 'fail' },
  { label: 'bookmark', verb: 'commit' },
  { label: 'setting', verb: 'plan' },
  { label: 'opened', verb: 'read' },
  { label: 'own data', verb: 'spill' },
  { label: 'not known here', verb: 'skip' },
  { label: 'runs, marks', verb: 'commit' },
  { label: 'edits', verb: 'compute' },
  { label: 'solved', verb: 'write' },
  { label: 'not solved', verb: 'fail' },
  { label: 'hint', verb: 'spill' },
  { label: 'challenge', verb: 'read' },
  { label: 'review', verb: 'plan' },
]

/** What the timeline shows of the learner's log. */
export interface PracticeLog {
  /** One event for each record, in the same order: position n of one is position n of the other. `at` is in seconds. */
  readonly log: Log
  /** A row for each kind that occurs, most frequent first. */
  readonly rows: readonly TimelineRow[]
  /** A phase for each month. */
  readonly phases: readonly TimelinePhase[]
  /** Event number `seq` in a few characters, for the timeline's readout. */
  readonly record: (seq: number) => string
}

/** The learner's log as the timeline takes it. `titleOf` names a lab or a challenge; one that is gone keeps its id. */
export function createPracticeLog(records: readonly ProgressRecord[], titleOf: (id: string) => string): PracticeLog {
  const log = createLog(records)
  return {
    log,
    rows: createRows(log),
    phases: createPhases(records),
    record: (seq) => describeRecord(records[seq - 1], titleOf),
  }
}

function createLog(records: readonly ProgressRecord[]): Log {
  const log = new Log(KINDS.length)
  const writer = new TraceWriter()
  const start = secondsOf(records.find((record) => record.at !== ''))
  for (const record of records) {
    writer.advance(Math.max(0, secondsOf(record) - start - writer.now))
    writer.emit(kindOf(record.event), positionOf(record.event), 0, 0)
  }
  for (const chunk of writer.takeChunks()) log.append(chunk)
  return log
}

function createRows(log: Log): TimelineRow[] {
  return KINDS.map((kind, number) => ({ ...kind, kind: number, count: log.count(number, log.length) }))
    .filter(({ count }) => count > 0)
    .sort((left, right) => right.count - left.count)
    .map(({ kind, label, verb }, rank) => ({ kind, label, verb, rank, muted: false }))
}

function createPhases(records: readonly ProgressRecord[]): TimelinePhase[] {
  const phases: TimelinePhase[] = []
  records.forEach((record, index) => {
    if (record.at === '') return
    const label = formatMonth(new Date(record.at))
    if (phases.at(-1)?.label !== label) phases.push({ from: phases.length === 0 ? 0 : index, label })
  })
  return phases
}

function describeRecord(record: ProgressRecord | undefined, titleOf: (id: string) => string): string {
  const event = record?.event
  switch (event?.type) {
    case undefined:
      return 'from a newer version, or damaged'
    case 'visit':
      return 'visit'
    case 'lab-opened':
      return titleOf(event.lab)
    case 'position':
      return `${titleOf(event.lab)} ${formatCount(event.position)}`
    case 'prediction':
      return event.topicLabel
    case 'bookmark':
      return `${titleOf(event.lab)} ${formatCount(event.position)}, ${event.label}`
    case 'bench':
      return titleOf(event.lab)
    case 'setting':
      return `${event.key} ${event.value}`
    case 'data-run':
      return describeDataRun(event)
    case 'attempt-started':
      return `${titleOf(event.challenge)} begun`
    case 'attempt-submitted':
      return `${titleOf(event.challenge)}, ${event.score} points`
    case 'attempt-ran':
      return `${event.passed} of ${event.total} pass`
    case 'attempt-hint':
      return `hint ${event.hint + 1}`
    case 'attempt-paused':
      return event.isPaused ? 'clock stopped' : 'clock goes on'
    case 'attempt-returned':
      return 'back to an earlier version'
    case 'attempt-edited':
      return 'edit'
    case 'review':
      return `${event.item}, grade ${event.grade}`
  }
}

/** Of a run that did not finish the rows are those that were read. */
function describeDataRun({ name, rows, outcome }: DataRunEvent): string {
  const many = formatPlural(rows, 'row')
  return outcome === 'finished' ? `${name}, ${many}` : `${name}, ${outcome} after ${many}`
}

function kindOf(event: ProgressEvent | undefined): number {
  switch (event?.type) {
    case 'position':
      return 0
    case 'prediction':
      return event.right ? 1 : 2
    case 'bookmark':
      return 3
    case 'setting':
      return 4
    case 'visit':
    case 'lab-opened':
      return 5
    case 'data-run':
      return 6
    case 'bench':
      return 8
    case 'attempt-edited':
      return 9
    case 'attempt-submitted':
      return event.score >= SOLVED_SCORE ? 10 : 11
    case 'attempt-hint':
      return 12
    case 'attempt-started':
    case 'attempt-paused':
    case 'attempt-ran':
    case 'attempt-returned':
      return 13
    case 'review':
      return 14
    case undefined:
      return 7
  }
}

function positionOf(event: ProgressEvent | undefined): number {
  return event !== undefined && 'position' in event ? event.position : 0
}

function secondsOf(record: ProgressRecord | undefined): number {
  return record === undefined || record.at === '' ? 0 : Math.floor(Date.parse(record.at) / 1000)
}

/** The day of the record that a position stands behind, for the names of checkpoints; undefined at position 0. */
export function tryDayAt(records: readonly ProgressRecord[], position: number): Date | undefined {
  const record = records[position - 1]
  return record === undefined || record.at === '' ? undefined : new Date(shownTime(record))
}
