import type { Value } from '../../base/value.ts'
import type { CodeTask, Expected, Language } from '../types.ts'
import { isSameValue } from './is-same-value.ts'
import type { CaseRun } from './run-cases.ts'

/** True when a case came to what is expected of it. */
export function isRightRun(
  task: Pick<CodeTask, 'isSame'>,
  args: readonly Value[],
  expected: Expected,
  run: CaseRun,
  language: Language,
): boolean {
  if (run.kind === 'threw') return 'throws' in expected && run.error.name === expected.throws[language]
  if (run.kind !== 'returned' || !('value' in expected)) return false
  return task.isSame === undefined
    ? isSameValue(run.value, expected.value)
    : task.isSame(run.value, expected.value, args)
}

/**
 * True when two programs did the same to a case: gave the same value, or both threw something, or ended by the same kind
 * of fault. The names of what two languages throw are not compared.
 */
export function isSameRun(a: CaseRun, b: CaseRun): boolean {
  if (a.kind === 'returned') return b.kind === 'returned' && isSameValue(a.value, b.value)
  if (a.kind === 'threw') return b.kind === 'threw'
  return a.kind === 'ended' && b.kind === 'ended' && a.fault.kind === b.fault.kind
}
