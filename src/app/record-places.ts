import type { Session } from '../player/session.ts'
import type { SessionState } from '../player/session-state.ts'
import type { PositionEvent } from '../progress/events.ts'
import type { Progress } from '../progress/progress.ts'
import type { BenchLog } from './bench-log.ts'
import { hashBranch } from './hash-branch.ts'
import { keepOwnPlace, tryOwnPlace } from './own-place.ts'

/** A place is noted when the playhead has stood still for so long. */
const STILL_MS = 900
/** Runs and marks are noted so soon after the last change of them; a value that is dragged makes and drops many runs. */
const BENCH_STILL_MS = 150

/**
 * Notes in the learner's log that a lab was opened, with the first step, where the playhead comes to rest, and the runs
 * and marks whenever they have changed. What stands there when `ready` resolves is not the learner's doing; `opened` is
 * what of the log it was opened from. Returns the way to end that; what has not been noted is noted then.
 */
export function recordPlaces(
  session: Session,
  progress: Pick<Progress, 'append' | 'state'>,
  ready: Promise<unknown> | undefined,
  opened: string | undefined,
): () => void {
  const lab = session.lab.entry.id
  const bench = new BenchNotes(session, progress, ready, opened)
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOpened = false
  let noted = ''
  const own = tryOwnPlace(lab)
  keepOwnPlace(undefined)
  const target = session.core.pending?.place(session.branch) ?? session.state.position
  const isLinked = ready !== undefined && opened === undefined
  const look = lookOf(own, progress.state.labs.get(lab)?.place, isLinked)
  /** Until the learner has gone elsewhere. */
  let { isLook } = look
  /** From then on it is the learner who moves, before all is restored too. */
  let isReady = ready === undefined
  /** The run that the link or the claim stands in: a fork of it is the learner's. */
  let looked = session.state.current
  void ready?.then(() => {
    isReady = true
    looked = session.state.current
  })
  const here = (): PositionEvent | undefined => {
    const event = placeOf(session)
    const isLooked =
      isLook && session.state.current === looked && event?.position === Math.min(target, event?.length ?? 0)
    return event !== undefined && isLooked ? { ...event, isLook } : event
  }
  const note = () => {
    timer = undefined
    const event = here()
    if (event === undefined) return
    const place = keyOf(event)
    if (place === noted) return
    noted = place
    void progress.append(event)
  }
  const noteSoon = ({ position }: SessionState) => {
    if (position === 0 && !isOpened) return
    if (!isOpened) void progress.append({ type: 'lab-opened', lab })
    isOpened = true
    // Where a link or a claim stands is no place of the learner's: they come back to their own, if they have one.
    const isElsewhere = position !== Math.min(target, session.branch.log.length)
    isReady ||= session.core.pending === undefined && (look.notesLook || isElsewhere)
    if (!isReady) return
    isLook &&= !isElsewhere
    clearTimeout(timer)
    timer = setTimeout(note, STILL_MS)
  }
  const unsubscribe = session.core.store.subscribe((state, before) => {
    // Of more runs than can be kept, the one on the stage is among those that are.
    const isOther = state.current !== before.current
    if (isOther || hasNewMarks(state, before)) bench.noteSoon()
    if (state.position !== before.position || isOther) noteSoon(state)
  })
  // A short log has been written, and the link come to its place in it, before this is asked.
  if (look.notesLook) noteSoon(session.state)
  const leave = () => {
    bench.noteNow()
    if (timer !== undefined) note()
    const isOnItsWay = !isReady || session.core.pending !== undefined
    if (isOnItsWay) keepOwnPlace(own)
    // Where nothing was done, the log's last place is as good.
    else if (isOpened || own !== undefined || session.state.position > 0) keepOwnPlace(here())
  }
  addEventListener('pagehide', leave)
  return () => {
    unsubscribe()
    removeEventListener('pagehide', leave)
    bench.noteNow()
    keepOwnPlace(undefined)
    if (timer === undefined) return
    clearTimeout(timer)
    note()
  }
}

/**
 * Whether the place is one that is only looked at, and whether that is noted: without a place of their own, in this tab or
 * the log, the learner comes back to where the link or the claim stood.
 */
function lookOf(own: Look | undefined, kept: Look | undefined, isLinked: boolean) {
  const hasPlace = [own, kept].some((place) => place !== undefined && place.isLook !== true)
  const notesLook = isLinked && !hasPlace
  return { notesLook, isLook: notesLook || (!isLinked && (own ?? kept)?.isLook === true) }
}

type Look = Pick<PositionEvent, 'isLook'>

/** Where the playhead stands; undefined where that has not been replayed yet. */
function placeOf(session: Session): PositionEvent | undefined {
  const { branch, lab } = session
  const { position } = session.state
  const moment = session.core.moment(branch, position)
  if (moment === undefined) return undefined
  const { params, acts } = branch.spec
  return {
    type: 'position',
    lab: lab.entry.id,
    branchHash: hashBranch(params, acts),
    position,
    length: branch.log.length,
    phase: lab.phase(moment),
    params,
    acts,
  }
}

function keyOf({ lab, branchHash, position, isLook = false }: PositionEvent): string {
  return `${lab} ${branchHash} ${position} ${isLook}`
}

/** True when runs or marks have been made or dropped: a changed value makes another run. */
export function hasNewMarks(state: SessionState, before: SessionState): boolean {
  return (
    state.branches !== before.branches ||
    state.bookmarks !== before.bookmarks ||
    state.breakpoints !== before.breakpoints
  )
}

/** Notes runs and marks some time after they have changed. */
class BenchNotes {
  #timer: ReturnType<typeof setTimeout> | undefined
  #log: Promise<BenchLog> | undefined
  readonly #settled: Promise<void> | undefined

  constructor(
    readonly session: Session,
    readonly progress: Pick<Progress, 'append' | 'state'>,
    ready: Promise<unknown> | undefined,
    readonly opened: string | undefined,
  ) {
    this.#settled = ready?.then(async () => (await this.#open()).remember()).catch(() => undefined)
  }

  noteSoon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.noteNow(), BENCH_STILL_MS)
  }

  /** Notes what is still to be noted. */
  noteNow(): void {
    if (this.#timer === undefined) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    // Without the network it is noted with the next change.
    void this.#note().catch(() => undefined)
  }

  async #note(): Promise<void> {
    await this.#settled
    ;(await this.#open()).note()
  }

  /** A lab opened at its beginning needs none of this before somebody has made a run or a mark in it. */
  #open(): Promise<BenchLog> {
    const { session, progress, opened } = this
    const log = (this.#log ??= import('./bench-log.ts').then(({ BenchLog }) => new BenchLog(session, progress, opened)))
    log.catch(() => (this.#log = undefined))
    return log
  }
}
