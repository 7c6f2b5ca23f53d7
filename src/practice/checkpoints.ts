import { formatPlural } from '../base/format.ts'
import type { AttemptMoment } from './attempts.ts'

/** Something of an attempt that was judged, and where the work stands that it was judged on. */
export interface Checkpoint {
  /** "run 2" or "handed in". */
  readonly label: string
  /** Index of the moment whose work was judged. */
  readonly at: number
  /** The record of the run, or of what was handed in. */
  readonly judged: AttemptMoment
}

/** First to last by when they ended. A run stands where its code stood: more may have been typed before it ended. */
export function listCheckpoints(moments: readonly AttemptMoment[]): readonly Checkpoint[] {
  let runs = 0
  return moments.flatMap((judged, i) => {
    if (judged.kind === 'run') return [{ label: `run ${++runs}`, at: judged.ran ?? i, judged }]
    return judged.kind === 'submit' ? [{ label: 'handed in', at: i, judged }] : []
  })
}

/** The moments that the work of the one at `index` came of, first to last: what was given up on the way is left out. */
export function workLine(moments: readonly AttemptMoment[], index: number): readonly number[] {
  const line: number[] = []
  for (let at = index; at >= 0; at = moments[at]?.to ?? moments[at]?.after ?? at - 1) line.push(at)
  return line.reverse()
}

/** The last run whose code the work of a moment came of. */
export function tryLastRun(moments: readonly AttemptMoment[], index: number): Checkpoint | undefined {
  const line = workLine(moments, index)
  const runs = listCheckpoints(moments).filter(({ at, judged }) => judged.kind === 'run' && line.includes(at))
  return runs.reduce<Checkpoint | undefined>((best, run) => (run.at >= (best?.at ?? 0) ? run : best), undefined)
}

/** "run 2 + 3 edits": the last run whose code the work of a moment came of, and what came after it. */
export function equationOf(moments: readonly AttemptMoment[], index: number): string {
  const line = workLine(moments, index)
  const last = tryLastRun(moments, index)
  const edits = line.filter((i) => i > (last?.at ?? -1) && moments[i]?.kind === 'edit').length
  return `${last?.label ?? 'nothing'} + ${formatPlural(edits, 'edit')}`
}

/**
 * How many edits the text of a field at a moment is away from one that it was: 0 where it is that one, undefined where the
 * work did not come of it. A field that was never written holds `starter`.
 */
export function editsSince(
  moments: readonly AttemptMoment[],
  index: number,
  { field, starter, text }: { readonly field: string; readonly starter: string; readonly text: string },
): number | undefined {
  const textAt = (i: number) => moments[i]?.work.texts.get(field) ?? starter
  if (textAt(index) === text) return 0
  const line = workLine(moments, index)
  const from = line.findLastIndex((i) => textAt(i) === text)
  if (from === -1) return undefined
  return line.filter((i, n) => n > from && textAt(i) !== textAt(line[n - 1] ?? -1)).length
}
