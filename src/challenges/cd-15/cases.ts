import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

const MOST_OF_PART = 9_999

export const examples: readonly CodeCase[] = [
  { name: 'five versions', args: [['1.9', '1.10', '1.2', '1.9.1', '1.11']] },
  { name: 'one version twice', args: [['2', '2.0.0']] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const version = (most: number): string =>
    Array.from({ length: 1 + rng.nextBelow(3) }, () => rng.nextBelow(most + 1)).join('.')
  const random = (length: number, most: number): readonly string[] => Array.from({ length }, () => version(most))
  const rising = Array.from({ length: 12 }, (_, i) => `3.${i + 4}.${12 - i}`)
  return [
    { name: 'no versions', args: [[]] },
    { name: 'one version', args: [['0.0.1']] },
    { name: 'one version all the time', args: [['1.2', '1.2.0', '1.2', '1.2.0', '1.2']] },
    { name: 'all rise', args: [rising] },
    { name: 'all fall', args: [rising.toReversed()] },
    { name: 'two rises, the second one lower and longer', args: [['7.0', '8.0', '9.0', '1.0', '2.0', '3.0', '4.0']] },
    { name: 'the highest comes first', args: [['9.9.9', '1.0.0', '1.0.1', '1.1.0']] },
    { name: 'a rise with others between', args: [['1.0', '0.9', '1.1', '0.8', '1.2', '0.7', '1.3']] },
    { name: 'parts of two digits', args: [['1.8', '1.9', '1.10', '1.11', '1.100']] },
    { name: 'the largest minor before the next major', args: [['1.9999', '2']] },
    { name: 'the largest patch before the next minor', args: [['1.1.9999', '1.2']] },
    { name: 'a minor of 1000 and the next major', args: [['2.0', '1.1000', '2.0.1', '1.1000.1000']] },
    { name: 'zeros that may be left out, upwards', args: [['1', '1.0', '1.0.0', '1.0.1', '1.1', '1.1.0']] },
    { name: 'zero', args: [['0', '0.0.0', '0.0', '0.0.1']] },
    ...[10, 30, 60].map((length) => ({ name: `${length} versions with small parts`, args: [random(length, 2)] })),
    ...[10, 30, 60].map((length) => ({ name: `${length} versions with parts to 12`, args: [random(length, 12)] })),
    ...[20, 60].map((length) => ({ name: `${length} versions with all parts`, args: [random(length, MOST_OF_PART)] })),
  ]
}

/** For each version the longest rise that ends with it, from those of all versions before. */
export function expectLength(args: readonly Value[]): Expected {
  const [versions] = args as readonly [readonly string[]]
  const lengths: number[] = []
  versions.forEach((version, i) => {
    const before = lengths.filter((_, j) => compare(versions[j] ?? '', version) < 0)
    lengths[i] = 1 + Math.max(0, ...before)
  })
  return { value: Math.max(0, ...lengths) }
}

function compare(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')]
  const differences = [0, 1, 2].map((i) => Number(left[i] ?? 0) - Number(right[i] ?? 0))
  return differences.find((difference) => difference !== 0) ?? 0
}

/** One list of versions of one to three parts without leading zeros. */
export function isAllowed(args: readonly Value[]): boolean {
  const [versions, ...more] = args
  return more.length === 0 && Array.isArray(versions) && (versions as readonly Value[]).every(isVersion)
}

function isVersion(value: Value): boolean {
  return typeof value === 'string' && /^(0|[1-9]\d{0,3})(\.(0|[1-9]\d{0,3})){0,2}$/.test(value)
}

/**
 * n versions. Those of the first half rise, so that a rise is as long as the list and not as its root; the others, at
 * random, end somewhere within it.
 */
export function makeLarge(n: number, rng: Rng): readonly Value[] {
  const part = (): number => rng.nextBelow(MOST_OF_PART + 1)
  const rising = Math.ceil(n / 2)
  const majorAt = (i: number): number => Math.floor((i / rising) * MOST_OF_PART)
  const minorAt = (i: number): number => Math.floor(((i / rising) * MOST_OF_PART - majorAt(i)) * MOST_OF_PART)
  return [
    Array.from({ length: n }, (_, i) =>
      i < rising ? `${majorAt(i)}.${minorAt(i)}.${part()}` : `${part()}.${part()}.${part()}`,
    ),
  ]
}
