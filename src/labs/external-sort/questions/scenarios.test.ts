import { expect, test } from 'vitest'
import { runLab, type LabRun } from '../test-lab-run.ts'
import { SCENARIOS } from '../scenarios.ts'
import { questionOf } from './question.ts'

const EVERY = 11

/** What is wrong with what is asked along a run: nothing, twice the same answer, no right one, or not the same again. */
function faultsAlong(run: LabRun): string[] {
  const faults: string[] = []
  for (let position = 0; position < run.log.length; position += EVERY) {
    const moment = run.momentAt(position)
    const question = questionOf(moment, run.stateAt, position)
    if (question === undefined) {
      faults.push(`${position}: nothing to ask`)
      continue
    }
    const texts = question.answers.map(({ text }) => text)
    if (new Set(texts).size < texts.length || texts.length < 2) faults.push(`${position}: ${texts.join(' / ')}`)
    if (question.answers[question.right] === undefined) faults.push(`${position}: no right answer`)
    const again = questionOf(moment, run.stateAt, position)
    if (JSON.stringify(again) !== JSON.stringify(question)) faults.push(`${position}: another question`)
  }
  return faults
}

test.each(SCENARIOS)('questions never run out in the scenario $id', ({ params, fork }) => {
  expect(faultsAlong(runLab(params))).toEqual([])
  if (fork !== undefined) expect(faultsAlong(runLab(fork.params ?? params, fork.acts))).toEqual([])
})

test.each([
  { records: 1 },
  { records: 2 },
  { records: 41 },
  { shape: 'given', values: [3, '', 'NaN', 1], records: 4, nulls: 'last' },
  { records: 130, memory: 65, page: 1, fanIn: 64 },
])('nor in small and odd runs: %o', (params) => {
  expect(faultsAlong(runLab(params))).toEqual([])
})
