import type { Log } from '../../../engine/trace/log.ts'
import { historyOf } from '../history.ts'
import type { Leftover } from './reports.ts'

const BEGINS_AGAIN = 'the sort would begin again'

/** What is kept of a sort that is ended where its log stands now, in a sentence. `isResumed`: it goes on with runs. */
export function describeKeptNow(log: Log, params: Leftover['params'], isResumed: boolean): string {
  const { merges, formed, written, doneAt, isCleanCut } = historyOf(log)
  if (doneAt !== undefined) {
    return 'The sorted file is written and is being read back: it is kept, and can be checked to its end later.'
  }
  if (merges.length > 0) return 'All its runs are made: they are kept, and can be gone on with.'
  // Those that it goes on with are usable, whatever is made behind them.
  if (isResumed) return 'The finished runs that it goes on with are kept, and can be gone on with again.'
  if (formed.length === 0) {
    return written > 0 ? `It sorts in memory, without a run: ${BEGINS_AGAIN}.` : `No run is finished: ${BEGINS_AGAIN}.`
  }
  if (params['formation'] === 'replacement-selection' && !isCleanCut) {
    return `It can be gone on with once all its runs are made, which they are not yet: ${BEGINS_AGAIN}.`
  }
  return 'Its finished runs are kept, and can be gone on with.'
}

/** What must have been done before a sort can be gone on with. */
export function firstPoint({ formation }: Leftover['params']): string {
  return formation === 'replacement-selection' ? 'all its runs were made' : 'its first run was finished'
}
