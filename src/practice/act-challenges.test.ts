import { describe, expect, it } from 'vitest'
import { CHALLENGES } from '../challenges/registry.ts'
import { scorePlay } from '../engine/challenge/act/play.ts'
import { countMistakes, readTries, TRIES_FIELD, writeTries } from './act-tries.ts'
import type { AttemptMoment } from './attempts.ts'

/** What every challenge to be the engine is held to. The machines themselves are walked through beside them. */

const loaded = await Promise.all(CHALLENGES.map(async (entry) => ({ entry, challenge: await entry.load() })))

const plays = loaded.flatMap(({ entry, challenge }) =>
  'act' in challenge ? [{ id: entry.id, kind: entry.kind, play: challenge.act }] : [],
)

it('there are some', () => {
  expect(plays.length).toBeGreaterThanOrEqual(4)
})

describe.each(plays)('$id', ({ kind, play }) => {
  /** All moves that are offered after these tries, with what comes of each. */
  const offered = (tries: readonly string[]) =>
    play
      .after(tries)
      .groups.flatMap(({ moves }) => moves.map(({ id }) => ({ id, why: play.after([...tries, id]).tries.at(-1)?.why })))

  /** A way from the start to the end; `pick` chooses among the right steps. */
  const walk = (pick: (steps: readonly string[]) => string): readonly string[] => {
    const tries: string[] = []
    while (!play.after(tries).isDone) {
      tries.push(pick(offered(tries).flatMap(({ id, why }) => (why === undefined ? [id] : []))))
    }
    return tries
  }

  it('is an act of the catalogue, of a length that is no drudgery', () => {
    expect(kind).toBe('act')
    expect(play.length).toBeGreaterThanOrEqual(10)
    expect(play.length).toBeLessThanOrEqual(30)
  })

  it('takes all orders of its steps for right: the first step, the last step, and every second one', () => {
    for (const pick of [
      (steps: readonly string[]) => steps[0] as string,
      (steps: readonly string[]) => steps.at(-1) as string,
      (steps: readonly string[]) => steps[Math.floor(steps.length / 2)] as string,
    ]) {
      const tries = walk(pick)
      expect(tries).toHaveLength(play.length)
      expect(scorePlay(play, play.after(tries).steps, 0)).toBe(100)
    }
  })

  it('goes on after a mistake from where it was, and counts it', () => {
    const tries = walk((steps) => steps[0] as string)
    const wrong = offered([]).find(({ why }) => why !== undefined)?.id as string
    const withMistake = play.after([wrong, ...tries])
    expect(withMistake.isDone).toBe(true)
    expect(withMistake.lanes).toEqual(play.after(tries).lanes)
    expect(scorePlay(play, withMistake.steps, 1)).toBeLessThan(100)
  })

  it('explains at least three mistakes, each in words of its own', () => {
    expect(play.mistakes.length).toBeGreaterThanOrEqual(3)
    expect(new Set(play.mistakes.map(({ why }) => why)).size).toBe(play.mistakes.length)
    for (const { what, why } of play.mistakes) {
      expect(what.length).toBeGreaterThan(10)
      expect(why.length).toBeGreaterThan(25)
    }
  })

  it('shows something in every state, with a name of its own for each row', () => {
    for (const length of [0, 3, 9, play.length]) {
      const { lanes, groups } = play.after(walk((steps) => steps[0] as string).slice(0, length))
      expect(new Set(lanes.map(({ label }) => label)).size).toBe(lanes.length)
      expect(new Set(groups.map(({ label }) => label)).size).toBe(groups.length)
    }
  })

  it('passes over tries that nothing offers', () => {
    expect(play.after(['no such move', '']).tries).toEqual([])
  })

  it('a wrong try counts also when it was gone back before', () => {
    const wrong = offered([]).find(({ why }) => why !== undefined)?.id as string
    const right = offered([]).find(({ why }) => why === undefined)?.id as string
    const momentOf = (kind: AttemptMoment['kind'], tries: readonly string[]): AttemptMoment => ({
      record: tries.join(),
      kind,
      seconds: 0,
      work: { texts: new Map([[TRIES_FIELD, writeTries(tries)]]), hints: [] },
    })
    const moments = [momentOf('edit', [wrong]), momentOf('return', []), momentOf('edit', [right])]
    expect(countMistakes(play, moments)).toBe(1)
    expect(readTries(writeTries([wrong, right]))).toEqual([wrong, right])
    expect(readTries(undefined)).toEqual([])
  })
})
