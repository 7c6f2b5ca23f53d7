import type { Act, AnyLab, Params, QuestionTopic, Scenario } from '../player/lab.ts'

/** What sets a run apart, and what it is called for that. */
interface KnownRun {
  readonly traits: readonly string[]
  readonly name: string
}

/**
 * What sets the runs apart in which a topic can be asked about, in words, where this run has none of it; undefined where
 * it may be asked about here. A topic that names no runs can be in most.
 */
export function describeOtherRun(
  lab: AnyLab,
  topic: QuestionTopic,
  run: { readonly params: Params; readonly acts: readonly Act[] },
): string | undefined {
  const { scenarios = [], run: own } = topic
  const known = lab.scenarios.filter(({ id }) => scenarios.includes(id)).flatMap((one) => runsOf(lab, one))
  if (own !== undefined) known.push({ traits: traitsOf(lab, own.params, own.acts), name: own.name })
  if (known.length === 0) return undefined
  const here = traitsOf(lab, run.params, run.acts)
  if (known.some(({ traits }) => traits.length === 0 || traits.some((trait) => here.includes(trait)))) return undefined
  return known.map(({ name }) => name).toSorted((left, right) => left.length - right.length)[0]
}

/** The run of a claim; of one that compares runs which differ by an act, or of which the first is the usual one, the other. */
function runsOf(lab: AnyLab, { params, fork }: Scenario): readonly KnownRun[] {
  const trunk = { traits: traitsOf(lab, params, []), name: lab.nameChange(lab.defaults, params) }
  if (fork === undefined || (fork.acts.length === 0 && trunk.traits.length > 0)) return [trunk]
  return [{ traits: traitsOf(lab, fork.params ?? params, fork.acts), name: fork.name }]
}

/** Values that are not the usual ones. An act that changes one of them makes the same trait as the changed value. */
function traitsOf(lab: AnyLab, params: Params, acts: readonly Act[]): readonly string[] {
  const values = Object.entries(params).filter(
    ([param, value]) => JSON.stringify(value) !== JSON.stringify(lab.defaults[param]),
  )
  return [
    ...values.map(([param, value]) => `${param} ${JSON.stringify(value)}`),
    ...acts.map(({ type, value }) => `${type} ${JSON.stringify(value)}`),
  ]
}
