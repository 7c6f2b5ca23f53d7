import { describe, expect, it } from 'vitest'
import { formatBytes } from '../../../base/format.ts'
import { Rng } from '../../../base/rng.ts'
import { captionOf, layoutLog, SORTS } from './log-bars.ts'
import type { LogBar, LogLines } from './table-report.ts'

function barOf(version: number, order: readonly number[], change: Partial<LogBar> = {}): LogBar {
  const counts = SORTS.map((_, sort) => order.filter((own) => own === sort).length)
  const bar = { first: version, last: version, commits: 1, counts, order, sizeBytes: 900 * order.length }
  return { ...bar, checkpoints: 0, damaged: 0, tails: 0, ...change }
}

function linesOf(bars: readonly LogBar[]): LogLines {
  const actions = bars.reduce((sum, { counts }) => sum + counts.reduce((a, b) => a + b, 0), 0)
  return { bars, actions, tails: bars.reduce((sum, { tails }) => sum + tails, 0), firstTail: undefined }
}

describe('picture of a log', () => {
  it('draws every line of a short log in its place', () => {
    const lines = linesOf([barOf(0, [0, 3, 3, 1]), barOf(1, [0, 2, 1], { tails: 3, checkpoints: 1 })])
    const picture = layoutLog(lines, 800)
    expect(picture.isLineByLine).toBe(true)
    expect(picture.bars.map(({ pieces }) => pieces.map(({ sort }) => sort))).toEqual([
      [0, 3, 3, 1],
      [0, 2, 1],
    ])
    expect(picture.ticks.map(({ text }) => text)).toEqual(['1', '2', '3', '4'])
    expect(picture.checkpoints).toHaveLength(1)
    expect(picture.bars[1]?.words).toBe(
      `version 1: 1 commitInfo, 1 add, 1 remove, text behind 3 actions, a checkpoint, ${formatBytes(2700)}`,
    )
    expect(captionOf(lines, 2, picture)).toBe('2 commits, 7 actions; a tick at the end = text after the action')
  })

  it('draws one commit, one that cannot be read, and none', () => {
    expect(layoutLog(linesOf([barOf(0, [0])]), 300).bars).toHaveLength(1)
    expect(layoutLog(linesOf([barOf(3, [], { damaged: 1, order: undefined })]), 300)).toMatchObject({
      isLineByLine: true,
      bars: [{ pieces: [], words: 'version 3: one commit cannot be read, 0 B' }],
    })
    expect(layoutLog(linesOf([]), 300)).toMatchObject({ bars: [], checkpoints: [] })
  })

  for (let seed = 1; seed <= 20; seed++) {
    it(`stays in its frame, and keeps heads and bars apart (seed ${seed})`, () => {
      const rng = new Rng(seed, 'bars')
      const most = rng.nextBelow(2) === 0 ? 8 : 4000
      const bars = Array.from({ length: 1 + rng.nextBelow(120) }, (_, i) => {
        const order = Array.from({ length: 1 + rng.nextBelow(most) }, () => rng.nextBelow(SORTS.length))
        return barOf(i * 1024, order, { order: order.length > 40 ? undefined : order, checkpoints: rng.nextBelow(2) })
      })
      const width = 240 + rng.nextBelow(800)
      const picture = layoutLog(linesOf(bars), width)
      picture.bars.forEach((bar, i) => {
        expect(bar.x + bar.width).toBeLessThanOrEqual(width)
        if (i > 0)
          expect(bar.x).toBeGreaterThanOrEqual((picture.bars[i - 1]?.x ?? 0) + (picture.bars[i - 1]?.width ?? 0))
        const sorts = new Set(bar.pieces.map(({ sort }) => sort))
        expect(sorts.size).toBe(bar.bar.counts.filter((count) => count > 0).length)
        let end = 0
        for (const { y, height } of bar.pieces) {
          expect(y).toBeGreaterThanOrEqual(end - 1e-9)
          end = y + height
        }
        expect(end).toBeLessThanOrEqual(picture.height)
      })
      picture.heads.forEach(({ x, text }, i) => {
        const next = picture.heads[i + 1]
        if (next !== undefined) expect(next.x - x).toBeGreaterThan(text.length * 5)
      })
    })
  }
})
