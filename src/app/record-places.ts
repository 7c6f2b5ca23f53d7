import { Digest } from '../base/digest.ts'
import type { Act, Params } from '../player/lab.ts'
import type { Session } from '../player/session.ts'
import type { SessionState } from '../player/session-state.ts'
import type { SharedMoment } from '../player/share-link.ts'
import type { BookmarkEvent } from '../progress/events.ts'
import type { Progress } from '../progress/progress.ts'

/** A place is noted when the playhead has stood still for so long. */
const STILL_MS = 900
/** Runs and marks are noted so soon after the last change of them; a value that is dragged makes and drops many runs. */
const BENCH_STILL_MS = 150

/** Names a branch among those of its lab. */
export function hashBranch(params: Params, acts: readonly Act[]): string {
  return new Digest().text(JSON.stringify([params, acts])).hex()
}

/**
 * Notes in the learner's log that a lab was opened, with the first step, where the playhead comes to rest, and the runs
 * and marks whenever they have changed. What stands there when `ready` resolves is not the learner's doing. Returns the
 * way to end that; what has not been noted is noted then.
 */
export function recordPlaces(
  session: Session,
  progress: Pick<Progress, 'append'>,
  ready: Promise<unknown> | undefined,
): () => void {
  const lab = session.lab.entry.id
  const bench = new BenchNotes(session, progress, ready)
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOpened = false
  let noted = ''
  const note = () => {
    timer = undefined
    const { branch } = session
    const { position } = session.state
    const moment = session.core.moment(branch, position)
    const { params, acts } = branch.spec
    const branchHash = hashBranch(params, acts)
    const place = `${branchHash} ${position}`
    if (moment === undefined || place === noted) return
    noted = place
    const phase = session.lab.phase(moment)
    void progress.append({
      type: 'position',
      lab,
      branchHash,
      position,
      length: branch.log.length,
      phase,
      params,
      acts,
    })
  }
  const unsubscribe = session.core.store.subscribe((state, before) => {
    if (hasNewMarks(state, before)) bench.noteSoon()
    if (state.position === before.position && state.current === before.current) return
    if (state.position === 0 && !isOpened) return
    if (!isOpened) void progress.append({ type: 'lab-opened', lab })
    isOpened = true
    clearTimeout(timer)
    timer = setTimeout(note, STILL_MS)
  })
  const leave = () => {
    bench.noteNow()
    if (timer !== undefined) note()
  }
  addEventListener('pagehide', leave)
  return () => {
    unsubscribe()
    removeEventListener('pagehide', leave)
    bench.noteNow()
    if (timer === undefined) return
    clearTimeout(timer)
    note()
  }
}

/** True when runs or marks have been made or dropped: a changed value makes another run. */
export function hasNewMarks(state: SessionState, before: SessionState): boolean {
  return (
    state.branches !== before.branches ||
    state.bookmarks !== before.bookmarks ||
    state.breakpoints !== before.breakpoints
  )
}

/** One run without a mark: its place alone is enough to find it again. */
const BARE = 'bare'

/** Notes runs, bookmarks and breakpoints: each new bookmark for itself, and all of it as it is found again. */
class BenchNotes {
  /** What stands in the log, or came from elsewhere and is not the learner's doing. */
  #shape: string = BARE
  #bookmarks: ReadonlySet<string> = new Set()
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #settled: Promise<void> | undefined

  constructor(
    readonly session: Session,
    readonly progress: Pick<Progress, 'append'>,
    ready: Promise<unknown> | undefined,
  ) {
    this.#settled = ready?.then(async () => this.#remember(await this.#moment()))
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
    void this.#note()
  }

  async #note(): Promise<void> {
    await this.#settled
    const { progress } = this
    const lab = this.session.lab.entry.id
    const moment = await this.#moment()
    if (moment === undefined || this.#shape === shapeOf(moment)) return
    const known = this.#bookmarks
    this.#remember(moment)
    for (const mark of bookmarksOf(moment)) {
      if (!known.has(JSON.stringify(mark))) void progress.append({ type: 'bookmark', lab, ...mark })
    }
    void progress.append({ type: 'bench', lab, moment: JSON.stringify(moment) })
  }

  async #moment(): Promise<SharedMoment | undefined> {
    // A lab opened at its beginning needs none of this before somebody has stood still in it.
    const { momentOf } = await import('../player/share.ts')
    return momentOf(this.session, '')
  }

  #remember(moment: SharedMoment | undefined): void {
    this.#shape = moment === undefined ? BARE : shapeOf(moment)
    this.#bookmarks = new Set(moment === undefined ? [] : bookmarksOf(moment).map((mark) => JSON.stringify(mark)))
  }
}

function shapeOf({ branches, bookmarks, breakpoints }: SharedMoment): string {
  const isBare = branches.length === 1 && bookmarks.length === 0 && breakpoints.length === 0
  return isBare ? BARE : JSON.stringify([branches, bookmarks, breakpoints])
}

function bookmarksOf({ branches, bookmarks }: SharedMoment): Omit<BookmarkEvent, 'type' | 'lab'>[] {
  return bookmarks.map(({ branch, position, label }) => {
    const { params, acts } = branches[branch] as SharedMoment['branches'][number]
    return { branchHash: hashBranch(params, acts), position, label }
  })
}
