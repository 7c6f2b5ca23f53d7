import type { Field } from './types.ts'

/** What became of an option, with its reason. */
export interface OptionVerdict {
  readonly text: string
  readonly isChosen: boolean
  /** True for an option that had to be chosen. */
  readonly isWanted: boolean
  readonly why: string
}

/** Each option of a set or an order, in the order in which the field shows them; none of other fields. */
export function judgeOptions(field: Field, chosen: readonly string[]): readonly OptionVerdict[] {
  if (!hasOptions(field)) return []
  const wanted = wantedIn(field)
  return field.options.map(({ id, text, why }) => ({
    text,
    isChosen: chosen.includes(id),
    isWanted: wanted.includes(id),
    why,
  }))
}

/**
 * What an answer that is not right counts for, in [0, 1). Where what is partly right counts, each option that is missing or
 * too many takes away one of those that are wanted, and an order counts half for what is in it.
 */
export function creditOf(field: Field, chosen: readonly string[]): number {
  if (!hasOptions(field) || field.isPartial !== true) return 0
  const wanted = wantedIn(field)
  const distinct = new Set(chosen)
  const missing = wanted.filter((id) => !distinct.has(id)).length
  const extra = [...distinct].filter((id) => !wanted.includes(id)).length
  const share = Math.max(0, 1 - (missing + extra) / Math.max(1, wanted.length))
  return field.type === 'order' ? share / 2 : share
}

type OptionsField = Extract<Field, { readonly type: 'set' | 'order' }>

function hasOptions(field: Field): field is OptionsField {
  return field.type === 'set' || field.type === 'order'
}

function wantedIn({ right }: OptionsField): readonly string[] {
  return right.flat()
}
