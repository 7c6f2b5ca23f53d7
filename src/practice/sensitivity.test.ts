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

it('takes of what is counted the next whole number, and says which', () => {
  const asked: (readonly number[])[] = []
  const compute = (values: readonly number[]) => (asked.push(values), values.reduce((sum, each) => sum + each, 0))
  const inputs = [
    { label: 'buffers', value: 5, isWhole: true },
    { label: 'tasks', value: 2, isWhole: true },
    { label: 'pages', value: 108, isWhole: true },
    { label: 'hours', value: 5 },
  ]
  const ranked = rankAssumptions({ inputs, compute })
  expect(ranked.map(({ label, value, next }) => [label, value, next])).toEqual([
    ['pages', 108, 119],
    ['buffers', 5, 6],
    ['tasks', 2, 3],
    ['hours', 5, 5.5],
  ])
  expect(asked.slice(1).map((values) => values.slice(0, 3).every(Number.isInteger))).toEqual([true, true, true, true])
})
