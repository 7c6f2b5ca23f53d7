import { useEffect, useState } from 'react'
import { formatBytes, formatDuration } from '../../../base/format.ts'
import { RateMeter } from '../../../player/bench/words.ts'
import type { Branch } from '../../../player/branch.ts'
import type { Session } from '../../../player/session.ts'

const REFRESH_MS = 250
/** No estimate before this. */
const QUIET_MS = 3000

/** How far a branch's run is, while it is written: "3.1 MB of 15.0 MB moved; 12.4 MB/s, about 2 s left". */
export function useProgressWords(session: Session, branch: Branch): string {
  const [words, setWords] = useState('')
  useEffect(() => {
    const meter = new RateMeter()
    const look = (): void => {
      const now = session.core.ports.now()
      if (branch.end.type !== 'writing') return
      meter.note(now, branch.end.done)
      setWords(progressWords(branch.end, now - branch.startedAt, meter.rate))
    }
    look()
    const timer = setInterval(look, REFRESH_MS)
    return () => clearInterval(timer)
  }, [session, branch])
  return words
}

/** `rate` in bytes a millisecond, over the last two seconds. */
export function progressWords(
  { done, total }: { readonly done: number; readonly total: number },
  elapsedMs: number,
  rate: number | undefined,
): string {
  if (total === 0) return 'opening'
  const much = `${formatBytes(done)} of ${formatBytes(total)} moved`
  if (rate === undefined || rate <= 0) return much
  const speed = `${formatBytes(rate * 1000)}/s`
  if (elapsedMs < QUIET_MS) return `${much}; ${speed}`
  return `${much}; ${speed}, about ${formatDuration(Math.max(1, (total - done) / rate / 1000))} left`
}
