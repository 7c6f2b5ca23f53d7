import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { SharedSequence } from './shared-sequence.ts'

describe('SharedSequence', () => {
  for (const seed of [1, 2, 3]) {
    it(`holds what a plain list holds that is spliced alike, and is never changed (seed ${seed})`, () => {
      const rng = new Rng(seed, 'shared-sequence')
      let list = new SharedSequence()
      let plain: number[] = []
      const held: { readonly list: SharedSequence; readonly plain: readonly number[] }[] = []
      let longest = 0
      for (let turn = 0; turn < 3000; turn++) {
        const grows = turn % 1000 < 600
        const first = rng.nextBelow(plain.length + 1)
        const count = Math.min(plain.length - first, rng.nextBelow(rng.nextBelow(20) === 0 ? 300 : grows ? 3 : 12))
        const entries = Array.from({ length: rng.nextBelow(grows ? 12 : 2) }, () => rng.nextBelow(1000))
        list = list.splice(first, count, ...entries)
        plain = [...plain.slice(0, first), ...entries, ...plain.slice(first + count)]
        if (turn % 50 === 0) held.push({ list, plain })
        longest = Math.max(longest, plain.length)
        const [from, to] = [rng.nextBelow(plain.length + 1), rng.nextBelow(plain.length + 5)]
        expect(list.slice(from, to)).toEqual(plain.slice(from, to))
        expect(list.length).toBe(plain.length)
      }
      for (const each of held) expect([...each.list]).toEqual(each.plain)
      expect(longest).toBeGreaterThan(512)
    })
  }

  it('shares all but what is around the place: a list after another costs little', () => {
    let list = new SharedSequence().splice(0, 0, ...Array.from({ length: 10_000 }, (_, i) => i))
    const whole = list.bytesBeside(new SharedSequence())
    expect(whole).toBeGreaterThan(80_000)
    for (let place = 0; place < 1000; place++) {
      const next = list.splice(place, 8, place)
      expect(next.bytesBeside(list)).toBeLessThan(whole / 15)
      list = next
    }
    expect(list.length).toBe(3000)
    // Blocks that have become small join: the list is not held together by many tiny ones.
    for (let place = 0; list.length > 500; place = place + 1 < list.length - 8 ? place + 1 : 0)
      list = list.splice(place, 8, place)
    expect(list.bytesBeside(list)).toBeLessThan(8 * 20)
  })

  it('refuses entries that are not there', () => {
    const list = new SharedSequence().splice(0, 0, 1, 2, 3)
    expect(() => list.splice(2, 2)).toThrow('a list of 3 has no entries [2, 4)')
    expect(() => list.splice(-1, 1)).toThrow(RangeError)
  })
})
