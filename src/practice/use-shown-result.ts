import { useState } from 'react'
import type { AttemptMoment, Work } from './attempts.ts'
import { editsSince, tryLastRun, type Checkpoint } from './checkpoints.ts'
import type { Judging } from './use-judging.ts'

/** Where in an attempt a result is asked for. */
export interface ResultPlace {
  readonly moments: readonly AttemptMoment[]
  /** Index of the moment that is shown. */
  readonly at: number
  /** The field that is judged, and what it holds before it is written in. */
  readonly field: string
  readonly starter: string
  /** Whether what was run then is what is shown: of two languages each has results of its own. */
  readonly isOf: (work: Work) => boolean
  /** It was handed in: what a run before it found is no result of it. */
  readonly isDone: boolean
}

/** Reads a result that the log has. */
export type Restore<Verdict> = (text: string) => Verdict | undefined

export interface ShownResult<Verdict> {
  readonly verdict: Verdict | undefined
  /** Between what the result is of and what is shown; undefined where the one did not come of the other. */
  readonly edits: number | undefined
  /** The run whose result should be shown, where it is not kept. */
  readonly lost: Checkpoint | undefined
}

/**
 * The result that belongs to what is shown. Now it is the last one, as long as what stands came of what it is of; else, and
 * at an earlier moment, that of the last run whose work it came of. What runs found is kept while the page is open, by the
 * record of the run; the log has how many were right, and what was found where that is short.
 */
export function useShownResult<Verdict>(
  { verdict: last, judged }: Pick<Judging<Verdict>, 'verdict' | 'judged'>,
  { moments, at, field, starter, isOf, isDone }: ResultPlace,
  restore: Restore<Verdict>,
): ShownResult<Verdict> & { readonly keep: (run: string | undefined, verdict: Verdict) => void } {
  const [kept, setKept] = useState<ReadonlyMap<string, Verdict>>(new Map())
  const [restored] = useState(() => new WeakMap<AttemptMoment, { readonly verdict: Verdict | undefined }>())
  const tryRestored = (run: AttemptMoment): Verdict | undefined => {
    const known = restored.get(run) ?? { verdict: run.result === undefined ? undefined : restore(run.result) }
    restored.set(run, known)
    return known.verdict
  }
  const keep = (run: string | undefined, verdict: Verdict): void => {
    if (run !== undefined) setKept((results) => new Map(results).set(run, verdict))
  }
  const editsOf = (text: string) => editsSince(moments, at, { field, starter, text })
  const isNow = at >= moments.length - 1
  const edits = last === undefined || judged === undefined ? undefined : editsOf(judged)
  if (isDone || (isNow && edits !== undefined)) return { keep, verdict: last, edits, lost: undefined }
  const run = tryLastRun(moments, at)
  const ran = run && moments[run.at]?.work
  if (run === undefined || ran === undefined || !isOf(ran)) {
    return { keep, verdict: isNow ? last : undefined, edits, lost: undefined }
  }
  const verdict = kept.get(run.judged.record) ?? tryRestored(run.judged)
  const lost = verdict === undefined ? run : undefined
  return { keep, verdict, edits: editsOf(ran.texts.get(field) ?? starter), lost }
}
