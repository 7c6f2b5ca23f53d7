import { formatCount } from '../base/format.ts'
import { Branch, type BranchSpec } from './branch.ts'
import type { ActOption, Params, ParamValue, Refusal } from './lab.ts'
import { progressAt, sameProgress } from './moves.ts'
import { ReplayCheck } from './replay-check.ts'
import type { SessionCore } from './session-core.ts'
import type { SessionState, Undo } from './session-state.ts'

/** Checkpoints are made ahead in slices of this many events, so that no frame waits for them. */
const INDEX_SLICE = 40_000
/** The same for folds that are slow, in distances between checkpoints. */
const INDEX_STRIDES = 4

/** A run shows itself when it is complete, or after this long. */
const ARRIVE_MS = 300
/** While a log is written its growth is told at most this often: each time all panels are drawn again. */
const TELL_MS = 100
/** A value that is changed again within this long revises its run instead of adding one more. */
const REVISE_MS = 2000

/** What ends when another branch comes on the stage. */
const LEAVE = { comparison: undefined, prediction: undefined, direction: 0 } satisfies Partial<SessionState>

type Place = (branch: Branch) => number

/** A run made by changing a value, as long as it may be revised. */
interface Revision {
  readonly param: string
  readonly run: string
  readonly base: string
  /** What stood on the stage when the value was first changed, and where. */
  readonly seen: Branch
  readonly position: number
  readonly atMs: number
}

/** The tree of futures: runs, forks, and the engine that writes their logs. */
export class Branching {
  readonly #core: SessionCore
  readonly #stops = new Map<string, () => void>()
  /** A run from event 0 that will become current; until then the one before it stays on the stage. */
  #arriving: { readonly branch: Branch; readonly place: Place; readonly replaces: string | undefined } | undefined
  #revision: Revision | undefined
  /** Between which two branches X went last. */
  #around: { readonly from: string; readonly to: string } | undefined
  /** When growth was told last; undefined before the first time. */
  #toldAt: number | undefined

  constructor(core: SessionCore) {
    this.#core = core
  }

