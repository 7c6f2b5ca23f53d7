import type { Session } from '../player/session.ts'
import { leftOutOf, momentOf } from '../player/share.ts'
import { MOST_BRANCHES, MOST_MARKS, parseMoment, ShareLinkError, type SharedMoment } from '../player/share-link.ts'
import type { BookmarkEvent } from '../progress/events.ts'
import type { Progress } from '../progress/progress.ts'
import { hashBranch } from './hash-branch.ts'

/** One run without a mark: its place alone is enough to find it again. */
const BARE = 'bare'

/** Notes runs, bookmarks and breakpoints: each new bookmark for itself, and all of it as it is found again. */
export class BenchLog {
  /** What stands in the log, or came from elsewhere and is not the learner's doing. */
  #shape: string = BARE
  #bookmarks: ReadonlySet<string> = new Set()
  /** What was said to be left out. */
  #leftOut = ''
  /** All that this tab has found in the log or put there. What else comes to stand there is another tab's, and stays. */
  readonly #known = new Set<string>()

  /** `found` is what of the log was opened. */
  constructor(
    readonly session: Session,
    readonly progress: Pick<Progress, 'append' | 'state'>,
    found: string | undefined,
  ) {
    const moment = tryMoment(found)
    if (moment !== undefined) this.#know(moment)
  }

  /** What stands on the bench is not to be noted. */
  remember(): void {
    const moment = momentOf(this.session, '')
    this.#shape = moment === undefined ? BARE : shapeOf(moment)
    this.#bookmarks = new Set(moment === undefined ? [] : bookmarksOf(moment).map(nameOf))
    if (moment !== undefined) this.#know(moment)
  }

  /** Notes what has changed, beside what other tabs have noted meanwhile. */
  note(): void {
    const { session, progress } = this
    const lab = session.lab.entry.id
    const moment = momentOf(session, '')
    if (moment === undefined || this.#shape === shapeOf(moment)) return
    const before = this.#bookmarks
    this.remember()
    for (const mark of bookmarksOf(moment)) {
      if (!before.has(nameOf(mark))) void progress.append({ type: 'bookmark', lab, ...mark })
    }
    const stored = tryMoment(progress.state.labs.get(lab)?.bench)
    const noted = stored === undefined ? moment : withOthers(moment, stored, this.#known)
    void progress.append({ type: 'bench', lab, moment: JSON.stringify(noted) })
    this.#tellLeftOut(moment)
  }

  /** What is made behind what can be kept is told as soon as it is, not first where it is missing. */
  #tellLeftOut(moment: SharedMoment): void {
    const leftOut = leftOutOf(this.session, moment).join(', ')
    if (leftOut !== '' && leftOut !== this.#leftOut) {
      this.session.core.set({ notice: `Not kept for the next visit: ${leftOut}. The run on the stage is.` })
    }
    this.#leftOut = leftOut
  }

  #know(moment: SharedMoment): void {
    for (const name of [...hashesOf(moment), ...bookmarksOf(moment).map(nameOf), ...moment.breakpoints.map(nameOf)])
      this.#known.add(name)
  }
}

/**
 * `own` with those runs and marks of `stored` that are in neither it nor `known`: behind its own, as many as can be kept.
 * A run whose parent is not here any more leaves the first one at its beginning.
 */
export function withOthers(own: SharedMoment, stored: SharedMoment, known: ReadonlySet<string>): SharedMoment {
  const hashes = hashesOf(own)
  const branches = [...own.branches]
  const theirs = hashesOf(stored)
  const ownMarks = bookmarksOf(own).map(nameOf)
  const marks = bookmarksOf(stored).filter((mark) => !known.has(nameOf(mark)) && !ownMarks.includes(nameOf(mark)))
  stored.branches.forEach((branch, index) => {
    const hash = theirs[index] as string
    const isWanted = !known.has(hash) || marks.some((mark) => mark.branchHash === hash)
    if (!isWanted || hashes.includes(hash) || branches.length >= MOST_BRANCHES) return
    const parent = hashes.indexOf(theirs[branch.parent] ?? '')
    const name = branch.parent === -1 ? 'other run' : branch.name
    branches.push(parent === -1 ? { ...branch, name, parent: 0, at: 0 } : { ...branch, parent })
    hashes.push(hash)
  })
  const bookmarks = marks
    .map(({ branchHash, position, label }) => ({ branch: hashes.indexOf(branchHash), position, label }))
    .filter((mark) => mark.branch !== -1)
  const ownBreaks = own.breakpoints.map(nameOf)
  const breakpoints = stored.breakpoints.filter((one) => !known.has(nameOf(one)) && !ownBreaks.includes(nameOf(one)))
  return {
    ...own,
    branches,
    bookmarks: [...own.bookmarks, ...bookmarks].slice(0, MOST_MARKS),
    breakpoints: [...own.breakpoints, ...breakpoints].slice(0, MOST_MARKS),
  }
}

/** Undefined where there is none, or this version cannot read it. */
function tryMoment(text: string | undefined): SharedMoment | undefined {
  if (text === undefined) return undefined
  try {
    return parseMoment(text)
  } catch (error) {
    if (error instanceof ShareLinkError) return undefined
    throw error
  }
}

function shapeOf({ branches, bookmarks, breakpoints }: SharedMoment): string {
  const isBare = branches.length === 1 && bookmarks.length === 0 && breakpoints.length === 0
  return isBare ? BARE : JSON.stringify([branches, bookmarks, breakpoints])
}

/** The same for the same mark, also when it was read back. */
function nameOf(mark: object): string {
  return JSON.stringify(
    Object.entries(mark)
      .filter(([, value]) => value !== undefined)
      .toSorted(),
  )
}

function hashesOf({ branches }: SharedMoment): string[] {
  return branches.map(({ params, acts }) => hashBranch(params, acts))
}

function bookmarksOf(moment: SharedMoment): Omit<BookmarkEvent, 'type' | 'lab'>[] {
  const hashes = hashesOf(moment)
  return moment.bookmarks.map(({ branch, position, label }) => ({
    branchHash: hashes[branch] as string,
    position,
    label,
  }))
}
