import { expect, it } from 'vitest'
import { rankAssumptions } from './sensitivity.ts'

it('ranks assumptions by how far they move the answer', () => {
  const inputs = [
    { label: 'backlog', value: 30 },
    { label: 'replay', value: 100 },
    { label: 'ingest', value: 20 },
    { label: 'colour', value: 7 },
  ]
  const compute = ([backlog = 0, replay = 0, ingest = 0]: readonly number[]) => backlog / (replay - ingest)
  const ranked = rankAssumptions({ inputs, compute })
  expect(ranked.map(({ label }) => label)).toEqual(['replay', 'backlog', 'ingest'])
  expect(ranked.map(({ change }) => Number(change.toFixed(3)))).toEqual([-0.111, 0.1, 0.026])
})

it('says nothing of an answer that is nothing', () => {
  expect(rankAssumptions({ inputs: [{ label: 'x', value: 0 }], compute: ([x = 0]) => x })).toEqual([])
})
