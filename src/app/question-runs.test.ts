import { expect, it } from 'vitest'
import { LABS } from '../labs/registry.ts'
import type { Act, AnyLab, Params } from '../player/lab.ts'
import { describeOtherRun } from './question-runs.ts'

async function open(id: string): Promise<AnyLab> {
  const lab = await LABS.find((entry) => entry.id === id)?.load()
  await lab?.prepareQuestions?.()
  await lab?.prepareWords?.()
  if (lab === undefined) throw new Error(`no lab ${id}`)
  return lab
}

/** Topics that need another run than the usual one with these changes, and what sets that run apart. */
function neededBy(lab: AnyLab, changes: Params = {}, acts: readonly Act[] = []): ReadonlyMap<string, string> {
  const run = { params: { ...lab.defaults, ...changes }, acts }
  const needs = (lab.topics?.() ?? []).map((topic) => [topic.id, describeOtherRun(lab, topic, run)] as const)
  return new Map(needs.filter((one): one is readonly [string, string] => one[1] !== undefined))
}

it('says of questions about a heap, a radix sort and a crash what they need, and nothing of most', async () => {
  const lab = await open('external-sort')
  const needed = neededBy(lab)
  expect(needed.get('heap-sink')).toBe('replacement selection')
  expect(needed.get('selection-next')).toBe('replacement selection')
  expect(needed.get('radix-passes')).toBe('radix sort')
  expect(needed.get('waiting-after')).toBe('fan-in 8 to 4')
  expect(needed.get('after-crash')).toBe('crash at event 2,000')
  expect(needed.size).toBeLessThan((lab.topics?.() ?? []).length / 2)
})

it('asks them in a run that has it, by a value or by an act', async () => {
  const lab = await open('external-sort')
  const act = { at: 1700, type: 'structure', value: 'binary-heap' }
  const heaps = [neededBy(lab, { structure: 'binary-heap' }), neededBy(lab, {}, [act])]
  for (const needed of heaps) {
    expect(needed.has('heap-sink')).toBe(false)
    expect(needed.has('selection-next')).toBe(true)
  }
  expect(neededBy(lab, {}, [{ at: 90, type: 'crash', value: true }]).has('after-crash')).toBe(false)
  expect(neededBy(lab, { formation: 'replacement-selection' }).has('selection-next')).toBe(false)
})

it.each(LABS.map(({ id }) => id))('needs no other run in any claim of %s that a topic names', async (id) => {
  const lab = await open(id)
  const named = (lab.topics?.() ?? []).filter(({ scenarios = [] }) => scenarios.length > 0)
  expect(named.length).toBeGreaterThan(5)
  const wrong = named.flatMap((topic) =>
    lab.scenarios
      .filter(({ id: scenario }) => topic.scenarios?.includes(scenario))
      .filter(({ params, fork }) => {
        const runs = [
          { params, acts: [] },
          { params: fork?.params ?? params, acts: fork?.acts ?? [] },
        ]
        return runs.every((run) => describeOtherRun(lab, topic, run) !== undefined)
      })
      .map(({ id: scenario }) => `${topic.id} in ${scenario}`),
  )
  expect(wrong).toEqual([])
})