  /** Runs again from event 0 with another value; the new run becomes current and keeps the phase. */
  changeParam(param: string, value: ParamValue): void {
    const { lab } = this.#core
    const revised = this.#revisable(param)
    // A run that is on its way is what the sentence shows already: the next change goes on from it.
    const from = revised === undefined ? this.#newest() : this.#core.branchNamed(revised.base)
    const { seen, position } = revised ?? { seen: this.#core.branch, position: this.#core.state.position }
    const params = lab.change(from.spec.params, param, value)
    if (isRefusal(params)) return this.refuse(param, params.error, params.fixes)
    this.#core.set({ refusal: undefined })
    if (JSON.stringify(params) === JSON.stringify(from.spec.params)) {
      if (revised !== undefined) this.#dropRun(revised)
      return
    }
    const place: Place = (to) => this.#samePhase(seen, position, to)
    const run = this.#startFrom(from.id, params, lab.nameChange(from.spec.params, params), place, revised?.run)
    this.#revision = { param, run: run.id, base: from.id, seen, position, atMs: this.#core.ports.now() }
    this.run(run)
  }

  /** Says why a value was not taken, and what would let it stand; the run on the stage stays. */
  refuse(param: string, reason: string, fixes: Refusal['fixes'] = []): void {
    this.#core.set({ refusal: { param, reason, ...(fixes.length > 0 ? { fixes } : {}) } })
  }

  /** Takes a refused value together with what lets it stand. */
  takeFix(params: Params): void {
    const { lab, branch: from } = this.#core
    const { position } = this.#core.state
    const place: Place = (to) => this.#samePhase(from, position, to)
    this.startRun(params, lab.nameChange(from.spec.params, params), place)
  }

  /** A run of its own beside the others; becomes current. `place` says where to stand in it. */
  startRun(params: Params, name: string, place: Place = () => 0): void {
    this.run(this.#startFrom(this.#core.state.current, params, name, place))
  }

  /** Leaves the current branch at the playhead with an act; both futures are kept. */
  fork(option: ActOption): void {
    const { position } = this.#core.state
    const { spec } = this.#core.branch
    const acts = [
      ...spec.acts.filter((act) => act.at <= position),
      { at: position, type: option.type, value: option.value },
    ]
    const name = this.#freeName(option.name, position)
    const branch = this.#create({ name, parent: spec.id, at: position, params: spec.params, acts })
    const branches = [...this.#core.state.branches, branch]
    this.#arriving = undefined
    this.#core.move(position, { branches, current: branch.id, ...LEAVE })
    this.run(branch)
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
    const place = position ?? this.#core.samePlace(from, this.#core.state.position, to)
    this.#arriving = undefined
    this.#core.move(place, { current: id, ...LEAVE })
  }

  /** X: back to where it was pressed last; else to the branch's trunk, or from the first run to its newest fork. */
  switchAround(): void {
    const { id, spec } = this.#core.branch
    const back = this.#around?.to === id ? this.#core.tryBranch(this.#around.from)?.id : undefined
    const fork = this.#core.state.branches.findLast((branch) => branch.spec.parent === id)
    const to = back ?? spec.parent ?? fork?.id
    if (to === undefined) return this.#core.set({ notice: 'Nothing to switch to yet: make a fork first.' })
    this.switchTo(to)
    this.#around = { from: id, to }
  }

  /** Deletes a fork and what left it. Can be undone until the next deletion; the first run stays. */
  deleteBranch(id: string): void {
    const branch = this.#core.branchNamed(id)
    if (branch.spec.parent === undefined) return
    const { current, position, comparison } = this.#core.state
    const gone = this.#withDescendants(id)
    if (gone.some((one) => one.id === this.#core.state.current)) this.switchTo(branch.spec.parent)
    if (gone.some((one) => one === this.#arriving?.branch)) this.#arriving = undefined
    this.forgetUndo()
    const { state: left } = this.#core
    const isSame = left.current === current && comparison === undefined
    this.#core.set({
      branches: this.#core.state.branches.filter((one) => !gone.includes(one)),
      comparison: undefined,
      undo: {
        branch,
        children: gone.filter((one) => one !== branch),
        shown: isSame ? undefined : { current, position, comparison },
        left: { current: left.current, position: left.position },
      },
    })
  }

  /**
   * Brings back what was deleted, and on the stage what stood there, unless something has been done there since: the
   * playhead was moved, a question was asked, or another run was put there or is on its way.
   */
  undoDelete(): void {
    const { undo, branches: others } = this.#core.state
    if (undo === undefined) return
    const isOrphan = !others.some((branch) => branch.id === undo.branch.spec.parent)
    if (isOrphan) return this.#core.set({ undo: undefined })
    const { shown, left } = undo
    const change = { branches: [...others, undo.branch, ...undo.children], undo: undefined }
    const isThere = (id: string): boolean => change.branches.some((branch) => branch.id === id)
    const isTheSame = this.#isUntouched(left) && isThere(shown?.comparison?.other ?? left.current)
    if (shown === undefined || !isTheSame) return this.#core.set(change)
    this.#core.move(shown.position, { ...change, ...LEAVE, ...shown })
  }

  #isUntouched(left: Undo['left']): boolean {
    const { current, position, comparison, prediction } = this.#core.state
    const isThere = current === left.current && position === left.position
    return isThere && comparison === undefined && prediction === undefined && this.#arriving === undefined
  }

  /** Until then what was deleted is written on, so that it comes back whole. */
  forgetUndo(): void {
    const { undo } = this.#core.state
    if (undo === undefined) return
    for (const { id } of [undo.branch, ...undo.children]) this.#stops.get(id)?.()
    this.#core.set({ undo: undefined })
  }

  /** Stops writing the current branch; what is written stays. */
  stopRun(): void {
    this.#stops.get(this.#core.state.current)?.()
  }

  /** A fork's name, with its place behind it where another branch is called so, or one that may come back. */
  #freeName(name: string, at: number): string {
    const { branches, undo } = this.#core.state
    const gone = undo === undefined ? [] : [undo.branch, ...undo.children]
    const taken = new Set([...branches, ...gone].map(({ spec }) => spec.name))
    const placed = `${name}, at ${formatCount(at)}`
    let free = name
    for (let more = 1; taken.has(free); more++) free = more === 1 ? placed : `${placed}, ${more}`
    return free
  }

  #newest(): Branch {
    return this.#arriving?.branch ?? this.#core.branch
  }

  #samePhase(from: Branch, position: number, to: Branch): number {
    const { progress } = this.#core.lab
    if (progressAt(from.log, position, progress) > 0) return sameProgress(from.log, position, to.log, progress)
    const share = from.log.length === 0 ? 0 : position / from.log.length
    return Math.round(share * to.log.length)
  }

  #revisable(param: string): Revision | undefined {
    const made = this.#revision
    if (made === undefined || made.param !== param) return undefined
    if (this.#core.ports.now() - made.atMs > REVISE_MS) return undefined
    const { branches, current } = this.#core.state
    const shown = current === made.run || this.#arriving?.branch.id === made.run
    return shown && !branches.some((branch) => branch.spec.parent === made.run) ? made : undefined
  }

  /** Takes back a changed value: the run it made goes, the one it came from comes on the stage, once there is one. */
  #dropRun({ run, base, seen, position }: Revision): void {
    const isShown = this.#core.state.current === run
    const replaces = isShown ? run : this.#arriving?.replaces
    const branch = this.#core.branchNamed(base)
    this.#arriving = undefined
    this.#revision = undefined
    if (!isShown) this.#core.set(this.#without(run))
    if (this.#core.state.current === base) return
    const place: Place = (to) => (to === seen ? position : this.#samePhase(seen, position, to))
    this.#arriving = { branch, place, replaces }
    if (branch.end.type === 'writing') this.#grown(branch)
    else if (!this.#refused(branch)) this.#arrive()
  }

  /** The state without a run that nothing has left. */
  #without(run: string): Pick<SessionState, 'branches' | 'undo'> {
    this.#stops.get(run)?.()
    this.#stops.delete(run)
    const { branches, undo } = this.#core.state
    return {
      branches: branches.filter((branch) => branch.id !== run),
      undo: undo?.branch.spec.parent === run ? undefined : undo,
    }
  }

  /** `revises` is a run that the new one takes the place of. */
  #startFrom(parent: string, params: Params, name: string, place: Place, revises?: string): Branch {
    const branch = this.#create({ name, parent, at: 0, params, acts: [] })
    let replaces = revises
    // What the run that is on its way was to replace goes when this one comes.
    if (this.#arriving !== undefined && (revises ?? parent) === this.#arriving.branch.id) {
      replaces = this.#arriving.replaces
      if (revises !== undefined) this.#core.set(this.#without(revises))
    }
    this.#core.set({ branches: [...this.#core.state.branches, branch], refusal: undefined })
    this.#arriving = { branch, place, replaces }
    return branch
  }

  /** Puts the run that was waited for on the stage. */
  #arrive(): void {
    const arriving = this.#arriving
    if (arriving === undefined) return
    const { branch, place, replaces } = arriving
    this.#arriving = undefined
    const gone = replaces === undefined ? {} : this.#without(replaces)
    const whole = branch.end.type !== 'writing'
    // What was refused since it was begun was refused of its values.
    const { refusal } = this.#core.state
    this.#core.move(whole ? place(branch) : 0, { ...gone, current: branch.id, refusal, ...LEAVE })
    if (!whole) this.#core.pending = { branch: branch.id, place }
  }

