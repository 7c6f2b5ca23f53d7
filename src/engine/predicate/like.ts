import { SqlError } from './sql-error.ts'
import type { Place } from './sql-error.ts'

/** One step of a pattern: a character, `_` for any one character, `%` for any number of them. */
type Step = { readonly kind: 'character'; readonly text: string } | { readonly kind: 'one' } | { readonly kind: 'any' }

/** A pattern of LIKE, taken apart by characters (code points). */
export interface LikePattern {
  readonly steps: readonly Step[]
  /** What every matching text begins with. */
  readonly prefix: string
  /** What matches besides beginning with the prefix: only the prefix itself, everything, or what the steps say. */
  readonly rest: 'nothing' | 'anything' | 'steps'
}

/** Throws INVALID_FORMAT when an escape stands before an ordinary character, or at the end. */
export function parseLikePattern(pattern: string, escape: string, place: Place | undefined): LikePattern {
  const steps: Step[] = []
  const characters = [...pattern]
  for (let i = 0; i < characters.length; i++) {
    const text = characters[i] as string
    if (text === escape) {
      const next = characters[++i]
      if (next !== '%' && next !== '_' && next !== escape) throw wrongEscape(pattern, escape, place)
      steps.push({ kind: 'character', text: next })
    } else {
      steps.push(text === '%' ? { kind: 'any' } : text === '_' ? { kind: 'one' } : { kind: 'character', text })
    }
  }
  const plain = steps.findIndex(({ kind }) => kind !== 'character')
  const length = plain < 0 ? steps.length : plain
  const prefix = characterTexts(steps.slice(0, length))
  const isAnyLast = length === steps.length - 1 && steps[length]?.kind === 'any'
  return { steps, prefix, rest: length === steps.length ? 'nothing' : isAnyLast ? 'anything' : 'steps' }
}

function characterTexts(steps: readonly Step[]): string {
  return steps.map((step) => (step.kind === 'character' ? step.text : '')).join('')
}

/** True when the whole text fits. Takes time of the order of text length times pattern length at most. */
export function isLike(text: string, { steps, prefix, rest }: LikePattern): boolean {
  if (rest === 'nothing') return text === prefix
  if (rest === 'anything') return text.startsWith(prefix)
  const characters = [...text]
  let at = 0
  let step = 0
  let lastAny = -1
  let resume = 0
  while (at < characters.length) {
    const wanted = steps[step]
    if (wanted?.kind === 'any') {
      lastAny = step++
      resume = at
    } else if (wanted !== undefined && (wanted.kind === 'one' || wanted.text === characters[at])) {
      at++
      step++
    } else if (lastAny >= 0) {
      // The last % takes one character more.
      step = lastAny + 1
      at = ++resume
    } else {
      return false
    }
  }
  return steps.slice(step).every(({ kind }) => kind === 'any')
}

function wrongEscape(pattern: string, escape: string, place: Place | undefined): SqlError {
  const message = `in the pattern "${pattern}" the escape ${escape} may stand only before %, _ and itself; double it to mean it`
  return new SqlError('INVALID_FORMAT', message, place)
}
