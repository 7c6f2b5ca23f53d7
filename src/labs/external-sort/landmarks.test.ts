import { expect, test } from 'vitest'
import type { SortState } from '../../engine/sort/state.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import { landmarksOf } from './landmarks.ts'
import { runLab, variedRuns } from './test-lab-run.ts'

test('a run is empty with the last of its records, sealed with its seal', () => {
  const { log, stateAt } = runLab({})
  const landmarks = landmarksOf(log)
  const empty = landmarks.find(({ text }) => text === 'R6 empty')
  expect(empty).toBeDefined()
  const leftAt = (seq: number) => {
    const input = stateAt(seq).merge?.inputs.find(({ run }) => run === 6)
    return input === undefined ? undefined : input.length - input.cursor
  }
  expect(log.event(empty?.seq ?? 0)).toMatchObject({ kind: SortEvent.emit, a: 6 })
  expect([leftAt((empty?.seq ?? 0) - 1), leftAt(empty?.seq ?? 0)]).toEqual([1, 0])
  expect(landmarks.filter(({ text }) => text.endsWith('sealed'))).toHaveLength(8)
  expect(landmarks.filter(({ text }) => text.endsWith('empty'))).toHaveLength(8)
  expect(landmarks.filter(({ text }) => text.startsWith('merge'))).toHaveLength(1)
})

function recordsLeft(state: SortState, run: number): number | undefined {
  const input = state.merge?.inputs.find((one) => one.run === run)
  return input && input.length - input.cursor
}

test.each([
  ...variedRuns(),
  [
    'two crashes in a merge',
    () =>
      runLab(
        {},
        [2000, 2300].map((at) => ({ at, type: 'crash', value: true })),
      ),
  ] as const,
])('a run is empty where the state says so, and nowhere else: %s', (_name, runOf) => {
  const { log, stateAt } = runOf()
  const empty: string[] = []
  for (let seq = 1; seq <= log.length; seq++) {
    const { kind, a } = log.event(seq)
    if (kind !== SortEvent.emit && kind !== SortEvent.combine) continue
    if (recordsLeft(stateAt(seq - 1), a) === 1) empty.push(`${seq} R${a} empty`)
  }
  const told = landmarksOf(log).filter(({ text }) => text.endsWith('empty'))
  expect(told.map(({ seq, text }) => `${seq} ${text}`)).toEqual(empty)
})
