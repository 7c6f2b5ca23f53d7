import { expect, test } from 'vitest'
import { differencesOf, namesOfSides } from '../../player/bench/compare-differences.ts'
import { pairOf } from '../../player/bench/compare-facts.ts'
import { momentOfScenario, openMoment } from '../../player/share.ts'
import { createLocalEngine } from '../../player/test-engine.ts'
import { lab } from './lab.ts'
import { SCENARIOS } from './scenarios.ts'

const PORTS = {
  engine: createLocalEngine(),
  now: () => 0,
  soon: (work: () => void) => work(),
  idle: (work: () => void) => void setImmediate(work),
}

test('a naive log beside a real one differs in whose log it is, not in what only one sentence speaks of', async () => {
  const scenario = SCENARIOS.find(({ id }) => id === 'naive-writers')
  if (scenario === undefined) throw new Error('there is no such scenario')
  const { session, checked } = openMoment(lab, PORTS, momentOfScenario(lab, scenario))
  await checked
  const [one, other] = session.state.branches
  session.core.set({ current: other?.id ?? '' })
  const pair = pairOf(session, one?.id ?? '')
  expect(differencesOf(lab, pair).map(({ label, left, right }) => [label, left, right])).toEqual([
    ['whose log', 'a Delta log', 'a naive log'],
  ])
  expect(namesOfSides(lab, pair)).toEqual(['a Delta log', 'a naive log'])
})
