import { Branch, type BranchSpec } from './branch.ts'
import type { ActOption, Params, ParamValue } from './lab.ts'
import { sameProgress } from './moves.ts'
import type { SessionCore } from './session-core.ts'

/** Checkpoints are made ahead in slices of this many events, so that no frame waits for them. */
const INDEX_SLICE = 40_000

/** The tree of futures: runs, forks, and the engine that writes their logs. */
export class Branching {
  readonly #core: SessionCore
  readonly #stops = new Map<string, () => void>()

  constructor(core: SessionCore) {
    this.#core = core
  }

  /** Runs again from event 0 with another value; the new run becomes current and keeps the phase. */
  changeParam(param: string, value: ParamValue): void {
    const from = this.#core.branch
    const { position } = this.#core.state
    const params = this.#core.lab.change(from.spec.params, param, value)
    if (isRefusal(params)) {
      this.#core.set({ refusal: { param, reason: params.error } })
      return
    }
    this.startRun(params, this.#core.lab.nameChange(from.spec.params, params), (to) => this.#samePlace(from, position, to))
  }

  /** A run of its own beside the others; becomes current. `place` says where to stand in it. */
  startRun(params: Params, name: string, place: (branch: Branch) => number = () => 0): void {
    this.#add({ name, parent: this.#core.state.current, at: 0, params, acts: [] }, place)
  }

  /** Leaves the current branch at the playhead with an act; both futures are kept. */
  fork(option: ActOption): void {
    const { position } = this.#core.state
    const { spec } = this.#core.branch
    const acts = [
      ...spec.acts.filter((act) => act.at <= position),
      { at: position, type: option.type, value: option.value },
    ]
    this.#add({ name: option.name, parent: spec.id, at: position, params: spec.params, acts }, () => position)
  }

  /** Adds a branch as a link or a scenario describes it; does not make it current. */
  addBranch(spec: Omit<BranchSpec, 'id'>): string {
    const branch = this.#create(spec)
    this.#core.set({ branches: [...this.#core.state.branches, branch] })
    this.run(branch)
    return branch.id
  }

  switchTo(id: string, position?: number): void {
    const from = this.#core.branch
    const to = this.#core.branchNamed(id)
    const place = position ?? sameProgress(from.log, this.#core.state.position, to.log, this.#core.lab.progress.kind)
    this.#core.set({ current: id, comparison: undefined, prediction: undefined, direction: 0 })
    this.#core.move(place)
  }

  /** X: to the branch's parent, or from the parent to its newest fork. */
  switchAround(): void {
    const { spec } = this.#core.branch
    if (spec.parent !== undefined) return this.switchTo(spec.parent)
    const fork = this.#core.state.branches.findLast((branch) => branch.spec.parent === spec.id)
    if (fork !== undefined) this.switchTo(fork.id)
  }

  /** Deletes a fork and what left it. Can be undone until the next deletion; the first run stays. */
  deleteBranch(id: string): void {
    const branch = this.#core.branchNamed(id)
    if (branch.spec.parent === undefined) return
    const gone = this.#withDescendants(id)
    if (gone.some((one) => one.id === this.#core.state.current)) this.switchTo(branch.spec.parent)
    for (const one of gone) this.#stops.get(one.id)?.()
    this.#core.set({
      branches: this.#core.state.branches.filter((one) => !gone.includes(one)),
      comparison: undefined,
      undo: { branch, children: gone.filter((one) => one !== branch) },
    })
  }

  undoDelete(): void {
    const { undo, branches } = this.#core.state
    if (undo === undefined) return
    this.#core.set({ branches: [...branches, undo.branch, ...undo.children], undo: undefined })
  }

  forgetUndo(): void {
    this.#core.set({ undo: undefined })
  }

  /** Stops writing the current branch; what is written stays. */
  stopRun(): void {
    this.#stops.get(this.#core.state.current)?.()
  }

  #samePlace(from: Branch, position: number, to: Branch): number {
    const { kind } = this.#core.lab.progress
    if (from.log.count(kind, position) > 0) return sameProgress(from.log, position, to.log, kind)
    const share = from.log.length === 0 ? 0 : position / from.log.length
    return Math.round(share * to.log.length)
  }

  #create(spec: Omit<BranchSpec, 'id'>): Branch {
    const parent = spec.parent === undefined ? undefined : this.#core.branchNamed(spec.parent)
    return new Branch({ ...spec, id: this.#core.newId('b') }, this.#core.lab, parent)
  }

  #add(spec: Omit<BranchSpec, 'id'>, place: (branch: Branch) => number): void {
    const branch = this.#create(spec)
    this.#core.set({
      branches: [...this.#core.state.branches, branch],
      current: branch.id,
      refusal: undefined,
      comparison: undefined,
      prediction: undefined,
      direction: 0,
    })
    if (spec.at === 0) this.#core.move(0)
    this.#core.pending = { branch: branch.id, place }
    this.run(branch)
  }

  #withDescendants(id: string): readonly Branch[] {
    const gone = [this.#core.branchNamed(id)]
    for (const branch of this.#core.state.branches) {
      if (gone.some((one) => one.id === branch.spec.parent)) gone.push(branch)
    }
    return gone
  }

  /** Sets the engine to write a branch's log. */
  run(branch: Branch): void {
    const { spec } = branch
    branch.startedAt = this.#core.ports.now()
    const stop = this.#core.ports.engine.run(
      { operation: this.#core.lab.operation, params: spec.params, acts: spec.acts, from: spec.at },
      {
        onStarted: (header) => {
          branch.open(header)
          this.#core.grown()
        },
        onChunk: (chunk) => {
          branch.log.append(chunk)
          this.#indexAhead(branch)
          this.#core.grown()
        },
        onProgress: (done, total, unit) => {
          branch.end = { type: 'writing', done, total, unit }
          this.#core.grown()
        },
        onFinished: (_length, digest, result) => this.#ended(branch, { type: 'complete', digest, result }),
        onCancelled: () => this.#ended(branch, { type: 'stopped' }),
        onFailed: (error) => this.#ended(branch, { type: 'failed', error }),
      },
    )
    this.#stops.set(branch.id, stop)
  }

  #ended(branch: Branch, end: Branch['end']): void {
    branch.end = end
    this.#stops.delete(branch.id)
    const pending = this.#core.pending
    if (pending !== undefined && pending.branch === branch.id && this.#core.state.current === branch.id) {
      this.#core.move(pending.place(branch))
    }
    this.#core.grown()
  }

  #indexAhead(branch: Branch): void {
    this.#core.ports.idle(() => {
      if (branch.replay?.index(INDEX_SLICE) === false) this.#indexAhead(branch)
      else this.#core.grown()
    })
  }

  close(): void {
    for (const stop of this.#stops.values()) stop()
    this.#stops.clear()
  }
}

function isRefusal(value: Params | { readonly error: string }): value is { readonly error: string } {
  return typeof value['error'] === 'string' && Object.keys(value).length === 1
}
