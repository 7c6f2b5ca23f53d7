import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { fitExponent, isGoodGrowth, judgeGrowth } from './growth.ts'

const SIZES = [1000, 2000, 4000, 8000]

const times = (time: (n: number) => number): number[] => SIZES.map(time)
const linear = times((n) => n / 1000)
const loglinear = times((n) => (n * Math.log2(n)) / 10_000)
const square = times((n) => (n * n) / 200_000)

describe('fitting', () => {
  it.each([
    ['a constant', () => 5, 0],
    ['n', (n: number) => n / 7, 1],
    ['n^1.5', (n: number) => Math.pow(n, 1.5), 1.5],
    ['n^2', (n: number) => n * n, 2],
  ] as const)('finds the exponent of %s', (_, time, exponent) => {
    expect(fitExponent(SIZES, times(time))).toBeCloseTo(exponent, 9)
  })

  it('needs two points', () => {
    expect(fitExponent(SIZES, [1])).toBeUndefined()
    expect(fitExponent(SIZES, [1, 2])).toBeCloseTo(1, 9)
  })
})

describe('judging growth', () => {
  const judge = (learner: number[], reference: number[]) =>
    judgeGrowth('O(n log n)', { sizes: SIZES, learner, reference }, 2_000)

  it('takes what grows like the reference, faster or slower by a constant', () => {
    expect(judge(loglinear, loglinear).kind).toBe('good')
    expect(
      judge(
        loglinear.map((time) => 9 * time),
        linear,
      ).kind,
    ).toBe('good')
    expect(judge(linear, loglinear).kind).toBe('good')
  })

  it('refuses what grows faster, and says by how much', () => {
    const { kind, words } = judge(square, linear)
    expect(kind).toBe('slow')
    expect(words).toContain('yours took 320 ms, the reference 8.0 ms')
    expect(words).toContain('n^2.0')
    expect(words).toContain('n^1.0')
  })

  it('refuses a square that is far slower than a reference whose times are noise', () => {
    const sizes = [10_000, 20_000, 40_000, 80_000]
    const square = { sizes, learner: [28, 112, 450, 1_800], reference: [0.02, 0.1, 0.4, 5.3] }
    expect(judgeGrowth('O(n)', square, 2_000).kind).toBe('slow')
    const line = { sizes, learner: [200, 410, 800, 1_700], reference: [0.02, 0.1, 0.4, 5.3] }
    expect(judgeGrowth('O(n)', line, 2_000).kind).toBe('good')
  })

  it('takes a square that is as quick as the reference: it cannot be told from it', () => {
    expect(
      judge(
        square.map((time) => time / 40),
        linear,
      ).kind,
    ).toBe('good')
  })

  it('refuses what was stopped where the reference is quick, and blames the machine where it is not', () => {
    expect(judge([100, 400], linear).kind).toBe('slow')
    expect(judge([100, 400], linear).learnerExponent).toBeCloseTo(2, 9)
    expect(judge([], linear).kind).toBe('slow')
    expect(judge([100, 400], [200, 400, 800, 1600]).kind).toBe('unmeasured')
    expect(judge([100, 400], [200, 400]).kind).toBe('unmeasured')
  })

  it.each([1, 2, 3, 4, 5])('is not moved by times that are off by a third, seed %i', (seed) => {
    const rng = new Rng(seed)
    const noisy = (exact: number[]): number[] => exact.map((time) => time * (1 + rng.nextFloat() / 3))
    expect(isGoodGrowth(judge(noisy(loglinear), noisy(linear)))).toBe(true)
    expect(isGoodGrowth(judge(noisy(square), noisy(loglinear)))).toBe(false)
  })
})
