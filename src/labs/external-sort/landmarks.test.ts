import { expect, test } from 'vitest'
import { SortEvent } from '../../engine/sort/events.ts'
import { landmarksOf } from './landmarks.ts'
import { runLab } from './test-lab-run.ts'

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
