import { formatCount } from '../../base/format.ts'
import type { Branch } from '../branch.ts'
import { isRefusal } from '../branching.ts'
import type { AnyLab, Params, SentenceValue } from '../lab.ts'
import type { Pair } from './compare-facts.ts'
import type { NamedAct } from './named-acts.ts'

/** A parameter in which two branches differ, as the sentence says it, or an act; `alone` in words that need no label. */
export interface Difference {
  readonly label: string
  readonly left: string
  readonly right: string
  readonly alone: readonly [left: string, right: string]
}

/** Differences that stand in the name of a side. */
const NAMED = 3
const NOTHING = '–'

/** What each side is called by what it was told differently: "memory 20, 4 runs at a time"; else by its own name. */
export function sideNames(
  differences: readonly Difference[],
  names: readonly [left: string, right: string],
): readonly [left: string, right: string] {
  const nameOf = (side: 0 | 1): string => {
    const parts = differences.map(({ alone }) => alone[side]).filter((part) => part !== NOTHING)
    const more = parts.length > NAMED ? ` and ${parts.length - NAMED} more` : ''
    return `${parts.slice(0, NAMED).join(', ') || names[side]}${more}`
  }
  return [nameOf(0), nameOf(1)]
}

/** The two of a pair by what they were told differently. */
export function namesOfSides(lab: AnyLab, pair: Pair): readonly [left: string, right: string] {
  return sideNames(differencesOf(lab, pair), [pair.left.spec.name, pair.right.spec.name])
}

/** What the two were told differently: parameters, acts that set parameters, and all other acts. */
export function differencesOf(lab: AnyLab, { left, right, acts }: Pair): readonly Difference[] {
  const [ofLeft, ofRight] = [toldOf(lab, left, acts[0]), toldOf(lab, right, acts[1])]
  const [leftValues, rightValues] = [valuesOf(lab, ofLeft.params), valuesOf(lab, ofRight.params)]
  const names = [...new Set([...leftValues.keys(), ...rightValues.keys()])]
  const rows = names.flatMap((name): { readonly name: string; readonly row: Difference }[] => {
    const one = leftValues.get(name)
    const other = rightValues.get(name)
    if (one?.text === other?.text) return []
    // What only one of the sentences speaks of is the same in both all the same: a log without levels has no other level.
    const isUnsaid = one === undefined || other === undefined
    if (isUnsaid && String(ofLeft.params[name]) === String(ofRight.params[name])) return []
    const row = {
      label: (one ?? other)?.label ?? name,
      left: one?.text || unsaidText(ofLeft.params, name, other),
      right: other?.text || unsaidText(ofRight.params, name, one),
      alone: [
        aloneText(one) || unsaidText(ofLeft.params, name, other),
        aloneText(other) || unsaidText(ofRight.params, name, one),
      ] as const,
    }
    return [{ name, row }]
  })
  const said = new Set(rows.map(({ name }) => name))
  const differences = [...rows.map(({ row }) => row), ...actRows(unsaid(ofLeft, said), unsaid(ofRight, said))]
  if (differences.length > 0) return differences
  const alone = [left.spec.name, right.spec.name] as const
  return [{ label: 'What differs', left: alone[0], right: alone[1], alone }]
}

/** What a branch was told in the end, and which of its acts set which values of the sentence. */
interface Told {
  readonly params: Params
  readonly acts: readonly { readonly named: NamedAct; readonly sets: readonly string[] }[]
}

/**
 * The parameters that hold at the end of a branch: its acts applied where the sentence takes them. Of `own` acts that say
 * one thing twice none is applied: only all of them tell what was done.
 */
function toldOf(lab: AnyLab, { spec }: Branch, own: readonly NamedAct[]): Told {
  const acts: { named: NamedAct; sets: readonly string[] }[] = []
  let { params } = spec
  for (const act of spec.acts) {
    const named = own.find((one) => one.act === act)
    const isRepeated = named !== undefined && own.filter((one) => one.act.type === act.type).length > 1
    const changed = isRepeated ? undefined : lab.change(params, act.type, act.value)
    const isTaken = changed !== undefined && !isRefusal(changed)
    if (named !== undefined) acts.push({ named, sets: isTaken ? changedValues(lab, params, changed) : [] })
    if (isTaken) params = changed
  }
  return { params, acts }
}

function changedValues(lab: AnyLab, from: Params, to: Params): readonly string[] {
  const [before, after] = [valuesOf(lab, from), valuesOf(lab, to)]
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name)?.text !== after.get(name)?.text,
  )
}

/** Acts that no difference of parameters tells of. */
function unsaid({ acts }: Told, said: ReadonlySet<string>): readonly NamedAct[] {
  return acts.flatMap(({ named, sets }) => (sets.length > 0 && sets.every((name) => said.has(name)) ? [] : [named]))
}

/** A row for each event behind which something was done to one of them, or to both. */
function actRows(left: readonly NamedAct[], right: readonly NamedAct[]): readonly Difference[] {
  const places = [...new Set([...left, ...right].map(({ act }) => act.at))].sort((a, b) => a - b)
  const textAt = (acts: readonly NamedAct[], at: number): string => {
    const names = acts.filter(({ act }) => act.at === at).map(({ name }) => name)
    return [...new Set(names)].join(', ') || NOTHING
  }
  return places.map((at) => {
    const alone = [textAt(left, at), textAt(right, at)] as const
    return { label: `From event ${formatCount(at)} on`, left: alone[0], right: alone[1], alone }
  })
}

/** A value in words that stand alone; "" where the sentence says nothing of it. */
function aloneText(value: SentenceValue | undefined): string {
  return value?.alone ?? value?.text ?? ''
}

/** A value that its own sentence leaves unsaid, in the words of the sentence that says it; "–" where it has none. */
function unsaidText(params: Params, name: string, said: SentenceValue | undefined): string {
  const value = String(params[name])
  const option = said?.type === 'choice' ? said.options.find((one) => one.value === value) : undefined
  return option?.text ?? NOTHING
}

function valuesOf(lab: AnyLab, params: Params): ReadonlyMap<string, SentenceValue> {
  const values = lab.sentence(params).filter((part) => typeof part !== 'string')
  return new Map(values.map((value) => [value.param, value]))
}
