import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KeyEncoder } from './key-encoding.ts'
import { KeyBuffer } from './key-layout.ts'
import type { KeyType, SortKey } from './options.ts'
import { RecordDigest } from './record-digest.ts'
import { RowArena } from './row-arena.ts'
import { compareTies, createFrameLayout } from './row-frame.ts'
import { addField } from './formats/text-values.ts'
import { ValueBuffer } from './formats/value-buffer.ts'

/** A value as text, and how it compares. */
interface Sample {
  readonly text: string
  readonly rank: number | bigint | string
}

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0')
const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })

const SAMPLES: Record<KeyType, fc.Arbitrary<Sample>> = {
  int32: fc.integer().map((value) => ({ text: String(value), rank: value })),
  int64: fc
    .oneof(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n, 0n, -1n),
    )
    .map((value) => ({ text: String(value), rank: value })),
  float64: fc.oneof(fc.double(), fc.constantFrom(0, -0, Infinity, -Infinity, NaN)).map((value) => ({
    text: Object.is(value, -0) ? '-0' : String(value),
    rank: Number.isNaN(value) ? Infinity : value,
  })),
  string: fc
    .oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom('a', 'a\0', 'a\0\0', 'ab', '\uffff', '\u{1f600}'),
    )
    .map((text) => ({ text, rank: text })),
  date: day.map((date) => ({ text: date.toISOString().slice(0, 10), rank: date.toISOString().slice(0, 10) })),
  timestamp: fc
    .tuple(day, fc.integer({ min: 0, max: 999 }), fc.constantFrom('Z', '', '+00:00'))
    .map(([date, micros, zone]) => ({
      text: date.toISOString().slice(0, -1) + pad(micros, 3) + zone,
      rank: date.toISOString().slice(0, -1) + pad(micros, 3),
    })),
  decimal: fc
    .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 10 }))
    .map(([unscaled, places]) => ({ text: `${unscaled}e-${places}`, rank: unscaled * 10n ** BigInt(10 - places) })),
}

function compareRanks(type: KeyType, a: Sample, b: Sample): number {
  if (type === 'float64') {
    const isNan = (sample: Sample): number => Number(sample.text === 'NaN')
    if (isNan(a) + isNan(b) > 0) return isNan(a) - isNan(b)
  }
  if (type === 'string') return Buffer.compare(Buffer.from(a.text), Buffer.from(b.text))
  return a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0
}

function compareRows(keys: readonly SortKey[], a: readonly (Sample | null)[], b: readonly (Sample | null)[]): number {
  for (const [i, key] of keys.entries()) {
    const x = a[i] ?? null
    const y = b[i] ?? null
    if (x === null && y === null) continue
    const nullSign = key.nulls === 'first' ? 1 : -1
    if (x === null) return -nullSign
    if (y === null) return nullSign
    const order = compareRanks(key.type, x, y)
    if (order !== 0) return key.direction === 'asc' ? order : -order
  }
  return 0
}

/** Puts rows into memory and tells how the sort compares two of them. */
function createComparer(
  keys: readonly SortKey[],
  common: Uint8Array,
): (a: readonly (Sample | null)[], b: typeof a) => number {
  const encoder = new KeyEncoder(keys, new KeyBuffer(), common)
  const layout = createFrameLayout(encoder.layout, false, false)
  const words = new Int32Array(4096)
  const limits = { records: 2, reserveWords: 0, frameWords: 2048 }
  const memory = new ArrayBuffer(8)
  const block = { bytes: new Uint8Array(memory), view: new DataView(memory) }
  return (a, b) => {
    const arena = new RowArena(layout, words, 0, words.length, limits, new RecordDigest())
    const places = [a, b].map((row) => {
      const at = arena.used
      encode(encoder, keys, row)
      expect(arena.add(encoder.key, block, 0, 4)).toBe(true)
      return at
    }) as [number, number]
    const [p, q] = places
    const high = (words[p + 1] as number) - (words[q + 1] as number)
    const low = (words[p + 2] as number) - (words[q + 2] as number)
    return Math.sign(high !== 0 ? high : low !== 0 ? low : compareTies(layout, words, p, q))
  }
}

function encode(encoder: KeyEncoder, keys: readonly SortKey[], row: readonly (Sample | null)[]): void {
  const value = new ValueBuffer()
  encoder.begin()
  keys.forEach((key, i) => {
    const sample = row[i] ?? null
    if (sample === null) return encoder.addNull()
    const bytes = new TextEncoder().encode(sample.text)
    expect(addField(encoder, key.type, bytes, 0, bytes.length, value), sample.text).toBe(true)
  })
  encoder.end()
}

const types = Object.keys(SAMPLES) as KeyType[]
const directions = fc.constantFrom('asc' as const, 'desc' as const)
const nullOrders = fc.constantFrom('first' as const, 'last' as const)

describe('normalized keys', () => {
  test.each(types)('order %s as it should be, either way, wherever missing values go', (type) => {
    const cell = fc.option(SAMPLES[type], { freq: 10 })
    fc.assert(
      fc.property(cell, cell, directions, nullOrders, (a, b, direction, nulls) => {
        const keys: SortKey[] = [{ column: 0, type, direction, nulls }]
        const compare = createComparer(keys, new Uint8Array(0))
        expect(compare([a], [b])).toBe(Math.sign(compareRows(keys, [a], [b])))
        expect(compare([a], [a])).toBe(0)
      }),
      { numRuns: 500 },
    )
  })

  test('order rows of several columns', () => {
    const column = fc.tuple(fc.constantFrom(...types), directions, nullOrders)
    const rows = fc.array(column, { minLength: 2, maxLength: 4 }).chain((columns) => {
      const keys = columns.map(([type, direction, nulls], i): SortKey => ({ column: i, type, direction, nulls }))
      const row = fc.tuple(...keys.map((key) => fc.option(SAMPLES[key.type], { freq: 4 })))
      // Rows that share their first columns, so that the later ones come to matter.
      return fc.tuple(fc.constant(keys), row, row, fc.nat(keys.length)).map(([found, a, b, same]) => ({
        keys: found,
        a,
        b: b.map((cell, i) => (i < same ? (a[i] ?? null) : cell)),
      }))
    })
    fc.assert(
      fc.property(rows, ({ keys, a, b }) => {
        expect(createComparer(keys, new Uint8Array(0))(a, b)).toBe(Math.sign(compareRows(keys, a, b)))
      }),
      { numRuns: 500 },
    )
  })

  test('order the same whatever bytes the prefix leaves out', () => {
    const texts = fc.constantFrom('http://a/1', 'http://a/2', 'http://b', 'http://', 'ftp', 'zzz', 'h', 'http://a/1\0')
    const cell = fc.option(texts.map((text): Sample => ({ text, rank: text })))
    const common = fc.constantFrom('http://a/', 'http', 'zzzz', 'http://a/1', 'a')
    fc.assert(
      fc.property(cell, cell, common, nullOrders, (a, b, front, nulls) => {
        const keys: SortKey[] = [{ column: 0, type: 'string', direction: 'asc', nulls }]
        const compare = createComparer(keys, new TextEncoder().encode(front))
        expect(compare([a], [b])).toBe(Math.sign(compareRows(keys, [a], [b])))
      }),
      { numRuns: 500 },
    )
  })
})
