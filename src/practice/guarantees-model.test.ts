import { expect, it } from 'vitest'
import { CHALLENGES } from '../challenges/registry.ts'
import { knownWrongs, readScores, scoreWords } from './guarantees-model.ts'

it('reads scores off the proofs, by challenge', () => {
  const scores = readScores([
    { id: 'mutation cd-01 typescript', result: { killed: 59, mutants: 60 } },
    { id: 'mutation cd-01 python', result: { killed: 60, mutants: 60 } },
    { id: 'escapes python', result: {} },
  ])
  expect([...scores.keys()]).toEqual(['cd-01'])
  expect(scores.get('cd-01')?.map(scoreWords)).toEqual(['59 of 60 (98 %)', '60 of 60 (100 %)'])
})

it('names at least three wrong answers of every challenge', async () => {
  for (const entry of CHALLENGES) {
    const wrongs = knownWrongs(await entry.load())
    expect(wrongs.length, entry.id).toBeGreaterThanOrEqual(3)
    for (const { what } of wrongs) expect(what.length, entry.id).toBeGreaterThan(0)
  }
})
