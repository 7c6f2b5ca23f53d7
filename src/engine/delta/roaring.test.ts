import { describe, expect, test } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { readRoaring } from './roaring.ts'
import { encodeZ85, tryDecodeZ85 } from './z85.ts'

/** Bytes of a set, written the plain way: the slow twin of the reader. */
function write(rows: readonly number[], form: 'arrays' | 'runs'): Uint8Array {
  const out: number[] = []
  const u16 = (value: number): unknown => out.push(value & 255, (value >> 8) & 255)
  const u32 = (value: number): unknown => out.push(value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24)
  const bitmaps = groupBy(rows, (row) => Math.floor(row / 2 ** 32))
  u32(1681511377)
  u32(bitmaps.size)
  u32(0)
  for (const [high, lows] of bitmaps) {
    u32(high)
    const containers = [...groupBy(lows, (row) => Math.floor(row / 65_536) % 65_536)]
    if (form === 'runs') {
      u32(12347 + (containers.length - 1) * 65_536)
      for (let byte = 0; byte < Math.ceil(containers.length / 8); byte++) out.push(255)
    } else {
      u32(12346)
      u32(containers.length)
    }
    for (const [key, items] of containers) {
      u16(key)
      u16(items.length - 1)
    }
    if (form === 'arrays' || containers.length >= 4) containers.forEach(() => u32(0))
    for (const [, items] of containers) {
      const values = items.map((row) => row % 65_536)
      if (form === 'runs') {
        const runs = toRuns(values)
        u16(runs.length)
        for (const [start, length] of runs) {
          u16(start)
          u16(length)
        }
      } else if (values.length <= 4096) values.forEach(u16)
      else {
        const bits = new Uint8Array(8192)
        for (const value of values) bits[value >> 3] = (bits[value >> 3] as number) | (1 << (value & 7))
        for (const byte of bits) out.push(byte)
      }
    }
  }
  return Uint8Array.from(out)
}

function groupBy(rows: readonly number[], keyOf: (row: number) => number): Map<number, number[]> {
  const groups = new Map<number, number[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [row])
    else group.push(row)
  }
  return groups
}

function toRuns(values: readonly number[]): [number, number][] {
  const runs: [number, number][] = []
  for (const value of values) {
    const last = runs.at(-1)
    if (last !== undefined && last[0] + last[1] + 1 === value) last[1]++
    else runs.push([value, 0])
  }
  return runs
}

/** Ascending rows in a few containers, dense in some. */
function someRows(rng: Rng): number[] {
  const rows = new Set<number>()
  for (let container = rng.nextBelow(6); container >= 0; container--) {
    const base = (rng.nextBelow(3) * 65_536 + rng.nextBelow(5)) * 65_536
    const spread = [10, 1000, 9000][rng.nextBelow(3)] as number
    for (let i = rng.nextBelow(spread); i >= 0; i--) rows.add(base + rng.nextBelow(spread))
  }
  return [...rows].sort((a, b) => a - b)
}

describe('Roaring bitmaps', () => {
  test('200 sets with seed 11 are the sets that were written', () => {
    const rng = new Rng(11)
    for (let i = 0; i < 200; i++) {
      const rows = someRows(rng)
      const set = readRoaring(write(rows, rng.nextBelow(2) === 0 ? 'arrays' : 'runs'))
      const twin = new Set(rows)
      expect(set.cardinality).toBe(rows.length)
      expect(set.last).toBe(rows.at(-1))
      const start = Math.max(0, (rows[rng.nextBelow(rows.length)] as number) - 50)
      const missing = [...Array(100).keys()].filter((j) => !twin.has(start + j))
      expect([...set.missing(start, start + 100)]).toEqual(missing)
    }
  })

  test('2,000 damaged sets with seed 12 are errors, or sets', () => {
    const rng = new Rng(12)
    const good = [write(someRows(rng), 'arrays'), write(someRows(rng), 'runs')]
    for (let i = 0; i < 2000; i++) {
      const bytes = (good[rng.nextBelow(2)] as Uint8Array).slice(
        0,
        rng.nextBelow(4) === 0 ? rng.nextBelow(60) : undefined,
      )
      for (let flips = rng.nextBelow(3); flips > 0; flips--)
        bytes[rng.nextBelow(Math.min(80, bytes.length || 1))] = rng.nextBelow(256)
      try {
        expect(readRoaring(bytes).cardinality).toBeGreaterThanOrEqual(0)
      } catch (error) {
        expect((error as Error).message).toMatch(/^(it|a|an|the|its) /)
      }
    }
  })

  test('an empty set', () => {
    const set = readRoaring(write([], 'arrays'))
    expect([set.cardinality, set.last, set.has(0)]).toEqual([0, -1, false])
  })
})

describe('Z85', () => {
  test('500 texts with seed 13 come back', () => {
    const rng = new Rng(13)
    for (let i = 0; i < 500; i++) {
      const bytes = Uint8Array.from({ length: rng.nextBelow(12) * 4 }, () => rng.nextBelow(256))
      expect(tryDecodeZ85(encodeZ85(bytes))).toEqual(bytes)
    }
    expect(tryDecodeZ85('HelloWorld')).toEqual(Uint8Array.of(0x86, 0x4f, 0xd2, 0x6f, 0xb5, 0x59, 0xf7, 0x5b))
  })

  test.each(['Hell', 'Hell~', '#####', 'Hello#####'])('%s is none', (text) => {
    expect(tryDecodeZ85(text)).toBeUndefined()
  })
})
