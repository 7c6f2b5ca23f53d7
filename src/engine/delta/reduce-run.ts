import type { TraceEvent } from '../trace/chunk.ts'
import { CheckResult, CONFLICT_CHECKS, DeltaEvent, Outcome, unpackCheck } from './events.ts'
import type {
  AddPayload,
  BeginPayload,
  CheckPayload,
  EndPayload,
  LogCallPayload,
  OutcomeCode,
  PlanPayload,
  SnapshotPayload,
  WritePayload,
} from './events.ts'
import { runOf } from './state.ts'
import type { DeltaState, RunStep, StatementRun } from './state.ts'

/** What an event changes of the statement that its actor runs. */
export function reduceRun(draft: DeltaState, event: TraceEvent, payload: unknown): void {
  const { kind, a: actor } = event
  if (kind === DeltaEvent.begin) return beginRun(draft, event, payload as BeginPayload)
  if (kind === DeltaEvent.die) draft.dead = draft.dead.map((isDead, i) => isDead || i === actor)
  const run = runOf(draft, actor)
  if (run === undefined || run.end !== undefined) return
  const changes = changesOf(run, event, payload)
  if (changes === undefined) return
  draft.runs.set(draft.currentRun[actor] as number, { ...run, ...changes })
  if (kind === DeltaEvent.end && event.b === Outcome.conflicted) {
    draft.counts = { ...draft.counts, conflicts: draft.counts.conflicts + 1 }
  }
}

function beginRun(draft: DeltaState, { a, b, c, seq }: TraceEvent, { text }: BeginPayload): void {
  const run: StatementRun = {
    actor: a,
    number: b,
    text,
    isRepeat: c === 1,
    beganSeq: seq,
    readVersion: undefined,
    replay: undefined,
    plan: undefined,
    filesRead: [],
    filesWritten: [],
    adds: [],
    removes: [],
    steps: [],
    attempt: 0,
    target: undefined,
    checks: [],
    winners: [],
    committed: undefined,
    end: undefined,
  }
  draft.currentRun = draft.currentRun.map((place, i) => (i === a ? draft.runs.length : place))
  draft.runs.push(run)
}

type Changes = Partial<StatementRun>

function changesOf(run: StatementRun, event: TraceEvent, payload: unknown): Changes | undefined {
  const { kind, b, c, seq } = event
  switch (kind) {
    case DeltaEvent.readLog:
      return withStep(run, { kind: 'read', seq, text: `read ${nameOf((payload as LogCallPayload).path)}` })
    case DeltaEvent.snapshot: {
      const { checkpoint, commits } = payload as SnapshotPayload
      const replay = { version: b, checkpoint: checkpoint ?? undefined, commits }
      const readVersion = run.readVersion ?? b
      return { ...withStep(run, { kind: 'read', seq, text: `read ${b}` }), readVersion, replay }
    }
    case DeltaEvent.plan: {
      return { plan: payload as PlanPayload }
    }
    case DeltaEvent.readData: {
      const step: RunStep = { kind: 'data', seq, text: `scan f${b + 1}` }
      return { ...withStep(run, step), filesRead: [...run.filesRead, b] }
    }
    case DeltaEvent.writeData: {
      if (b < 0) return withStep(run, { kind: 'write', seq, text: `write ${(payload as WritePayload).role}` })
      return {
        ...withStep(run, { kind: 'write', seq, text: `write f${b + 1}` }),
        filesWritten: [...run.filesWritten, b],
      }
    }
    case DeltaEvent.add: {
      const { deletedRows } = payload as AddPayload
      return { adds: [...run.adds.filter(({ file }) => file !== b), { file: b, deletedRows }] }
    }
    case DeltaEvent.remove:
      return { removes: [...run.removes, b] }
    case DeltaEvent.tryCommit:
      // Whoever has read nothing works on the version before the one that it makes; only a naive log lets it.
      return {
        ...withStep(run, { kind: 'put', seq, text: `put ${b}` }),
        target: b,
        attempt: c,
        readVersion: run.readVersion ?? (b > 0 ? b - 1 : undefined),
      }
    case DeltaEvent.commit:
      return { committed: b }
    case DeltaEvent.winner:
      return { winners: [...run.winners, b] }
    case DeltaEvent.check:
      return checkChanges(run, event, payload)
    case DeltaEvent.end:
      return { end: endOf(event, payload as EndPayload) }
    case DeltaEvent.die:
      return { end: { ...NO_END, seq, outcome: 'dead', message: c === 1 ? 'died before it heard the answer' : 'died' } }
    default:
      return undefined
  }
}

const NO_END = { code: undefined, exception: undefined, action: undefined, rows: undefined }

/** Steps of one kind that follow each other are one ring: a replay of twelve commits is one reading. */
function withStep(run: StatementRun, step: RunStep): Changes {
  const last = run.steps.at(-1)
  if (last?.kind !== step.kind) return { steps: [...run.steps, step] }
  return { steps: [...run.steps.slice(0, -1), { ...step, seq: last.seq }] }
}

function checkChanges(run: StatementRun, { b, c, seq }: TraceEvent, payload: unknown): Changes {
  const { check, result } = unpackCheck(c)
  const reason = (payload as CheckPayload | undefined)?.reason
  const checks = [...run.checks, { winner: b, check, result, reason }]
  const isLast = result === CheckResult.failed || check === CONFLICT_CHECKS.length
  return isLast ? { ...withStep(run, { kind: 'checked', seq, text: `check ${b}` }), checks } : { checks }
}

function endOf({ b, seq }: TraceEvent, { message, code, exception, action, rows }: EndPayload): StatementRun['end'] {
  return { seq, outcome: b as OutcomeCode, message, code, exception, action, rows }
}

/** "12" of "_delta_log/00000000000000000012.json". */
function nameOf(path: string): string {
  const version = /(\d{20})\.(json|checkpoint)/.exec(path)
  return version === null ? 'log' : `${Number(version[1])}`
}
