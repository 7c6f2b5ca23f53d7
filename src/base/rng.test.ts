import { expect, it } from 'vitest'
import { Rng } from './rng.ts'

const SEED = 20_26

it.each([1, 2, 3, 10, 1000, 2 ** 31, 2 ** 32 - 1, 2 ** 32])(`integers below %i, seed ${SEED}`, (bound) => {
  const rng = new Rng(SEED, 'below')
  const values = Array.from({ length: 2_000 }, () => rng.nextBelow(bound))
  expect(values.every((value) => Number.isInteger(value) && value >= 0 && value < bound)).toBe(true)
  // Both halves are met: 2,000 throws of a coin that are all heads do not happen.
  const low = values.filter((value) => value < bound / 2).length
  if (bound > 1) expect(Math.min(low, values.length - low)).toBeGreaterThan(600)
})

it('takes the whole of 32 bits for a bound of 2^32', () => {
  const [drawn, raw] = [new Rng(SEED), new Rng(SEED)]
  for (let i = 0; i < 100; i++) expect(drawn.nextBelow(2 ** 32)).toBe(raw.nextUint32())
})

it.each([2 ** 32 + 1, 2 ** 53, Infinity, 0, -1, 0.5, 2.5, NaN])('refuses a bound of %d, at once', (bound) => {
  expect(() => new Rng(SEED).nextBelow(bound)).toThrow(RangeError)
  expect(() => new Rng(SEED).nextBelow(bound)).toThrow(`not ${bound}`)
})
