import type { Field, OrderField } from './types.ts'

/** What became of an option, with its reason. */
export interface OptionVerdict {
  readonly text: string
  readonly isChosen: boolean
  /** True for an option that had to be chosen. */
  readonly isWanted: boolean
  /** Of an order: one that belongs in it, but stands before or behind another that it should not. */
  readonly isMisplaced: boolean
  readonly why: string
}

/** Each option of a set or an order, in the order in which the field shows them; none of other fields. */
export function judgeOptions(field: Field, chosen: readonly string[]): readonly OptionVerdict[] {
  if (!hasOptions(field)) return []
  const wanted = wantedIn(field)
  const misplaced = field.type === 'order' ? misplacedIn(field.right, chosen) : []
  return field.options.map(({ id, text, why }) => ({
    text,
    isChosen: chosen.includes(id),
    isWanted: wanted.includes(id),
    isMisplaced: misplaced.includes(id),
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

/** As few of those that were chosen as must move for the others to stand in order: what is not in a longest part that does. */
function misplacedIn(groups: OrderField['right'], chosen: readonly string[]): readonly string[] {
  const placed = [...new Set(chosen)].flatMap((id) => {
    const group = groups.findIndex((each) => each.includes(id))
    return group === -1 ? [] : [{ id, group }]
  })
  const parts: (typeof placed)[] = []
  for (const each of placed) {
    const before = parts.filter((part) => (part.at(-1)?.group ?? 0) <= each.group)
    parts.push([...longest(before), each])
  }
  const kept = longest(parts)
  return placed.filter((each) => !kept.includes(each)).map(({ id }) => id)
}

function longest<T>(lists: readonly (readonly T[])[]): readonly T[] {
  return lists.reduce((most, list) => (list.length > most.length ? list : most), [])
}

type OptionsField = Extract<Field, { readonly type: 'set' | 'order' }>

function hasOptions(field: Field): field is OptionsField {
  return field.type === 'set' || field.type === 'order'
}

function wantedIn({ right }: OptionsField): readonly string[] {
  return right.flat()
}
