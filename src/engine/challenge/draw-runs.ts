/** Keys as bars, their height by their place between the smallest and the largest of all that are drawn. */
export interface BarKey {
  readonly text: string
  readonly share: number
  readonly isWrong: boolean
}

export interface KeyRow {
  readonly label: string
  readonly note?: string
  /** What stands under each bar, and what its height goes by: a number, or a text by its place among the texts. */
  readonly keys: readonly { readonly text: string; readonly key: number | string }[]
}

/** More bars than this in a row cannot be told apart; the row is left out of what is drawn. */
const MOST_KEYS = 60

/**
 * Rows of bars: the runs, then `right` and `yours`, in which each key that is not the one of `right` is marked. Undefined
 * where a row is too long to be drawn.
 */
export function drawRuns(runs: readonly KeyRow[], right: KeyRow, yours: KeyRow) {
  const rows = [...runs, right, yours]
  if (rows.some(({ keys }) => keys.length > MOST_KEYS)) return undefined
  const shareOf = scaleOf(rows.flatMap(({ keys }) => keys.map(({ key }) => key)))
  const bars = (row: KeyRow, isWrong: (text: string, i: number) => boolean) => ({
    label: row.label,
    ...(row.note === undefined ? {} : { note: row.note }),
    keys: row.keys.map(({ text, key }, i): BarKey => ({ text, share: shareOf(key), isWrong: isWrong(text, i) })),
  })
  return {
    kind: 'runs' as const,
    runs: [
      ...[...runs, right].map((row) => bars(row, () => false)),
      bars(yours, (text, i) => text !== right.keys[i]?.text),
    ],
  }
}

/** Numbers by value, NaN as the largest; texts by their order. */
function scaleOf(keys: readonly (number | string)[]): (key: number | string) => number {
  const finite = keys.filter((key): key is number => typeof key === 'number' && Number.isFinite(key))
  const [low, high] = [Math.min(...finite), Math.max(...finite)]
  const texts = [...new Set(keys.filter((key) => typeof key === 'string'))].sort()
  return (key) => {
    if (typeof key === 'string') return (texts.indexOf(key) + 1) / texts.length
    if (Number.isNaN(key) || key === Infinity) return 1
    if (key === -Infinity) return 0
    // Halves: the distance between the largest numbers there are is more than a number can hold.
    return high === low ? 0.5 : Math.min(1, 0.1 + 0.9 * ((key / 2 - low / 2) / (high / 2 - low / 2)))
  }
}

/** The row of a program that returned nothing of the kind. */
export const NOTHING: KeyRow = { label: 'yours', note: 'nothing that can be drawn', keys: [] }

/** The numbers of a value from outside, where it is a list of numbers. */
export function tryNumbers(value: unknown): readonly number[] | undefined {
  return Array.isArray(value) && value.every((each) => typeof each === 'number') ? value : undefined
}

/** A number or text from outside in a picture; of anything else only that it is there. */
export function cellText(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value).replace('-', '−') : '?'
}

/** Numbers as they are drawn. */
export function numberKeys(numbers: readonly number[]): KeyRow['keys'] {
  return numbers.map((key) => ({ text: Object.is(key, -0) ? '−0' : String(key).replace('-', '−'), key }))
}
