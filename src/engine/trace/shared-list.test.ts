import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { SharedList } from './shared-list.ts'

describe('SharedList', () => {
  for (const seed of [1, 2, 3]) {
    it(`holds what plain copies of plain lists hold (seed ${seed})`, () => {
      const rng = new Rng(seed, 'shared-list')
      const pairs: { readonly shared: SharedList<number>; readonly plain: number[] }[] = [
        { shared: new SharedList(), plain: [] },
      ]
      for (let turn = 0; turn < 12_000; turn++) {
        const pair = pairs[rng.nextBelow(pairs.length)] as (typeof pairs)[number]
        const { shared, plain } = pair
        const what = rng.nextBelow(20)
        if (what === 0 && pairs.length < 12) pairs.push({ shared: shared.copy(), plain: plain.slice() })
        else if (what < 8 && plain.length > 0) {
          const index = rng.nextBelow(plain.length)
          shared.set(index, turn)
          plain[index] = turn
        } else {
          shared.push(turn)
          plain.push(turn)
        }
      }
      for (const { shared, plain } of pairs) {
        expect(shared.blocks().flat()).toEqual(plain)
        expect([...shared]).toEqual(plain)
        expect(shared.length).toBe(plain.length)
        const isWanted = (entry: number): boolean => entry % 97 === 5
        expect(shared.filter(isWanted)).toEqual(plain.filter(isWanted))
        expect(shared.find(isWanted)).toBe(plain.find(isWanted))
        expect(shared.findLast(isWanted)).toBe(plain.findLast(isWanted))
        expect(shared.some(isWanted)).toBe(plain.some(isWanted))
        expect(shared.some((entry) => entry < 0)).toBe(false)
      }
      expect(Math.max(...pairs.map(({ plain }) => plain.length))).toBeGreaterThan(256)
    })
  }

  it('never changes a block that somebody was given', () => {
    const list = new SharedList<number>()
    for (let i = 0; i < 300; i++) list.push(i)
    const [first, second] = list.blocks()
    list.set(3, -1)
    list.push(300)
    const [other, longer] = list.blocks()
    expect(first?.[3]).toBe(3)
    expect(second).toHaveLength(44)
    expect(other?.[3]).toBe(-1)
    expect(longer).toHaveLength(45)
  })

  it('says what a copy costs: the blocks that have become its own, and the entries that it alone has', () => {
    const list = new SharedList<object>()
    for (let i = 0; i < 1000; i++) list.push({})
    const copy = list.copy()
    const references = 4 * 8
    expect(copy.bytesBeside(list, 50)).toBe(references)
    copy.set(3, {})
    copy.set(4, {})
    expect(copy.bytesBeside(list, 50)).toBe(references + 256 * 8 + 2 * 50)
    expect(copy.bytesBeside(new SharedList(), 50)).toBe(references + 4 * 256 * 8 + 1000 * 50)
  })

  it('refuses places that are not there', () => {
    const list = new SharedList<string>()
    list.push('a')
    expect(() => list.get(1)).toThrow('entry 1 is not in a list of 1')
    expect(() => list.set(2, 'b')).toThrow('a list of 1 has no place 2')
    expect(list.tryGet(1)).toBeUndefined()
  })
})
