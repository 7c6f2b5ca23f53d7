import { useEffect, useState } from 'react'
import { formatBytes, formatDuration } from '../../../base/format.ts'
import type { Log } from '../../../engine/trace/log.ts'
import { RateMeter } from '../../../player/bench/words.ts'
import type { Branch } from '../../../player/branch.ts'
import type { Session } from '../../../player/session.ts'
import { historyOf } from '../history.ts'

const REFRESH_MS = 250
/** No estimate before this: a worker that has just begun is slow. */
const QUIET_MS = 2000

const LOOKING = 'looking the file over'
const MAKING = 'making runs'
/** What reads the file itself. */
const READING: ReadonlySet<string> = new Set([LOOKING, MAKING])

/** How far a branch's run is, while it is written: "making runs: 3.1 MB of 5.0 MB, 20% of all; 12.4 MB/s, about 2 s left in all". */
export function useProgressWords(session: Session, branch: Branch): string {
  const [words, setWords] = useState('')
  useEffect(() => {
    const meter = new RateMeter()
    const look = (): void => {
      const now = session.core.ports.now()
      if (branch.end.type !== 'writing') return
      meter.note(now, branch.end.done)
      const work = workWords(branch.log)
      const sizeBytes = READING.has(work) ? Number(branch.spec.params['sizeBytes']) : undefined
      const much = progressWords(branch.end, now - branch.startedAt, meter.rate, sizeBytes)
      setWords(branch.end.total === 0 ? much : `${work}: ${much}`)
    }
    look()
    const timer = setInterval(look, REFRESH_MS)
    return () => clearInterval(timer)
  }, [session, branch])
  return words
}

/** What a sort is at, by its log so far. */
export function workWords(log: Log): string {
  if (log.length === 0) return LOOKING
  const { merges, formed, written, doneAt } = historyOf(log)
  if (doneAt !== undefined) return 'reading the output back'
  const last = merges.at(-1)
  if (last !== undefined) return last.pass === 0 ? 'copying the run' : `merge pass ${last.pass}`
  return formed.length === 0 && written > 0 ? 'writing the output' : MAKING
}

/**
 * `rate` in bytes a millisecond, over the last two seconds. What is left is told by the rate since the beginning: a part of
 * a sort may be several times as fast as the next one. `sizeBytes`: of the file, where it is the file that is read; it may
 * be read twice. Of what reads runs or the output a share of the whole sort is told: steps of a merge are not as long.
 */
export function progressWords(
  { done, total }: { readonly done: number; readonly total: number },
  elapsedMs: number,
  rate: number | undefined,
  sizeBytes: number | undefined,
): string {
  if (total === 0) return 'opening'
  const share = `${Math.floor((100 * done) / total)}% of all`
  const much =
    sizeBytes === undefined ? share : `${formatBytes(readOf(done, sizeBytes))} of ${formatBytes(sizeBytes)}, ${share}`
  if (rate === undefined || rate <= 0) return much
  const speed = `${formatBytes(rate * 1000)}/s`
  if (elapsedMs < QUIET_MS) return `${much}; ${speed}`
  return `${much}; ${speed}, about ${formatDuration(Math.max(1, ((total - done) / done) * (elapsedMs / 1000)))} left in all`
}

/** Bytes of the file that are read, the second time where it was read once. */
function readOf(done: number, sizeBytes: number): number {
  return Math.min(done > sizeBytes ? done - sizeBytes : done, sizeBytes)
}
