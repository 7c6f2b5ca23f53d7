import { CheckResult, DeltaEvent, Outcome, unpackCheck } from '../../engine/delta/events.ts'
import { runOf, type DeltaState, type StatementRun } from '../../engine/delta/state.ts'
import type { Moment } from '../../player/lab.ts'
import { NAIVE_LINES, naiveLine } from './naive.ts'

const LINES: readonly string[] = [
  'snapshot ← replay(log)',
  'read files, write new ones',
  'v ← snapshot.version + 1',
  'putIfAbsent(v.json)',
  'if it exists: w ← read(v.json)',
  '  protocol changed?',
  '  metadata changed?',
  '  metadata domain shared?',
  '  app id I depend on?',
  "  files added I'd have read?",
  '  files removed that I read?',
  '  files removed twice?',
  '  none: v ← v + 1, go to 4',
  'throw, the caller starts over',
]

/** Where the first check stands, 1-based. */
const FIRST_CHECK = 6
const ANSWER_COLUMN = 30

const LINE_OF: Readonly<Record<number, number>> = {
  [DeltaEvent.begin]: 1,
  [DeltaEvent.readLog]: 1,
  [DeltaEvent.snapshot]: 1,
  [DeltaEvent.plan]: 2,
  [DeltaEvent.readData]: 2,
  [DeltaEvent.writeData]: 2,
  [DeltaEvent.add]: 3,
  [DeltaEvent.remove]: 3,
  [DeltaEvent.tryCommit]: 4,
  [DeltaEvent.commit]: 4,
  [DeltaEvent.lose]: 5,
  [DeltaEvent.winner]: 5,
  [DeltaEvent.retry]: 13,
}

/** A commit, as every writer makes it; the answers of this writer's checks stand behind them. */
export function codeOf({ event, state }: Moment<DeltaState>): {
  readonly code: readonly string[]
  readonly line: number
} {
  if (event === undefined) return { code: LINES, line: 0 }
  if (state.header.log === 'naive') return { code: NAIVE_LINES, line: naiveLine(event) }
  const run = runOf(state, event.a)
  return { code: run === undefined ? LINES : withAnswers(state, run), line: lineOf(event.kind, event.b, event.c, run) }
}

function lineOf(kind: number, b: number, c: number, run: StatementRun | undefined): number {
  if (kind === DeltaEvent.check) return FIRST_CHECK - 1 + unpackCheck(c).check
  if (kind === DeltaEvent.end) return b === Outcome.conflicted ? LINES.length : 0
  if (kind === DeltaEvent.readLog && run !== undefined && run.target !== undefined) return 5
  return LINE_OF[kind] ?? 0
}

function withAnswers(_: DeltaState, { checks, winners }: StatementRun): readonly string[] {
  const last = winners.at(-1)
  const own = checks.filter(({ winner }) => winner === last)
  if (own.length === 0) return LINES
  return LINES.map((line, i) => {
    const found = own.find(({ check }) => check === i + 2 - FIRST_CHECK)
    if (found === undefined) return line
    const answer = found.result === CheckResult.failed ? 'YES' : found.result === CheckResult.excused ? 'ok' : 'no'
    return `${line.padEnd(ANSWER_COLUMN)} ${answer}`
  })
}
