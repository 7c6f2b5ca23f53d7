import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { fitExponent, isGoodGrowth, judgeGrowth, weighGrowth } from './growth.ts'

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
    const fit = fitExponent(SIZES, times(time))
    expect(fit?.exponent).toBeCloseTo(exponent, 9)
    expect(fit?.error).toBeCloseTo(0, 6)
  })

  it('needs two points', () => {
    expect(fitExponent(SIZES, [1])).toBeUndefined()
    expect(fitExponent(SIZES, [1, 2])?.exponent).toBeCloseTo(1, 9)
  })

  it('tells how far times are from a line', () => {
    expect(fitExponent(SIZES, [10, 60, 20, 90])?.error).toBeGreaterThan(0.4)
    expect(fitExponent(SIZES, [10, 21, 39, 82])?.error).toBeLessThan(0.1)
  })
})

describe('judging growth', () => {
  const judge = (learner: number[], reference: number[]) =>
    judgeGrowth('O(n log n)', { sizes: SIZES, learner, reference, overhead: [] }, 2_000)

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
    const square = { sizes, learner: [28, 112, 450, 1_800], reference: [0.02, 0.1, 0.4, 5.3], overhead: [] }
    expect(judgeGrowth('O(n)', square, 2_000).kind).toBe('slow')
    const line = { sizes, learner: [200, 410, 800, 1_700], reference: [0.02, 0.1, 0.4, 5.3], overhead: [] }
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
    expect(judge([], linear).kind).toBe('slow')
    expect(judge([100, 400], [200, 400, 800, 1600]).kind).toBe('unmeasured')
    expect(judge([100, 400], [200, 400]).kind).toBe('unmeasured')
  })

  it('takes a program that is slower by a constant and was stopped, and not one that grows and was', () => {
    const line = linear.map((time) => 20 * time)
    expect(judge([250, 500, 1_000], line).kind).toBe('unmeasured')
    expect(judge([110, 440, 1_760], line).kind).toBe('slow')
  })

  it.each([1, 2, 3, 4, 5])('is not moved by times that are off by a third, seed %i', (seed) => {
    const rng = new Rng(seed)
    const noisy = (exact: number[]): number[] => exact.map((time) => time * (1 + rng.nextFloat() / 3))
    expect(isGoodGrowth(judge(noisy(loglinear), noisy(linear)))).toBe(true)
    expect(isGoodGrowth(judge(noisy(square), noisy(loglinear)))).toBe(false)
  })

  // What was measured of `sum` over slices beside a tree of sums, in Python: most of both is calls and answers.
  const overhead = [20, 40, 80, 160]
  const over = (net: readonly number[]): number[] => net.map((time, i) => time + (overhead[i] ?? 0))
  const judgeOver = (learner: readonly number[], reference: readonly number[]) =>
    judgeGrowth('O(log n)', { sizes: SIZES, overhead, learner: over(learner), reference: over(reference) }, 2_000)

  it('takes calls and answers off both, which hide a square', () => {
    const [learner, reference] = [
      [12, 45, 170, 680],
      [7, 15, 32, 70],
    ]
    expect(judge(over(learner), over(reference)).kind).toBe('good')
    const { kind, words } = judgeOver(learner, reference)
    expect(kind).toBe('slow')
    expect(words).toContain('yours took 680 ms, the reference less than 80 ms (160 ms for calls and answers')
  })

  it.each([
    ['fall', [60, 130, 100, 90]],
    ['jump', [15, 500, 90, 900]],
    ['are short beside what is taken off', [1, 3, 5, 9]],
  ])('names no power of n where the times of the reference %s', (_, reference) => {
    const verdict = judgeOver([50, 100, 200, 400], reference)
    expect(verdict.referenceExponent).toBeUndefined()
    expect(verdict.words).toContain('that of the reference is too short or too uneven to tell')
    expect(judgeOver(reference, [50, 100, 200, 400]).words).not.toContain('n^')
  })

  it('holds nothing against a program whose times say nothing, and wants them measured again', () => {
    const uneven = [15, 1_700, 90, 900]
    const measured = { sizes: SIZES, overhead, learner: over(uneven), reference: over([7, 15, 32, 70]) }
    expect(weighGrowth(measured, 2_000)).toEqual({ kind: 'unmeasured', isClear: false })
    expect(judgeOver(uneven, [7, 15, 32, 70]).words).toContain('it cannot be told how it grows; it counts as good')
  })

  it('is clear where a program is as quick as the reference and grows like it, and not where it is steeper', () => {
    const weigh = (learner: number[], reference: number[]) =>
      weighGrowth({ sizes: SIZES, learner, reference, overhead: [] }, 2_000)
    expect(weigh(loglinear, loglinear)).toEqual({ kind: 'good', isClear: true })
    expect(
      weigh(
        square.map((time) => time / 30),
        linear,
      ),
    ).toEqual({ kind: 'good', isClear: false })
  })
})
