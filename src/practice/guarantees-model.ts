import type { Challenge } from './types.ts'

/** What `npm run prove` found about the cases of a challenge in one language. */
export interface MutationScore {
  readonly language: string
  readonly killed: number
  readonly mutants: number
}

interface ProofRecord {
  readonly id: string
  readonly result: { readonly killed?: number; readonly mutants?: number }
}

/** Scores by challenge, from the records of proofs; records of other kinds are passed over. */
export function readScores(records: readonly ProofRecord[]): ReadonlyMap<string, readonly MutationScore[]> {
  const scores = new Map<string, readonly MutationScore[]>()
  for (const { id, result } of records) {
    const [kind, challenge, language] = id.split(' ')
    const { killed, mutants } = result
    if (kind !== 'mutation' || challenge === undefined || language === undefined) continue
    if (killed === undefined || mutants === undefined) continue
    scores.set(challenge, [...(scores.get(challenge) ?? []), { language, killed, mutants }])
  }
  return scores
}

/** "58 of 60 (97 %)". */
export function scoreWords({ killed, mutants }: MutationScore): string {
  return `${killed} of ${mutants} (${Math.floor((100 * killed) / mutants)} %)`
}

export interface KnownWrong {
  /** The answer, query or program, in a few words. */
  readonly what: string
  readonly why: string
}

/** The wrong answers that a challenge is known to reject, each with the thought behind it. */
export function knownWrongs(challenge: Challenge): readonly KnownWrong[] {
  if ('code' in challenge) return challenge.code.wrong.map(({ id, why }) => ({ what: id.replaceAll('-', ' '), why }))
  if ('sql' in challenge) return challenge.sql.wrong.map(({ id, why }) => ({ what: id.replaceAll('-', ' '), why }))
  if ('act' in challenge) return challenge.act.mistakes.map(({ what, why }) => ({ what, why }))
  const { fields, wrong } = challenge.form
  const labelOf = (id: string) => fields.find((field) => field.id === id)?.label ?? id
  return wrong.map(({ answers, why }) => ({ what: Object.keys(answers).map(labelOf).join(', '), why }))
}
