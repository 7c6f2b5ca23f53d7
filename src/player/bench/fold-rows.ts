/** A stretch [from, to) of a list's rows: shown, or folded into one line that says how many they are. */
export interface RowStretch {
  readonly from: number
  readonly to: number
  readonly isFolded: boolean
}

/**
 * All rows of a list, or where they are more than `most`: the first, the last, and `most - 2` around `current`; what lies
 * between is folded. A fold stands for two rows at least: a single one takes no more room than its fold.
 */
export function foldRows(count: number, current: number, most: number): readonly RowStretch[] {
  if (count <= most) return count === 0 ? [] : [{ from: 0, to: count, isFolded: false }]
  const last = count - 1
  const room = most - 2
  const wanted = Math.min(Math.max(1, current - Math.floor(room / 2)), last - room)
  const from = wanted <= 2 ? 0 : wanted
  const to = wanted + room >= last - 1 ? count : wanted + room
  const stretches: RowStretch[] = []
  if (from > 0) stretches.push({ from: 0, to: 1, isFolded: false }, { from: 1, to: from, isFolded: true })
  stretches.push({ from, to, isFolded: false })
  if (to < count) stretches.push({ from: to, to: last, isFolded: true }, { from: last, to: count, isFolded: false })
  return stretches
}
