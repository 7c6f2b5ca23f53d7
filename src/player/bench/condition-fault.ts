import { CONDITION, tryName, tryUnclear } from '../condition.ts'

/** What a value that begins with one makes of the sign before it: "<>". */
const SIGN = /^[=≠<≤>≥]/

/** What may be one more condition behind a value: "6 and key < 100". */
const FURTHER = /(?:\b(?:and|or)\b|,)\s*([a-z]+)\s*(?:!=|[=≠<≤>≥])/gi

/** Why a text that is written like a condition is none; undefined for a condition, and for what is just a text. */
export function tryConditionFault(text: string, names: readonly string[]): string | undefined {
  const trimmed = text.trim()
  if (trimmed !== '' && !/[\p{L}\p{N}]/u.test(trimmed)) return `No event has ${trimmed}; write a letter or a digit too.`
  if (names.length === 0) return undefined
  const [bare] = /^(?:!=|[=≠<≤>≥])+/.exec(trimmed) ?? []
  if (bare !== undefined) return `Write what is compared before the ${bare}: ${listOf(names)}.`
  const [, name, sign = '', value = ''] = CONDITION.exec(trimmed) ?? []
  if (name === undefined) return undefined
  const known = tryName(name, names)
  if (known === undefined) return `No event tells of "${name}"; a condition asks for ${listOf(names)}.`
  if (SIGN.test(value)) return `There is no sign ${sign}${value.charAt(0)}; there are = ≠ < ≤ > ≥.`
  // A text may hold signs of its own: "key = a=b".
  const isFurther = [...value.matchAll(FURTHER)].some(([, next = '']) => tryName(next, names) !== undefined)
  if (isFurther) return 'Write one condition; each can be a breakpoint of its own.'
  return value === '' ? `Write what ${known} is compared with, behind the ${sign}.` : tryUnclear(value)
}

/** "run, page or key". */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`
}
