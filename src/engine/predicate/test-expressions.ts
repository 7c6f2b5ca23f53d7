import type { Rng } from '../../base/rng.ts'
import type { Relation } from './scope.ts'
import type { Field, Row, SimpleName, Value } from './types.ts'

/** A table with a column of every kind, random rows of it, random expressions over it. For tests. */
export const TEST_TABLE: Relation = {
  name: 't',
  fields: [
    field('i', 'integer'),
    field('y', 'byte'),
    field('l', 'long'),
    field('d', 'double'),
    field('f', 'float'),
    { name: 'm', type: { kind: 'decimal', precision: 10, scale: 2 }, nullable: true },
    field('s', 'string'),
    field('b', 'boolean'),
    field('day', 'date'),
    field('ts', 'timestamp'),
    {
      name: 'n',
      type: { kind: 'struct', fields: [field('x', 'integer'), field('name', 'string')] },
      nullable: true,
    },
  ],
}

function field(name: string, kind: SimpleName): Field {
  return { name, type: { kind }, nullable: true }
}

const DAY = 86_400_000_000n
const TEXTS = ['', 'a', 'ab', 'abc', 'abd', 'b', 'B', 'a%b', 'a_c', '7', 'é', '\uffee', '\u{1f600}', 'z\u{1f600}']

export function pick<T>(rng: Rng, items: readonly T[]): T {
  return items[rng.nextBelow(items.length)] as T
}

/** Small pools, so that values meet; one in six is null. */
export function randomRow(rng: Rng): Row {
  const orNull = (value: Value): Value => (rng.nextBelow(6) === 0 ? undefined : value)
  const small = (): number => rng.nextBelow(9) - 4
  return [
    orNull(small()),
    orNull(small()),
    orNull(BigInt(small())),
    orNull(pick(rng, [-0, 0, 1, 1.5, -2, 1e9, NaN, Infinity, small()])),
    orNull(Math.fround(pick(rng, [-0, 0, 0.1, 1.5, NaN, small()]))),
    orNull(BigInt(small() * 50)),
    orNull(pick(rng, TEXTS)),
    orNull(rng.nextBelow(2) === 0),
    orNull(19_782 + small()),
    orNull((19_782n + BigInt(small())) * DAY + BigInt(rng.nextBelow(2)) * 3_600_000_000n),
    orNull([orNull(small()), orNull(pick(rng, TEXTS))]),
  ]
}

/** A condition in SQL. */
export function randomCondition(rng: Rng, depth: number): string {
  if (depth <= 0) return randomComparison(rng, 0)
  const inner = (): string => randomCondition(rng, depth - 1)
  switch (rng.nextBelow(9)) {
    case 0:
    case 1:
      return `(${inner()} AND ${inner()})`
    case 2:
      return `(${inner()} OR ${inner()})`
    case 3:
      return `NOT ${inner()}`
    case 4:
      return `(${inner()}) IS ${pick(rng, ['', 'NOT '])}${pick(rng, ['NULL', 'TRUE', 'FALSE'])}`
    default:
      return randomComparison(rng, depth)
  }
}

function randomComparison(rng: Rng, depth: number): string {
  const kind = pick(rng, ['number', 'number', 'text', 'moment', 'boolean'] as const)
  const value = (): string => randomValue(rng, kind, depth - 1)
  const not = pick(rng, ['', '', 'NOT '])
  switch (rng.nextBelow(8)) {
    case 0:
      return `${value()} ${not}IN (${value()}, ${value()}${pick(rng, ['', ', NULL'])})`
    case 1:
      return `${value()} ${not}BETWEEN ${value()} AND ${value()}`
    case 2:
      return `${randomValue(rng, 'text', 0)} ${not}LIKE ${pick(rng, ["'a%'", "'%b'", "'_b%'", "'abc'", "'a\\%b'", "'é%'", "'%'"])}`
    case 3:
      return `${pick(rng, ['i', 'l', 'd', 's', 'n.x', 'n', 'ts', 'b'])} IS ${not}NULL`
    default:
      return `${value()} ${pick(rng, ['=', '<>', '<', '<=', '>', '>=', '<=>'])} ${value()}`
  }
}

export type ValueKind = 'number' | 'text' | 'moment' | 'boolean'

const LEAVES: Readonly<Record<ValueKind, readonly string[]>> = {
  number: [
    'i',
    'y',
    'l',
    'd',
    'f',
    'm',
    'n.x',
    'i',
    'l',
    '0',
    '1',
    '-2',
    '3L',
    '1.5',
    '0.10',
    '1e0',
    '1Y',
    '-0.0D',
    'NULL',
  ],
  text: ['s', 's', 'n.name', "'a'", "'ab'", "'b'", "'é'", "''", "'\u{1f600}'", 'NULL'],
  moment: ['day', 'day', 'ts', "DATE '2024-02-29'", "TIMESTAMP '2024-02-28 01:00:00'", "'2024-03-01'"],
  boolean: ['b', 'b', 'TRUE', 'FALSE', 'NULL'],
}

function randomValue(rng: Rng, kind: ValueKind, depth: number): string {
  if (depth <= 0 || rng.nextBelow(3) > 0) return pick(rng, LEAVES[kind])
  const inner = (other: ValueKind = kind): string => randomValue(rng, other, depth - 1)
  switch (rng.nextBelow(5)) {
    case 0:
      return `coalesce(${inner()}, ${inner()})`
    case 1:
      return `CASE WHEN ${randomCondition(rng, depth - 1)} THEN ${inner()} ELSE ${inner()} END`
    default:
      return randomComputed(rng, kind, inner)
  }
}

function randomComputed(rng: Rng, kind: ValueKind, inner: (other?: ValueKind) => string): string {
  switch (kind) {
    case 'number':
      return pick(rng, [
        `(${inner()} ${pick(rng, ['+', '-', '*', '/', '%'])} ${inner()})`,
        `-(${inner()})`,
        `abs(${inner()})`,
        `length(${inner('text')})`,
        `CAST(${inner()} AS ${pick(rng, ['INT', 'BIGINT', 'DOUBLE', 'DECIMAL(12, 3)', 'TINYINT'])})`,
        `year(${inner('moment')})`,
      ])
    case 'text':
      return pick(rng, [
        `(${inner()} || ${inner()})`,
        `upper(${inner()})`,
        `substring(${inner()}, 1, 2)`,
        `CAST(${inner('number')} AS STRING)`,
      ])
    case 'moment':
      return pick(rng, [`CAST(${inner()} AS DATE)`, `CAST(${inner()} AS TIMESTAMP)`, `date_trunc('MONTH', ${inner()})`])
    case 'boolean':
      return `(${inner('number')} > ${inner('number')})`
  }
}
