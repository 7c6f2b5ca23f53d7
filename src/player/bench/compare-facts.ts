import { firstDivergence } from '../../engine/trace/divergence.ts'
import { describeEvent, isOwnRun, sharedEvents, type Branch } from '../branch.ts'
import type { AnyLab, Counter, Moment } from '../lab.ts'
import type { Session } from '../session.ts'
import { counterNamed, counterValue } from './counter-value.ts'
import { isSameAct, namedActs, type NamedAct } from './named-acts.ts'

/** The two branches of a comparison and what they are to each other. */
export interface Pair {
  readonly left: Branch
  readonly right: Branch
  /** Events that both have in common because one left the other. */
  readonly shared: number
  /** True where both are runs of their own from the start: no event of one is one of the other's. */
  readonly isApart: boolean
  /** "trunk" and "fork", or "left" and "right" when neither left the other. */
  readonly names: readonly [string, string]
  /** What either was told otherwise than the other by acts, in the order of the events. */
  readonly acts: readonly [left: readonly NamedAct[], right: readonly NamedAct[]]
}

export function pairOf(session: Session, otherId: string): Pair {
  const left = session.branch
  const right = session.core.branchNamed(otherId)
  const branchNamed = (id: string): Branch => session.core.branchNamed(id)
  const shared = sharedEvents(branchNamed, left, right)
  const fork = right.spec.parent === left.id ? right : left.spec.parent === right.id ? left : undefined
  const [ofLeft, ofRight] = [namedActs(branchNamed, left), namedActs(branchNamed, right)]
  return {
    left,
    right,
    shared,
    isApart: shared === 0 && (fork === undefined || isOwnRun(fork.spec)),
    names: namesOf(left, right),
    acts: [without(ofLeft, ofRight), without(ofRight, ofLeft)],
  }
}

function without(acts: readonly NamedAct[], others: readonly NamedAct[]): readonly NamedAct[] {
  return acts.filter(({ act }) => !others.some((other) => isSameAct(act, other.act)))
}

function namesOf(left: Branch, right: Branch): readonly [string, string] {
  if (right.spec.parent === left.id) return ['trunk', 'fork']
  if (left.spec.parent === right.id) return ['fork', 'trunk']
  return ['left', 'right']
}

/** The first event in which the two differ, and what it is in each; undefined while one is a prefix of the other. */
export interface Divergence {
  readonly seq: number
  readonly left: string
  readonly right: string
}

export function divergenceOf(lab: AnyLab, { left, right, shared }: Pair): Divergence | undefined {
  const seq = firstDivergence(left.log, right.log, shared)
  const last = seq === undefined ? Math.min(left.log.length, right.log.length) : seq - 1
  const unlike = shared === 0 ? firstOfOtherData(lab, left, right, last) : undefined
  if (unlike !== undefined) {
    const [one, other] = [describeEvent(lab, left, unlike), describeEvent(lab, right, unlike)]
    return { seq: unlike, left: one, right: `${other}, of other data` }
  }
  if (seq === undefined) return undefined
  const [one, other] = [describeEvent(lab, left, seq), describeEvent(lab, right, seq)]
  if (one !== other) return { seq, left: one, right: other }
  const differs = operandsThatDiffer(lab, left, right, seq)
  return { seq, left: [one, ...differs.left].join(', '), right: [other, ...differs.right].join(', ') }
}

/**
 * The first of `last` events that two logs have in common behind which the states differ all the same: the event names
 * what it works on by numbers, and those stand for other data. What differs of the states before any event is not counted.
 */
function firstOfOtherData(lab: AnyLab, left: Branch, right: Branch, last: number): number | undefined {
  if (left.replay === undefined || right.replay === undefined) return undefined
  const sideAt = (branch: Branch, seq: number) => ({ state: branch.stateAt(seq), params: branch.spec.params })
  const partsAt = (seq: number) => lab.equality(sideAt(left, seq), sideAt(right, seq))
  const begun = partsAt(0)
  // Data that are the same before the first event are the same ever after.
  if (begun.every(({ equal }) => equal)) return undefined
  const isAlike = (seq: number): boolean =>
    partsAt(seq).every((part) => part.equal || begun.some(({ label, equal }) => label === part.label && !equal))
  if (isAlike(last)) return undefined
  let [before, at] = [0, last]
  while (at - before > 1) {
    const middle = (before + at) >> 1
    if (isAlike(middle)) before = middle
    else at = middle
  }
  return at
}

/** What events say differently that are the same in a few words: "records 4" beside "records 2". */
function operandsThatDiffer(lab: AnyLab, left: Branch, right: Branch, seq: number) {
  const textsOf = (branch: Branch): readonly string[] =>
    (lab.operandNames?.() ?? []).map((name) => {
      const values = lab.operandsOf?.(branch.log, seq, name, branch.header, () => branch.stateAt(seq - 1)) ?? []
      return values.length === 0 ? '' : `${name} ${values.join(' and ')}`
    })
  const [ofLeft, ofRight] = [textsOf(left), textsOf(right)]
  const own = (texts: readonly string[], others: readonly string[]) =>
    texts.filter((text, i) => text !== '' && text !== others[i])
  return { left: own(ofLeft, ofRight), right: own(ofRight, ofLeft) }
}

/** A counter on both sides, counted from `parted`, or from the beginning where one side has not come so far. */
export interface CounterPair {
  readonly label: string
  readonly left: number
  readonly right: number
}

export function counterPairs(
  lab: AnyLab,
  left: Moment<unknown>,
  right: Moment<unknown>,
  parted: Moment<unknown> | undefined,
): readonly CounterPair[] {
  const rights = lab.counters(right)
  const before = parted === undefined || !isPast(parted, left, right) ? [] : lab.counters(parted)
  const value = (counters: readonly Counter[], label: string, moment: Moment<unknown> | undefined): number => {
    const counter = counterNamed(counters, label)
    return counter === undefined || moment === undefined ? 0 : counterValue(counter, moment)
  }
  const lefts = lab.counters(left)
  // What only one of them counts the other has none of.
  const labels = [...new Set([...lefts, ...rights].map(({ label }) => label))]
  return labels.map((label) => {
    const base = value(before, label, parted)
    return { label, left: value(lefts, label, left) - base, right: value(rights, label, right) - base }
  })
}

/** True when both sides have come to the moment at which they part. */
export function isPast(parted: Moment<unknown>, left: Moment<unknown>, right: Moment<unknown>): boolean {
  return left.position >= parted.position && right.position >= parted.position
}

export function isCounted({ left, right }: CounterPair): boolean {
  return left !== 0 || right !== 0
}

/** What counts at the ends of both logs: by its labels, since the fork and in the whole of both. */
interface EndLabels {
  readonly labels: ReadonlySet<string>
  readonly whole: ReadonlySet<string>
}

/**
 * What neither will have counted is left out; what is counted later has its row from the first event on. Before the logs
 * part the rows count from event 0.
 */
export function rowsToShow(
  rows: readonly CounterPair[],
  ends: EndLabels | undefined,
  isBefore: boolean,
): readonly CounterPair[] {
  const counted = isBefore ? ends?.whole : ends?.labels
  return counted === undefined ? rows : rows.filter((row) => isCounted(row) || counted.has(row.label))
}
