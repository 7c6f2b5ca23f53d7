import { formatPlural } from '../../../base/format.ts'
import { DeltaEvent, Outcome } from '../../../engine/delta/events.ts'
import type { EndPayload } from '../../../engine/delta/events.ts'
import { latestVersion } from '../../../engine/delta/state.ts'
import { numeric, numerics } from '../../../player/question-draft.ts'
import { isQuery } from '../read.ts'
import { nextBy, type Topic } from './kit.ts'

/** What a naive log makes of it; asked of nothing else, as nothing else is asked of it. */
export const NAIVE_TOPICS: readonly Topic[] = [
  {
    id: 'naive-rows',
    label: 'What a naive log reads',
    behind: [DeltaEvent.begin],
    make: ({ log, state, run, end }) => {
      if (end === undefined || !isQuery(run) || end.b !== Outcome.read) return undefined
      const { rows = 0 } = log.payload(end.seq) as EndPayload
      const all = [...state.files].reduce((sum, file) => sum + (file.rows ?? 0), 0)
      return {
        text: `${run.text}. How many rows does the naive log give?`,
        right: numeric(rows, 'what its sets of files come to'),
        wrong: numerics([
          [all, 'all that was ever written'],
          [rows + 1, 'one more'],
          [Math.max(0, rows - 1), 'one less'],
          [rows + 2, 'two more'],
        ]),
        because: `It takes the files that were ever added, less those that were ever removed, at the version that it makes of the question: ${formatPlural(rows, 'row')}.`,
        until: end.seq,
      }
    },
  },
  {
    id: 'naive-number',
    label: 'Which number a naive entry gets',
    behind: [DeltaEvent.tryCommit],
    make: ({ log, position, event, state, name }) => {
      const commit = nextBy(log, position, event.a, [DeltaEvent.commit])
      if (commit === undefined) return undefined
      const newest = latestVersion(state)
      return {
        text: `${name} has made its entry. Which number will it have in the list?`,
        right: numeric(commit.b, 'the counter plus one, as it was when the entry was made'),
        wrong: numerics([
          [commit.b + 1, 'one behind whoever comes first'],
          [newest + 2, 'two behind the newest'],
          [Math.max(0, commit.b - 1), 'the counter itself'],
          [commit.b + 2, 'the next that is free for sure'],
        ]),
        because: `The number was taken with the entry, and is looked at by nobody afterwards: ${commit.b}${commit.c === 2 ? ', which is there twice now' : ''}.`,
        until: commit.seq,
      }
    },
  },
]
