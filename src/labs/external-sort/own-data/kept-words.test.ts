import { expect, it } from 'vitest'
import { historyOf } from '../history.ts'
import { runLab, runPaged } from '../test-lab-run.ts'
import { describeKeptNow } from './kept-words.ts'

const FILL = { formation: 'fill-sort-spill' }
const SELECT = { formation: 'replacement-selection' }

it('tells of each stage of a sort what is kept of it when it is ended there', () => {
  const { log } = runLab({ records: 216, memory: 24, page: 2, fanIn: 9 })
  const { formed, merges } = historyOf(log)
  const sealed = (formed[0]?.seq ?? 0) + 1
  const merging = (merges[0]?.seq ?? 0) + 1
  expect(describeKeptNow(log.prefix(0), FILL, false)).toBe('No run is finished: the sort would begin again.')
  expect(describeKeptNow(log.prefix(sealed), FILL, false)).toBe('Its finished runs are kept, and can be gone on with.')
  for (const params of [FILL, SELECT]) {
    expect(describeKeptNow(log.prefix(merging), params, false)).toMatch(/^All its runs are made: they are kept/)
    expect(describeKeptNow(log, params, false)).toMatch(
      /^The sorted file is written .* can be checked to its end later/,
    )
  }
  expect(describeKeptNow(log.prefix(0), FILL, true)).toMatch(/^The finished runs that it goes on with are kept/)
})

it('a sort by replacement selection can be gone on with from its last run on, not from one before', () => {
  const { log } = runPaged({ formation: 'replacement-selection' })
  const { formed } = historyOf(log)
  expect(formed.length).toBeGreaterThan(2)
  const told = formed.map(({ seq }) => describeKeptNow(log.prefix(seq), SELECT, false))
  const soFar = 'It can be gone on with once all its runs are made, which they are not yet: the sort would begin again.'
  expect(told.slice(0, -1)).toEqual(formed.slice(1).map(() => soFar))
  expect(told.at(-1)).toBe('Its finished runs are kept, and can be gone on with.')
})

it('speaks of no run where a sort makes none', () => {
  const { log } = runLab({ records: 20, memory: 24, page: 2 })
  expect(historyOf(log).formed).toEqual([])
  expect(describeKeptNow(log.prefix(log.length - 1), FILL, false)).toBe(
    'It sorts in memory, without a run: the sort would begin again.',
  )
})
