import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type Args = readonly [partitions: readonly (readonly string[])[], k: number]

const WORDS = ['delta', 'kafka', 'spark', 'flink', 'hive', 'iceberg', 'presto', 'beam', 'airflow', 'dbt', 'a', 'ab']

export const examples: readonly CodeCase[] = [
  {
    name: 'three partitions, a tie for the second place',
    args: [
      [
        ['kafka', 'delta', 'kafka'],
        ['spark', 'delta'],
        ['spark', 'delta'],
      ],
      2,
    ],
  },
  { name: 'one partition, one word', args: [[['delta']], 1] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const random = (partitions: number, length: number, words: number): readonly (readonly string[])[] =>
    Array.from({ length: partitions }, () => Array.from({ length }, () => WORDS[rng.nextBelow(words)] ?? ''))
  return [
    { name: 'no partitions', args: [[], 3] },
    { name: 'empty partitions', args: [[[], [], []], 1] },
    { name: 'more places than words', args: [[['hive', 'beam'], ['beam']], 10] },
    { name: 'as many places as words', args: [[['hive', 'beam'], ['beam']], 2] },
    { name: 'all counts equal, met in alphabetical order', args: [[['a', 'b', 'c', 'd']], 2] },
    { name: 'all counts equal, met from the last on', args: [[['d', 'c', 'b', 'a']], 2] },
    { name: 'one word is the begin of another', args: [[['ab', 'a', 'abc', 'ab', 'a', 'abc']], 2] },
    { name: 'second in each partition and first in all', args: [secondEverywhere(), 1] },
    { name: 'third in each partition and first in all', args: [thirdEverywhere(), 2] },
    {
      name: 'counts of one and of two digits',
      args: [[['a', ...times('b', 9), ...times('c', 10), ...times('d', 100)]], 3],
    },
    {
      name: 'often in one partition, once in each of the others',
      args: [[times('hive', 7), ['beam'], ['beam'], ['beam']], 1],
    },
    { name: 'empty partitions among others', args: [[[], ['beam', 'dbt'], [], ['dbt'], []], 1] },
    ...[1, 3, 5].map((k) => ({ name: `few searches at random, the first ${k}`, args: [random(4, 5, 8), k] })),
    ...[2, 4, 11].map((k) => ({ name: `many searches at random, the first ${k}`, args: [random(5, 30, 12), k] })),
  ]
}

function times(word: string, count: number): readonly string[] {
  return Array.from({ length: count }, () => word)
}

function secondEverywhere(): readonly (readonly string[])[] {
  return ['kafka', 'spark', 'flink'].map((first) => [...times(first, 3), ...times('delta', 2)])
}

function thirdEverywhere(): readonly (readonly string[])[] {
  const pairs = [
    ['kafka', 'spark'],
    ['flink', 'hive'],
    ['beam', 'dbt'],
  ] as const
  return pairs.map(([first, second]) => [...times(first, 4), ...times('delta', 2), ...times(second, 3)])
}

/** Takes k times the word that is the best of those left, counted anew for each. */
export function expectTop(args: readonly Value[]): Expected {
  const [partitions, k] = args as Args
  const searches = partitions.flat()
  const left = [...new Set(searches)].map((word) => ({ word, count: searches.filter((each) => each === word).length }))
  const rows: [string, number][] = []
  while (rows.length < k && left.length > 0) {
    const best = left.reduce((a, b) => (b.count > a.count || (b.count === a.count && b.word < a.word) ? b : a))
    left.splice(left.indexOf(best), 1)
    rows.push([best.word, best.count])
  }
  return { value: rows }
}

/** Lists of words in small letters, and a whole k of at least 1. */
export function isAllowed(args: readonly Value[]): boolean {
  const [partitions, k, ...more] = args
  if (more.length > 0 || !Array.isArray(partitions) || typeof k !== 'number') return false
  if (!Number.isSafeInteger(k) || k < 1) return false
  return (partitions as readonly Value[]).every(
    (words) => Array.isArray(words) && words.every((word) => typeof word === 'string' && /^[a-z]+$/.test(word)),
  )
}

/** n searches in partitions of 500, of about half as many different words. */
export function makeLarge(n: number, rng: Rng): readonly Value[] {
  const words = Array.from({ length: n }, () => wordOf(rng.nextBelow(Math.ceil(n / 2))))
  return [Array.from({ length: Math.ceil(n / 500) }, (_, i) => words.slice(500 * i, 500 * (i + 1))), 10]
}

/** The digits of a number as letters. */
function wordOf(number: number): string {
  return [...String(number)].map((digit) => String.fromCharCode(97 + Number(digit))).join('')
}
