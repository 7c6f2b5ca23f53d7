import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { ProgressHistory } from '../progress/history.ts'
import type { Progress } from '../progress/progress.ts'
import type { ProgressRecord } from '../progress/record.ts'

/** The learner's whole log; undefined while it is read. `failed` where it cannot be: why, the notice says. */
export function useHistory(progress: Progress): {
  readonly history: ProgressHistory | undefined
  readonly failed: boolean
} {
  const history = useSyncExternalStore(progress.subscribe, () => progress.history)
  const [failed, setFailed] = useState(false)
  useEffect(() => void progress.loadHistory().catch(() => setFailed(true)), [progress])
  return { history, failed }
}

const NONE: readonly ProgressRecord[] = []

/** Every record, those on their way into the store behind the others; none while the log is read. */
export function useRecords(progress: Progress, history: ProgressHistory | undefined): readonly ProgressRecord[] {
  const pending = useSyncExternalStore(progress.subscribe, () => progress.pending)
  const stored = history?.records ?? NONE
  return useMemo(() => (pending.length === 0 ? stored : [...stored, ...pending]), [stored, pending])
}
