import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import type { Action } from '../delta/action-types.ts'
import { parseActions } from '../delta/replay.ts'
import type { CommitSeen } from '../delta/verify-log.ts'
import { LINE_SORTS, LogLinesBuilder } from './log-lines.ts'
import type { LogBar, LogLines } from './log-lines.ts'

const ADD = '{"add":{"path":"a","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true}}'
const REMOVE = '{"remove":{"path":"a","dataChange":true}}'
const INFO = '{"commitInfo":{"operation":"WRITE"}}'
const TXN = '{"txn":{"appId":"x","version":1}}'
const PROTOCOL = '{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}'

function seen(version: number, lines: readonly string[]): CommitSeen {
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`)
  return { version, bytes, actions: [...parseActions(bytes, 'log')] }
}

function linesOf(commits: readonly CommitSeen[], checkpoints: readonly number[] = []): LogLines {
  const builder = new LogLinesBuilder(checkpoints)
  for (const commit of commits) builder.add(commit)
  return builder.finish()
}

describe('lines of a log', () => {
  it('has the actions of a commit in their order, and counts what stands behind them', () => {
    const { bars, actions, tails } = linesOf([seen(0, [INFO, PROTOCOL, `${ADD}x`, `${ADD}x`, REMOVE, TXN])], [0])
    expect(bars).toHaveLength(1)
    expect(bars[0]).toMatchObject({ first: 0, last: 0, commits: 1, checkpoints: 1, damaged: 0, tails: 2 })
    expect(bars[0]?.order?.map((sort) => LINE_SORTS[sort])).toEqual([
      'commitInfo',
      'metaData, protocol',
      'add',
      'add',
      'remove',
      'other',
    ])
    expect([actions, tails]).toEqual([6, 2])
  })

  it('tells where the first text behind an action stands, with the end of its line', () => {
    const { firstTail } = linesOf([seen(3, [INFO, ADD]), seen(4, [INFO, `${ADD}x`, `${REMOVE}x`])])
    expect(firstTail).toEqual({ version: 4, line: 2, column: ADD.length + 1, text: `${ADD.slice(-60)}x` })
    expect(linesOf([seen(3, [INFO, ADD])]).firstTail).toBeUndefined()
  })

  it('does not take the x inside of a text for one behind an action', () => {
    const { tails } = linesOf([seen(0, ['{"commitInfo":{"operation":"}x"}}', '{"txn":{"appId":"}x\\n","version":1}}'])])
    expect(tails).toBe(0)
  })

  it('marks a commit that cannot be read, and a checkpoint whose commit is gone', () => {
    const damaged: CommitSeen = { version: 4, bytes: new Uint8Array(3), actions: undefined }
    const { bars } = linesOf([damaged, seen(5, [INFO])], [2, 5, 9])
    expect(bars.map(({ first, commits, checkpoints, damaged: bad }) => [first, commits, checkpoints, bad])).toEqual([
      [2, 0, 1, 0],
      [4, 1, 0, 1],
      [5, 1, 1, 0],
      [9, 0, 1, 0],
    ])
  })

  for (let seed = 1; seed <= 12; seed++) {
    it(`joins neighbours of a long log without losing any of it (seed ${seed})`, () => {
      const rng = new Rng(seed, 'lines')
      const commits: CommitSeen[] = []
      const checkpoints: number[] = []
      for (let version = rng.nextBelow(50), left = rng.nextBelow(3000); left > 0; left--) {
        const lines = Array.from(
          { length: 1 + rng.nextBelow(5) },
          () => [INFO, ADD, REMOVE, TXN][rng.nextBelow(4)] ?? '',
        )
        commits.push(seen(version, lines))
        if (rng.nextBelow(10) === 0) checkpoints.push(version)
        version += rng.nextBelow(20) === 0 ? 1 + rng.nextBelow(40) : 1
      }
      const { bars, actions } = linesOf(commits, checkpoints)
      expect(bars.length).toBeLessThanOrEqual(120)
      const sum = (of: (bar: LogBar) => number): number => bars.reduce((total, bar) => total + of(bar), 0)
      const every: Action[] = commits.flatMap((commit) => commit.actions ?? [])
      expect(actions).toBe(every.length)
      expect(sum(({ commits: count }) => count)).toBe(commits.length)
      expect(sum((bar) => bar.checkpoints)).toBe(checkpoints.length)
      expect(sum(({ counts }) => counts[1] ?? 0)).toBe(every.filter(({ kind }) => kind === 'add').length)
      expect(sum(({ sizeBytes }) => sizeBytes)).toBe(
        commits.reduce((total, { bytes }) => total + (bytes?.length ?? 0), 0),
      )
      bars.forEach(({ first, last }, i) => {
        expect(last).toBeGreaterThanOrEqual(first)
        if (i > 0) expect(first).toBeGreaterThan(bars[i - 1]?.last ?? -1)
      })
    })
  }
})