  /** True when a run ended without an event because its parameters were refused: nothing of it is kept. */
  #refused(branch: Branch): boolean {
    const { end } = branch
    if (this.#arriving?.branch !== branch || end.type !== 'failed' || branch.log.length > 0) return false
    this.#arriving = undefined
    const param = this.#revision?.run === branch.id ? this.#revision.param : ''
    this.#core.set({ branches: this.#core.state.branches.filter((one) => one !== branch) })
    this.refuse(param, end.error.message)
    return true
  }

  #create(spec: Omit<BranchSpec, 'id'>): Branch {
    const parent = spec.parent === undefined ? undefined : this.#core.branchNamed(spec.parent)
    return new Branch({ ...spec, id: this.#core.newId('b') }, this.#core.lab, parent)
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
          this.#toldAt = undefined
          this.#grown(branch)
        },
        onChunk: (chunk) => {
          branch.log.append(chunk)
          this.#indexAhead(branch)
          this.#grown(branch)
        },
        onProgress: (done, total, unit) => {
          branch.end = { type: 'writing', done, total, unit }
          this.#grown(branch)
        },
        onFinished: (_length, digest, result) => this.#ended(branch, { type: 'complete', digest, result }),
        onCancelled: () => this.#ended(branch, { type: 'stopped' }),
        onFailed: (error) => this.#ended(branch, { type: 'failed', error }),
      },
    )
    this.#stops.set(branch.id, stop)
  }

  #grown(branch: Branch): void {
    const now = this.#core.ports.now()
    if (this.#arriving?.branch === branch && now - branch.startedAt > ARRIVE_MS) this.#arrive()
    if (this.#toldAt !== undefined && now - this.#toldAt < TELL_MS) return
    this.#toldAt = now
    // Of a short run the end has often come too: all of it is then drawn at once.
    this.#core.ports.soon(() => {
      if (branch.end.type === 'writing') this.#core.grown()
    })
  }

  #ended(branch: Branch, end: Branch['end']): void {
    branch.end = end
    this.#stops.delete(branch.id)
    if (this.#refused(branch)) return
    if (this.#arriving?.branch === branch) this.#arrive()
    this.#core.fitWindow(branch)
    const pending = this.#core.pending
    if (pending !== undefined && pending.branch === branch.id && this.#core.state.current === branch.id) {
      this.#core.move(pending.place(branch))
    }
    if (end.type === 'complete') this.#checkLater(branch)
    this.#core.grown()
  }

  #indexAhead(branch: Branch): void {
    this.#core.ports.idle(() => {
      const { replay } = branch
      const stride = replay?.fold.stride
      const slice = stride === undefined ? INDEX_SLICE : stride * INDEX_STRIDES
      if (replay?.index(slice) === false) this.#indexAhead(branch)
      else if (branch.end.type === 'writing') this.#grown(branch)
      else this.#core.grown()
    })
  }

  #checkLater(branch: Branch): void {
    const check = new ReplayCheck(branch)
    const go = (): void => {
      if (check.next()) this.#core.whenCalm(go)
      else if (branch.broken !== undefined) this.#core.grown()
    }
    this.#core.whenCalm(go)
  }

  close(): void {
    for (const stop of this.#stops.values()) stop()
    this.#stops.clear()
  }
}

/** True when a lab did not take a value: no parameter is called "error". */
export function isRefusal(value: Params | Refusal): value is Refusal {
  return typeof value['error'] === 'string'
}
