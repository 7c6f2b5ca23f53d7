// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { AttemptMoment } from './attempts.ts'
import { useShownResult } from './use-shown-result.ts'

const work = { texts: new Map([['sql', 'SELECT 1']]), hints: [] }
const moments: readonly AttemptMoment[] = [
  { record: 'r0', kind: 'start', seconds: 0, work: { texts: new Map(), hints: [] } },
  { record: 'r1', kind: 'edit', seconds: 1, work },
  { record: 'r2', kind: 'run', seconds: 2, work, passed: 1, total: 2, result: 'found' },
  { record: 'r3', kind: 'submit', seconds: 3, work, passed: 1, total: 2 },
]

function shown(at: number, isDone: boolean, restore = (text: string): string | undefined => `${text} again`) {
  const place = { moments, at, field: 'sql', starter: '', isOf: () => true, isDone }
  const { result } = renderHook(() => useShownResult({ verdict: undefined, judged: undefined }, place, restore))
  const { verdict, lost } = result.current
  return [verdict, lost?.label]
}

it('has what the log has of a run, where it can be read', () => {
  expect(shown(2, false)).toEqual(['found again', undefined])
  expect(shown(2, false, () => undefined)).toEqual([undefined, 'run 1'])
})

it('what was handed in has no result of a run before it', () => {
  expect(shown(3, true)).toEqual([undefined, undefined])
})
