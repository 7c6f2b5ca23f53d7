import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Value } from '../../base/value.ts'
import type { Args, ShrinkOptions } from './shrink.ts'
import { shrinkArgs } from './shrink.ts'
import { anyValue } from './test-values.ts'
import { compareWeights, weigh } from './weight.ts'

const SEED = 416

interface Tried {
  runs: number
  candidates: Args[]
}

function shrink(start: Args, isFailing: (args: Args) => boolean, more: Partial<ShrinkOptions> = {}, tried?: Tried) {
  return shrinkArgs(start, {
    kind: 'function',
    isAllowed: () => true,
    findFailing: (candidates) => {
      if (tried !== undefined) tried.runs++
      tried?.candidates.push(...candidates)
      return Promise.resolve(candidates.map(isFailing))
    },
    mostRuns: 60,
    batch: 100,
    ...more,
  })
}

const listOf = (args: Args): readonly number[] => args[0] as readonly number[]

describe('shrinking', () => {
  it('finds the smallest list with two equal numbers', async () => {
    const start = [[5, 991, 3, -20, 991, 7, 12, 4]]
    expect(await shrink(start, (args) => new Set(listOf(args)).size < listOf(args).length)).toEqual([[0, 0]])
  })

  it('finds a boundary to the last one', async () => {
    expect(await shrink([[8, 90_000, 4]], (args) => listOf(args).some((each) => each >= 12_345))).toEqual([[12_345]])
    expect(await shrink([-5_000.5], ([x]) => Math.abs(x as number) > 999)).toEqual([1000])
    expect(await shrink(['some words and Zs'], ([x]) => (x as string).includes('Z'))).toEqual(['Z'])
    expect(await shrink([2n ** 70n], ([x]) => (x as bigint) > 1000n)).toEqual([1001n])
  })

  it('keeps columns of one length when a table loses rows', async () => {
    const start = [
      [1, 2, 3, 4],
      ['a', 'b', 'c', 'd'],
    ]
    const isTable = (args: Args): boolean => (args[0] as Value[]).length === (args[1] as Value[]).length
    const found = await shrink(start, (args) => (args[1] as string[]).includes('c'), { isAllowed: isTable })
    expect(found).toEqual([[0], ['c']])
  })

  it('keeps the methods of calls, and takes whole calls away', async () => {
    const start = [['constructor', 9], ['add', 500], ['get'], ['add', -70], ['add', 70], ['get']]
    const sum = (args: Args): number =>
      args.slice(1).reduce<number>((total, call) => total + Number((call as Value[])[1] ?? 0), 0)
    const isAllowed = (args: Args): boolean => (args[0] as Value[] | undefined)?.[0] === 'constructor'
    const found = await shrink(start, (args) => sum(args) > 100, { kind: 'class', isAllowed })
    expect(found).toEqual([
      ['constructor', 0],
      ['add', 101],
    ])
  })

  it('tries nothing that is not allowed, nothing twice, and no more runs than it may', async () => {
    const tried: Tried = { runs: 0, candidates: [] }
    const isAllowed = (args: Args): boolean => listOf(args).length > 0
    const start = [Array.from({ length: 60 }, (_, i) => i * 37)]
    await shrink(start, (args) => listOf(args).length >= 2, { isAllowed, mostRuns: 5, batch: 10 }, tried)
    expect(tried.runs).toBeLessThanOrEqual(5)
    expect(tried.candidates.every(isAllowed)).toBe(true)
    const texts = tried.candidates.map((each) => JSON.stringify(each))
    expect(new Set(texts).size).toBe(texts.length)
  })

  it(`gives back what fails and is no heavier, whatever the values are, seed ${SEED}`, async () => {
    const property = fc.asyncProperty(fc.array(anyValue, { maxLength: 3 }), fc.nat(40), async (start, least) => {
      const isFailing = (args: Args): boolean => weigh(args).parts >= least
      if (!isFailing(start)) return
      const found = await shrink(start, isFailing, { mostRuns: 40 })
      expect(isFailing(found)).toBe(true)
      expect(compareWeights(weigh(found), weigh(start))).toBeLessThanOrEqual(0)
    })
    await fc.assert(property, { seed: SEED, numRuns: 40 })
  })

  it('gives back the start where nothing smaller fails', async () => {
    const start: Args = [[3, 1]]
    expect(await shrink(start, () => false)).toBe(start)
  })
})
