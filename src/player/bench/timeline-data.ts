import { formatCount } from '../../base/format.ts'
import type { Checkpoint } from '../../engine/trace/replay.ts'
import type { Branch } from '../branch.ts'
import { describeBreakpoint, eventMatcher } from '../condition.ts'
import type { AnyLab } from '../lab.ts'
import { stopsAt, type Breakpoint } from '../marks.ts'
import { progressAt } from '../moves.ts'
import type { Session } from '../session.ts'
import type { SessionState } from '../session-state.ts'
import type { TimelineCheckpoint, TimelineEnd, TimelineFork, TimelineMark, TimelineRow } from '../timeline/contract.ts'
import { countIn } from './counter-value.ts'
import { describeFailure, formatUnits } from './words.ts'

/** A row a kind; the timeline shows those that occur. */
export function rowsFor(lab: AnyLab, muted: ReadonlySet<number>): readonly TimelineRow[] {
  return lab.kinds.map(({ label, verb, rank }, kind) => ({ kind, label, verb, rank, muted: muted.has(kind) }))
}

/** Checkpoints by their numbers: c1 is the first after the empty state. */
export function checkpointsFor(
  checkpoints: readonly Checkpoint<unknown>[],
  broken: number | undefined,
): readonly TimelineCheckpoint[] {
  return checkpoints.map(({ position }, index) => ({
    position,
    label: position === broken ? `checkpoint ${index} does not match its replay` : `c${index}`,
    ...(position === broken ? { broken: true } : {}),
  }))
}

/** The end of a log as the timeline shows it; `note` is what is known of a run that still writes. */
export function endFor(branch: Branch, note: string): TimelineEnd {
  const { end, log } = branch
  switch (end.type) {
    case 'complete':
      return { type: 'complete' }
    case 'writing':
      return { type: 'writing', expected: expectedLength(branch), note }
    case 'stopped':
      return { type: 'stopped', note: `stopped at ${formatCount(log.length)}; what is written stays` }
    case 'failed':
      return { type: 'failed', message: describeFailure(branch) }
  }
}

/** Events of the whole log, guessed from the share of the work that is done; undefined before there is any. */
export function expectedLength({ end, log }: Branch): number | undefined {
  if (end.type !== 'writing' || end.done === 0 || end.total <= end.done) return undefined
  return Math.max(log.length, Math.round((log.length * end.total) / end.done))
}

/** Every other branch of the tree, youngest last. */
export function otherBranches({ branches, current }: SessionState): readonly Branch[] {
  return branches.filter((branch) => branch.id !== current)
}

/**
 * "452 comparisons at as many records written, here 346": of two that have come as far by what holds the heads of a
 * comparison together. Of another that ends before, how far it came; before the first unit there is nothing to compare by.
 */
export function forkOutcome(session: Session, current: Branch, fork: Branch, position: number, sameAt: number): string {
  const moment = session.core.moment(current, position)
  const counter = moment === undefined ? undefined : session.lab.counters(moment)[0]
  if (counter === undefined || fork.log.length === 0) return ''
  const { progress } = session.lab
  const done = progressAt(current.log, position, progress)
  const theirDone = progressAt(fork.log, sameAt, progress)
  if (done === 0 || theirDone === 0) return ''
  const theirs = countIn(counter, fork.log, sameAt)
  const ours = countIn(counter, current.log, position)
  const counted = formatUnits(theirs, counter.label.toLowerCase())
  if (theirDone !== done) return `${counted} at ${formatUnits(theirDone, progress.label)}`
  if (theirs === ours) return `${counted}, as here`
  return `${counted} at as many ${progress.label}, here ${formatCount(ours)}`
}

/** Keeps the fork objects that have not changed, so that what is drawn from them is not drawn again. */
export function keepForks(before: readonly TimelineFork[], after: readonly TimelineFork[]): readonly TimelineFork[] {
  const kept = after.map((fork) => {
    const old = before.find((candidate) => candidate.id === fork.id)
    return old !== undefined && sameFork(old, fork) ? old : fork
  })
  const same = kept.length === before.length && kept.every((fork, i) => fork === before[i])
  return same ? before : kept
}

function sameFork(a: TimelineFork, b: TimelineFork): boolean {
  const sameWords = a.name === b.name && a.outcome === b.outcome
  return sameWords && a.at === b.at && a.log === b.log && a.sameAt === b.sameAt && a.isTrunk === b.isTrunk
}

/** How far ahead a breakpoint's next stop is looked for, in events. */
const LOOK_AHEAD = 5000

interface KnownStop {
  readonly from: number
  readonly to: number
  readonly seq: number | undefined
}

/** Where each breakpoint stops next. Remembers what it found for as long as the playhead is on this side of it. */
export class NextStops {
  readonly #known = new Map<string, KnownStop>()
  #branch: Branch | undefined

  find(lab: AnyLab, branch: Branch, breakpoint: Breakpoint, position: number): number | undefined {
    if (branch !== this.#branch) this.#known.clear()
    this.#branch = branch
    const known = this.#known.get(breakpoint.id)
    if (known !== undefined && position >= known.from && position < known.to) return known.seq
    const seq = nextStop(lab, branch, breakpoint, position)
    const end = Math.min(branch.log.length, position + LOOK_AHEAD)
    this.#known.set(breakpoint.id, { from: position, to: seq ?? Math.max(position + 1, end), seq })
    return seq
  }
}

function nextStop(lab: AnyLab, branch: Branch, breakpoint: Breakpoint, position: number): number | undefined {
  const { log } = branch
  const { kind } = breakpoint
  const matches = eventMatcher(lab, branch)
  const end = Math.min(log.length, position + LOOK_AHEAD)
  for (let seq = position + 1; seq <= end; seq++) {
    if (kind !== undefined) {
      const next = log.nth(kind, log.count(kind, seq - 1) + 1)
      if (next === undefined || breakpoint.text === undefined) return next
      seq = next
      if (seq > end) return undefined
    }
    if (stopsAt(breakpoint, log, seq, matches)) return seq
  }
  return undefined
}

/** Flags of the current branch, and a ring where each breakpoint stopped or will stop next. */
export function marksFor(session: Session, stops: NextStops): readonly TimelineMark[] {
  const { bookmarks, breakpoints, fired, position, current, prediction } = session.state
  const { lab, branch } = session
  const flags = bookmarks
    .filter((mark) => mark.branch === current)
    .map((mark): TimelineMark => ({ id: mark.id, position: mark.position, type: 'bookmark', label: mark.label }))
  const rings = breakpoints.flatMap((breakpoint): TimelineMark[] => {
    const label = describeBreakpoint(lab, breakpoint)
    if (fired === breakpoint.id) {
      return [{ id: breakpoint.id, position, type: 'breakpoint', label: `stopped: ${label}`, fired: true }]
    }
    const next = prediction === undefined ? stops.find(lab, branch, breakpoint, position) : undefined
    return next === undefined ? [] : [{ id: breakpoint.id, position: next, type: 'breakpoint', label }]
  })
  return [...flags, ...rings]
}

/** The same array again while nothing in it has changed. */
export function keepMarks(before: readonly TimelineMark[], after: readonly TimelineMark[]): readonly TimelineMark[] {
  const same =
    before.length === after.length &&
    before.every(({ id, position, label, fired }, i) => {
      const other = after[i]
      return other?.id === id && other.position === position && other.label === label && other.fired === fired
    })
  return same ? before : after
}
