import { describe, expect, test } from 'vitest'
import { TraceWriter } from '../trace/writer.ts'
import { SortEvent } from './events.ts'
import { parseKeySpec } from './key-spec.ts'
import { MemoryFile, MemorySink } from './memory-files.ts'
import { MemoryRunStore } from './memory-run-store.ts'
import { sortFile } from './sort-file.ts'

interface Told {
  readonly isValue: boolean
  /** Of the first key of each output page, 0 to 1. */
  readonly height: number
  readonly first: string
}

/** Sorts one column and tells the height and the first key of each page of the output. */
function heightsOf(values: readonly string[], key: string): Told[] {
  const bytes = new TextEncoder().encode(['k,z', ...values.map((value) => `${value},1`), ''].join('\n'))
  const output = new MemorySink()
  const trace = new TraceWriter()
  const request = { format: 'csv', keys: parseKeySpec(key), memoryBytes: 64_000, pageBytes: 1024 } as const
  const sort = sortFile(
    new MemoryFile(bytes, 'k.csv'),
    output,
    new MemoryRunStore(),
    { ...request, badRows: 'stop' },
    trace,
  )
  while (sort.next().done !== true) continue
  const sorted = new TextDecoder().decode(output.bytes()).split('\n').slice(1, -1)
  const told: Told[] = []
  let at = 0
  let tally = 0
  for (const { kind, c, length } of trace.takeChunks()) {
    for (let i = 0; i < length; i++) {
      if (kind[i] === SortEvent.tally) tally = c[i] as number
      if (kind[i] !== SortEvent.writePage) continue
      const height = (tally < 0 ? -1 - tally : tally) / 0x7fff_ffff
      told.push({ isValue: tally < 0, height, first: (sorted[at] as string).split(',')[0] as string })
      at += c[i] as number
    }
  }
  expect(told.length).toBeGreaterThan(10)
  return told
}

const shuffled = Array.from({ length: 4000 }, (_, i) => (i * 1237) % 4000)
const dayOf = (i: number): string => new Date(Date.UTC(1960, 0, 1 + 9 * i)).toISOString().slice(0, 10)

describe('the height of a page', () => {
  const cases: { name: string; key: string; text: (i: number) => string; value: (text: string) => number }[] = [
    { name: 'float64 from 0 to 1', key: 'k:float64', text: (i) => String(i / 4000), value: Number },
    { name: 'float64 on both sides of 0', key: 'k:float64', text: (i) => String(i / 2 - 1000), value: Number },
    { name: 'float64, descending', key: 'k:float64:desc', text: (i) => String(i / 2 - 1000), value: Number },
    { name: 'int64', key: 'k:int64', text: (i) => String(i * 7 - 9000), value: Number },
    { name: 'int64, descending', key: 'k:int64:desc', text: (i) => String(i * 7 - 9000), value: Number },
    { name: 'decimal', key: 'k:decimal', text: (i) => (i / 100 - 15).toFixed(2), value: Number },
    { name: 'decimal, descending', key: 'k:decimal:desc', text: (i) => (i / 100 - 15).toFixed(2), value: Number },
    { name: 'date', key: 'k:date', text: dayOf, value: Date.parse },
    { name: 'timestamp', key: 'k:timestamp', text: (i) => `${dayOf(i)}T01:02:03Z`, value: Date.parse },
    { name: 'float64 before another key', key: 'k:float64,z', text: (i) => String(i / 2 - 1000), value: Number },
    { name: 'int64 before another key', key: 'k:int64:desc,z', text: (i) => String(i * 7 - 9000), value: Number },
  ]
  test.each(cases)('is linear in the value: $name', ({ key, text, value }) => {
    const values = shuffled.map(text)
    const numbers = values.map(value)
    const low = Math.min(...numbers)
    const high = Math.max(...numbers)
    for (const { isValue, height, first } of heightsOf(values, key)) {
      expect(isValue).toBe(true)
      expect(height).toBeCloseTo((value(first) - low) / (high - low), 2)
    }
  })

  test('puts infinities, NaN and missing values at the ends and the rest between them', () => {
    const values = shuffled.map((i) => (i % 10 === 0 ? ['', 'NaN', 'Infinity', '-Infinity'][(i / 10) % 4]! : String(i)))
    for (const { height, first } of heightsOf(values, 'k:float64')) {
      const number = Number(first)
      const expected =
        first === '' || number === -Infinity ? 0 : first === 'NaN' || number === Infinity ? 1 : number / 3999
      expect(height).toBeCloseTo(expected, 2)
    }
  })

  test('is of the order for text, rising with it in both directions', () => {
    const values = shuffled.map((i) => `customer-${String(i).padStart(4, '0')}`)
    const rising = heightsOf(values, 'k:string')
    const falling = heightsOf(values, 'k:string:desc')
    expect([...rising, ...falling].some(({ isValue }) => isValue)).toBe(false)
    expect(rising.map(({ height }) => height)).toEqual(rising.map(({ height }) => height).toSorted((a, b) => a - b))
    expect(falling.map(({ height }) => height)).toEqual(falling.map(({ height }) => height).toSorted((a, b) => b - a))
  })

  test('is of the order where all values are one', () => {
    expect(
      heightsOf(
        shuffled.map(() => '7.5'),
        'k:float64',
      ).every(({ isValue }) => !isValue),
    ).toBe(true)
  })
})
