import { firstDivergence } from '../../engine/trace/divergence.ts'
import { describeEvent, sharedEvents, type Branch } from '../branch.ts'
import { isRefusal } from '../branching.ts'
import type { AnyLab, Counter, Moment, Params, SentenceValue } from '../lab.ts'
import type { Session } from '../session.ts'
import { counterNamed, counterValue } from './counter-value.ts'

/** The two branches of a comparison and what they are to each other. */
export interface Pair {
  readonly left: Branch
  readonly right: Branch
  /** Events that both have in common because one left the other. */
  readonly shared: number
  /** "trunk" and "fork", or "this run" and "that run" when neither left the other. */
  readonly names: readonly [string, string]
}

export function pairOf(session: Session, otherId: string): Pair {
  const left = session.branch
  const right = session.core.branchNamed(otherId)
  const shared = sharedEvents((id) => session.core.branchNamed(id), left, right)
  return { left, right, shared, names: namesOf(left, right) }
}

function namesOf(left: Branch, right: Branch): readonly [string, string] {
  if (right.spec.parent === left.id) return ['trunk', 'fork']
  if (left.spec.parent === right.id) return ['fork', 'trunk']
  return ['left', 'right']
}

/** A parameter in which two branches differ, as the sentence says it; `alone` in words that need no label. */
export interface Difference {
  readonly label: string
  readonly left: string
  readonly right: string
  readonly alone: readonly [left: string, right: string]
}

/** Differences that stand in the name of a side. */
const NAMED = 2

/** What each side is called by what it was told differently: "memory 20, 4 runs at a time". */
export function sideNames(differences: readonly Difference[]): readonly [left: string, right: string] {
  const more = differences.length > NAMED ? ' …' : ''
  const nameOf = (side: 0 | 1): string => {
    const parts = differences.slice(0, NAMED).map(({ alone }) => alone[side])
    return `${parts.filter((part) => part !== '–').join(', ') || 'as it was'}${more}`
  }
  return [nameOf(0), nameOf(1)]
}

/** What the two were told differently: parameters, and acts that set parameters. */
export function differencesOf(lab: AnyLab, { left, right }: Pair): readonly Difference[] {
  const leftParams = paramsOf(lab, left)
  const rightParams = paramsOf(lab, right)
  const leftValues = valuesOf(lab, leftParams)
  const rightValues = valuesOf(lab, rightParams)
  const names = [...new Set([...leftValues.keys(), ...rightValues.keys()])]
  const differences = names.flatMap((name): Difference[] => {
    const one = leftValues.get(name)
    const other = rightValues.get(name)
    if (one?.text === other?.text) return []
    return [
      {
        label: (one ?? other)?.label ?? name,
        left: one?.text || unsaidText(leftParams, name, other),
        right: other?.text || unsaidText(rightParams, name, one),
        alone: [
          aloneText(one) || unsaidText(leftParams, name, other),
          aloneText(other) || unsaidText(rightParams, name, one),
        ],
      },
    ]
  })
  if (differences.length > 0) return differences
  const alone = [left.spec.name, right.spec.name] as const
  return [{ label: 'What differs', left: alone[0], right: alone[1], alone }]
}

/** A value in words that stand alone; "" where the sentence says nothing of it. */
function aloneText(value: SentenceValue | undefined): string {
  return value?.alone ?? value?.text ?? ''
}

/** A value that its own sentence leaves unsaid, in the words of the sentence that says it; "–" where it has none. */
function unsaidText(params: Params, name: string, said: SentenceValue | undefined): string {
  const value = String(params[name])
  const option = said?.type === 'choice' ? said.options.find((one) => one.value === value) : undefined
  return option?.text ?? '–'
}

/** The parameters that hold at the end of a branch: its acts applied where they are parameters of the sentence. */
function paramsOf(lab: AnyLab, { spec }: Branch): Params {
  let { params } = spec
  for (const act of spec.acts) {
    const changed = lab.change(params, act.type, act.value)
    if (!isRefusal(changed)) params = changed
  }
  return params
}

function valuesOf(lab: AnyLab, params: Params): ReadonlyMap<string, SentenceValue> {
  const values = lab.sentence(params).filter((part) => typeof part !== 'string')
  return new Map(values.map((value) => [value.param, value]))
}

/** The first event in which the two differ, and what it is in each; undefined while one is a prefix of the other. */
export interface Divergence {
  readonly seq: number
  readonly left: string
  readonly right: string
}

export function divergenceOf(lab: AnyLab, { left, right, shared }: Pair): Divergence | undefined {
  const seq = firstDivergence(left.log, right.log, shared)
  if (seq === undefined) return undefined
  return { seq, left: describeEvent(lab, left, seq), right: describeEvent(lab, right, seq) }
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
  return lab.counters(left).map((counter) => {
    const { label } = counter
    const base = value(before, label, parted)
    return { label, left: counterValue(counter, left) - base, right: value(rights, label, right) - base }
  })
}

/** True when both sides have come to the moment at which they part. */
export function isPast(parted: Moment<unknown>, left: Moment<unknown>, right: Moment<unknown>): boolean {
  return left.position >= parted.position && right.position >= parted.position
}
