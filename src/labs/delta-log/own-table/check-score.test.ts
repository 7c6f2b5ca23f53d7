import { describe, expect, it } from 'vitest'
import { CHECK_LANES, CheckScoreBuilder } from '../../../engine/operations/check-score.ts'
import { describeScore, LANES, layoutScore } from './check-score.ts'

function scoreOf(files: number, missing: number, lines: number) {
  const score = new CheckScoreBuilder()
  score.begin('data files')
  score.add('file', files)
  score.add('missing', missing)
  score.begin('the log')
  score.add('line', lines)
  score.begin('checks')
  score.add('passed', 6)
  score.add('failed')
  return score.finish()
}

describe('the score of what was checked', () => {
  it('has a word for each lane of the check, in its order', () => {
    const told = CHECK_LANES.map((lane) => {
      const score = new CheckScoreBuilder()
      score.add(lane)
      return `${lane}: ${describeScore(score.finish())}`
    })
    expect(told).toEqual([
      'line: 1 step: 1 line read',
      'repaired: 1 step: 1 line repaired',
      'finding: 1 step: 1 finding',
      'file: 1 step: 1 file found',
      'missing: 1 step: 1 file missing',
      'passed: 1 step: 1 check passed',
      'failed: 1 step: 1 check failed',
    ])
    expect(LANES).toHaveLength(CHECK_LANES.length)
  })

  it('has a lane for each sort that there is, and marks from left to right in their order', () => {
    const { lanes, left, right, parts } = layoutScore(scoreOf(2, 1, 4), 600)
    expect(lanes.map(({ word, count }) => `${word} ${count}`)).toEqual([
      'line read 4',
      'file found 2',
      'file missing 1',
      'check passed 6',
      'check failed 1',
    ])
    const marks = lanes.flatMap(({ word, ticks }) => ticks.map(({ x, width }) => ({ word, x, end: x + width })))
    for (const { x, end } of marks) expect(x >= left && end <= right).toBe(true)
    const order = marks.toSorted((a, b) => a.x - b.x).map(({ word }) => word.split(' ')[1])
    expect(order.join(' ')).toBe(
      'found found missing read read read read passed passed passed passed passed passed failed',
    )
    expect(parts.map(({ text }) => text)).toEqual(['data files', 'the log', 'checks'])
  })

  it('of a long check keeps marks that are seen, and no name over another', () => {
    const { lanes, right, parts } = layoutScore(scoreOf(300_000, 0, 90_000), 480)
    for (const { ticks } of lanes) for (const { width } of ticks) expect(width).toBeGreaterThanOrEqual(1)
    expect(Math.max(...lanes.flatMap(({ ticks }) => ticks.map(({ x, width }) => x + width)))).toBeLessThan(right + 2)
    expect(parts.map(({ text }) => text)).toEqual(['data files', 'the log', undefined])
  })

  it('has round numbers above it, and names long parts before short ones', () => {
    const { axis, parts, right } = layoutScore(scoreOf(1, 0, 32), 640)
    expect(axis.map(({ text }) => text)).toEqual(['0', '10', '20', '30'])
    expect(parts.map(({ text }) => text)).toEqual([undefined, 'the log', 'checks'])
    const long = layoutScore(scoreOf(300_000, 0, 90_000), 640)
    expect(long.axis.map(({ text }) => text)).toEqual(['0', '100,000', '200,000', '300,000'])
    for (const { x } of [...axis, ...long.axis]) expect(x).toBeLessThan(right)
    expect(layoutScore(scoreOf(1, 0, 0), 200).axis.map(({ text }) => text)).toContain('0')
  })

  it('says the same in words', () => {
    expect(describeScore(scoreOf(2, 1, 4))).toBe(
      '14 steps: 4 lines read, 2 files found, 1 file missing, 6 checks passed, 1 check failed',
    )
  })
})
