import { CONDITION, tryName, tryUnclear } from '../condition.ts'

/** Why a text that is written like a condition is none; undefined for a condition, and for what is just a text. */
export function tryConditionFault(text: string, names: readonly string[]): string | undefined {
  const [, name, sign = '', value = ''] = CONDITION.exec(text.trim()) ?? []
  if (name === undefined || names.length === 0) return undefined
  const known = tryName(name, names)
  if (known === undefined) return `No event tells of "${name}"; a condition asks for ${listOf(names)}.`
  return value === '' ? `Write what ${known} is compared with, behind the ${sign}.` : tryUnclear(value)
}

/** "run, page or key". */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`
}
