import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type Column = readonly [name: string, type: string]
type Schema = readonly Column[]

const NAMES = ['id', 'day', 'city', 'total', 'user']
const TYPES = ['int', 'long', 'text']

const ORDERS: Schema = [
  ['id', 'int'],
  ['day', 'text'],
  ['total', 'int'],
]

export const examples: readonly CodeCase[] = [
  {
    name: 'a column is added, one renamed, one gets another type',
    args: [
      ORDERS,
      [
        ['id', 'long'],
        ['city', 'text'],
        ['date', 'text'],
        ['total', 'int'],
      ],
    ],
  },
  { name: 'nothing changes', args: [ORDERS, ORDERS] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const pick = (list: readonly string[], of: number): string => list[rng.nextBelow(of)] ?? ''
  const random = (length: number, names: number, types: number): Schema =>
    Array.from({ length }, () => [pick(NAMES, names), pick(TYPES, types)])
  const letters = (text: string): Schema => [...text].map((letter) => [letter, 'int'])
  return [
    { name: 'no columns', args: [[], []] },
    { name: 'all columns are new', args: [[], ORDERS] },
    { name: 'all columns go', args: [ORDERS, []] },
    { name: 'one column for another', args: [letters('a'), [['b', 'text']]] },
    { name: 'one column renamed', args: [letters('a'), letters('b')] },
    { name: 'one column with another type', args: [[['a', 'int']], [['a', 'long']]] },
    { name: 'a column before all others', args: [ORDERS, [['user', 'text'], ...ORDERS]] },
    { name: 'a column behind all others', args: [ORDERS, [...ORDERS, ['user', 'text']]] },
    { name: 'the first column goes', args: [ORDERS, ORDERS.slice(1)] },
    { name: 'the last column goes', args: [ORDERS, ORDERS.slice(0, -1)] },
    { name: 'two columns change places', args: [letters('abc'), letters('acb')] },
    { name: 'all columns in reversed order', args: [letters('abcdef'), letters('fedcba')] },
    { name: 'all names and types are others', args: [letters('abcd'), Array.from('wxyz', (name) => [name, 'text'])] },
    { name: 'all names are others', args: [letters('abcd'), letters('wxyz')] },
    { name: 'columns turned by one', args: [letters('abcdefgh'), letters('bcdefgha')] },
    { name: 'thirty columns and the same shifted by three', args: [manyColumns(0), manyColumns(3)] },
    ...[3, 6, 12].map((length) => ({
      name: `${length} columns against ${length + 2}, few names and types`,
      args: [random(length, 3, 2), random(length + 2, 3, 2)],
    })),
    ...[4, 8, 14].map((length) => ({
      name: `${length + 1} columns against ${length}, more names and types`,
      args: [random(length + 1, 5, 3), random(length, 5, 3)],
    })),
  ]
}

function manyColumns(from: number): Schema {
  return Array.from({ length: 30 }, (_, i) => [`c${from + i}`, TYPES[(from + i) % 2] ?? ''])
}

/** Tries what can be reached with no step, with one, with two, until all columns of both are behind. */
export function expectSteps(args: readonly Value[]): Expected {
  const [from, to] = args as readonly [Schema, Schema]
  const seen = new Set<string>()
  let reached: (readonly [number, number])[] = [[0, 0]]
  for (let steps = 0; ; steps++) {
    const next: (readonly [number, number])[] = []
    while (reached.length > 0) {
      const [i, j] = reached.pop() ?? [0, 0]
      const key = `${i} ${j}`
      if (i > from.length || j > to.length || seen.has(key)) continue
      seen.add(key)
      if (i === from.length && j === to.length) return { value: steps }
      const differences = countDifferences(from[i], to[j])
      if (differences === 0) reached.push([i + 1, j + 1])
      if (differences === 1) next.push([i + 1, j + 1])
      next.push([i + 1, j], [i, j + 1])
    }
    reached = next
  }
}

function countDifferences(a: Column | undefined, b: Column | undefined): number {
  if (a === undefined || b === undefined) return Infinity
  return a.filter((part, i) => part !== b[i]).length
}

/** Two lists of columns: small letters and digits for the name, and for the type. */
export function isAllowed(args: readonly Value[]): boolean {
  return args.length === 2 && args.every((schema) => Array.isArray(schema) && schema.every(isColumn))
}

function isColumn(column: Value): boolean {
  if (!Array.isArray(column) || column.length !== 2) return false
  return (column as readonly Value[]).every((part) => typeof part === 'string' && /^[a-z][a-z0-9]*$/.test(part))
}
