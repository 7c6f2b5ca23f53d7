/** Which of the waiting runs a merge step takes: a contiguous piece of the list, so that the sort stays stable. */
export interface MergeChoice {
  /** Place in the list of the first run, and how many. */
  readonly first: number
  readonly count: number
  /** True when the step makes the output. */
  readonly isLast: boolean
}

/**
 * Decides the next step. `records` are those of the waiting runs, in input order; `fanIn` is the most that may be merged
 * at a time.
 *
 * `full`: passes over the list from left to right, each merging neighbours `fanIn` at a time; `place` is where the pass
 * has got to, 0 at its begin. A single run at the end of the list waits for the next pass.
 *
 * `optimal`: a first step so small that all later ones are full, always on the neighbours with the fewest records.
 */
export function planMergeStep(
  records: readonly number[],
  fanIn: number,
  place: number,
  policy: 'full' | 'optimal',
): MergeChoice {
  const count = records.length
  if (policy === 'optimal') {
    if (count <= fanIn) return { first: 0, count, isLast: true }
    const size = ((count - 2) % (fanIn - 1)) + 2
    return { first: lightest(records, size), count: size, isLast: false }
  }
  const first = count - place < 2 ? 0 : place
  if (first === 0 && count <= fanIn) return { first, count, isLast: true }
  return { first, count: Math.min(fanIn, count - first), isLast: false }
}

/** Place of the first window of `size` neighbours with the smallest sum. */
function lightest(records: readonly number[], size: number): number {
  let sum = 0
  for (let i = 0; i < size; i++) sum += records[i] as number
  let best = sum
  let place = 0
  for (let i = size; i < records.length; i++) {
    sum += (records[i] as number) - (records[i - size] as number)
    if (sum < best) {
      best = sum
      place = i - size + 1
    }
  }
  return place
}
