import type { Fold } from '../engine/trace/fold.ts'
import { Log } from '../engine/trace/log.ts'
import { Replay } from '../engine/trace/replay.ts'
import type { WorkerError } from '../worker/protocol.ts'
import type { Act, AnyLab, Params } from './lab.ts'

/** What the run that a lab begins with is called: true beside its forks too, and no run of a sort. */
export const FIRST_RUN_NAME = 'original run'

/** How a branch's log came to its end, or that it has none yet. */
export type RunEnd =
  | { readonly type: 'writing'; readonly done: number; readonly total: number; readonly unit: string }
  | { readonly type: 'complete'; readonly digest: string; readonly result: unknown }
  | { readonly type: 'stopped' }
  | { readonly type: 'failed'; readonly error: WorkerError }

/** What makes a branch: everything needed to run it again. Plain data. */
export interface BranchSpec {
  readonly id: string
  readonly name: string
  /** The branch it left, or undefined for the first run. */
  readonly parent: string | undefined
  /** Events shared with the parent: 0 for a run of its own from the start. */
  readonly at: number
  readonly params: Params
  readonly acts: readonly Act[]
}

/** One future: a spec, the log it produced so far and the means to see any state of it. */
export class Branch {
  log: Log
  /** Undefined until the engine has sent the header. */
  replay: Replay<unknown> | undefined
  header: unknown
  end: RunEnd = { type: 'writing', done: 0, total: 0, unit: '' }
  /** Wall time in ms at which the run was started, for the rate and the estimate. */
  startedAt = 0
  /** Position of the first checkpoint whose replay does not give the digest it has; undefined while all agree. */
  broken: number | undefined

  constructor(
    readonly spec: BranchSpec,
    readonly lab: AnyLab,
    parent: Branch | undefined,
  ) {
    if (parent?.replay !== undefined && spec.at > 0) {
      this.header = parent.header
      this.log = parent.log.prefix(spec.at)
      this.replay = parent.replay.fork(spec.at, this.log)
    } else {
      this.log = new Log(lab.kinds.length)
    }
  }

  get id(): string {
    return this.spec.id
  }

  /** Receives what the fold needs. A branch that shares its parent's log has it already. */
  open(header: unknown): void {
    if (this.replay !== undefined) return
    const fold: Fold<unknown> = this.lab.createFold(header)
    this.header = header
    this.log = new Log(fold.kinds)
    this.replay = new Replay(this.log, fold)
  }

  /** The state after the first `position` events; undefined before the engine has answered. */
  stateAt(position: number): unknown {
    return this.replay?.stateAt(Math.min(position, this.log.length))
  }
}

/** True for a run of its own: no act made it leave another one, so it shares nothing with the run that it is named after. */
export function isOwnRun({ at, acts }: BranchSpec): boolean {
  return at === 0 && !acts.some((act) => act.at === 0)
}

/** How many first events two branches have in common because one left the other, or both left the same one. */
export function sharedEvents(branchNamed: (id: string) => Branch, left: Branch, right: Branch): number {
  const reached = lineage(branchNamed, left)
  let shared = right.log.length
  for (let branch = right; ; branch = branchNamed(branch.spec.parent)) {
    const kept = reached.get(branch.id)
    if (kept !== undefined) return Math.min(kept, shared)
    shared = Math.min(shared, branch.spec.at)
    if (branch.spec.parent === undefined) return 0
  }
}

/** A branch and its ancestors, each with how many of its first events the branch holds. */
function lineage(branchNamed: (id: string) => Branch, branch: Branch): ReadonlyMap<string, number> {
  const reached = new Map([[branch.id, branch.log.length]])
  let kept = branch.log.length
  for (let at = branch; at.spec.parent !== undefined; at = branchNamed(at.spec.parent)) {
    kept = Math.min(kept, at.spec.at)
    reached.set(at.spec.parent, kept)
  }
  return reached
}

/** An event in a few words: its kind's label and its record, as breakpoints look for them. */
export function describeEvent(lab: AnyLab, { log, header }: Branch, seq: number): string {
  const label = lab.kinds[log.kindOf(seq)]?.label ?? ''
  return `${label} ${lab.record(log, seq, header)}`.trim()
}
