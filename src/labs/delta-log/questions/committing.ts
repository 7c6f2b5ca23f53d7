import { formatCount, formatPlural } from '../../../base/format.ts'
import { DeltaEvent } from '../../../engine/delta/events.ts'
import type { CommitPayload } from '../../../engine/delta/events.ts'
import { numeric, numerics } from '../../../player/question-draft.ts'
import { fileName } from '../read.ts'
import { becauseOf } from './decisions.ts'
import { countBy, nextBy, soon, type Topic } from './kit.ts'

/** What is written, when others see it, and who wins. */
export const COMMITTING_TOPICS: readonly Topic[] = [
  {
    id: 'rows-of-new-file',
    label: 'How many rows a rewrite carries',
    behind: [DeltaEvent.readData],
    make: ({ log, position, event, name, head, run }) => {
      const add = nextBy(log, position, event.a, [DeltaEvent.add])
      if (add === undefined || add.c < 0 || event.c < 2 || !['UPDATE', 'DELETE'].includes(head)) return undefined
      // The same file again has got a vector; of several files it is not said which one a new file takes the place of.
      const reads = countBy(log, position, add.seq, event.a, DeltaEvent.readData)
      if (add.b === event.b || reads > 0 || run.filesRead.length > 1) return undefined
      return {
        text: `${name} has read ${formatPlural(event.c, 'row')} of ${fileName(event.b)}. How many rows will the file hold that it writes?`,
        right: numeric(add.c, 'what is left of the file, changed or not'),
        wrong: numerics([
          [1, 'the row that changes'],
          [event.c, 'all of them'],
          [0, 'nothing is written'],
          [Math.max(0, event.c - 1), 'all but the one that changes'],
        ]),
        because: `Copy on write carries every row of the file that stays: ${formatPlural(add.c, 'row')}.`,
        until: add.seq,
      }
    },
  },
  {
    id: 'who-sees-it',
    label: 'Who sees a file that is written',
    behind: [DeltaEvent.writeData],
    make: (scene) => {
      const { event, name } = scene
      if (event.b < 0) return undefined
      return {
        text: `${fileName(event.b)} is on disk. Who sees its rows now?`,
        right: { text: 'Nobody', note: 'no commit names it' },
        wrong: [
          { text: 'Every new reader', note: 'it is in the folder' },
          { text: `Only ${name}`, note: 'it is its own transaction' },
          { text: 'Readers who list the folder', note: 'Parquet is Parquet' },
        ],
        because: `Readers take the files that the log names, and no commit names ${fileName(event.b)} yet. Not even ${name} would read it.`,
        until: soon(scene),
      }
    },
  },
  {
    id: 'dies-after-write',
    label: 'What a death leaves behind',
    behind: [DeltaEvent.writeData],
    make: (scene) => {
      const { event, name } = scene
      if (event.b < 0) return undefined
      return {
        text: `If ${name} dies now, what has to be rolled back?`,
        right: { text: 'Nothing: the file is an orphan', note: 'VACUUM finds it later' },
        wrong: [
          { text: `${fileName(event.b)} is deleted at once`, note: 'the store notices' },
          { text: 'The log is repaired', note: 'a transaction is open' },
          { text: 'The table stays locked', note: 'until it is back' },
        ],
        because: `No commit knows of it, so the table is what it was. ${fileName(event.b)} stays on disk until VACUUM finds that no version needs it and that it is old enough.`,
        until: soon(scene),
      }
    },
  },
  {
    id: 'what-is-removed',
    label: 'What remove does to a file',
    behind: [DeltaEvent.remove],
    make: (scene) => {
      const { event, name } = scene
      return {
        text: `${name} notes that ${fileName(event.b)} is to be removed. When does it leave the disk?`,
        right: { text: 'When VACUUM finds it old enough', note: 'time travel needs it till then' },
        wrong: [
          { text: 'Now', note: 'it says remove' },
          { text: 'With the commit', note: 'it takes effect then' },
          { text: 'With the next checkpoint', note: 'the log forgets it' },
        ],
        because:
          'A remove action is a line in the log. Older versions still read the file, so only VACUUM deletes it, by default 7 days later.',
        until: soon(scene),
      }
    },
  },
  {
    id: 'put-holds',
    label: 'What a commit file holds',
    behind: [DeltaEvent.tryCommit],
    make: (scene) => {
      const { run, name, event } = scene
      const own = run.adds.length + run.removes.length
      if (own === 0) return undefined
      return {
        text: `What does the file hold that ${name} puts as version ${event.b}?`,
        right: { text: `${formatPlural(own, 'file action')}, and who did what`, note: 'only what changes' },
        wrong: [
          { text: 'The list of all live files', note: 'the new state' },
          { text: 'The rows that changed', note: 'like a database log' },
          { text: 'A pointer to the new files', note: 'and nothing of the old' },
        ],
        because: `A commit says what changes: ${formatPlural(run.adds.length, 'add')} and ${formatPlural(run.removes.length, 'remove')}, besides commitInfo, and a txn or metaData action where there is one. The state is the sum of all commits.`,
        until: soon(scene),
      }
    },
  },
  {
    id: 'commit-wins',
    label: 'What comes of a commit',
    behind: [DeltaEvent.tryCommit],
    make: ({ log, position, event, name, end }) => {
      if (event.a === 0 || end === undefined) return undefined
      const won = nextBy(log, position, event.a, [DeltaEvent.commit])
      const now = { text: `It becomes version ${event.b}`, note: 'nobody was faster' }
      const later = { text: 'It becomes a later version', note: 'others were faster, without harm' }
      const refused = { text: 'It is refused', note: 'what came first is in conflict' }
      const right = won === undefined ? refused : won.b === event.b ? now : later
      return {
        text: `${name} puts version ${event.b}. What comes of it?`,
        right,
        wrong: [now, refused, later].filter((answer) => answer !== right),
        because: becauseOf(log, position, won === undefined ? end.seq : won.seq, won === undefined),
        until: won?.seq ?? end.seq,
      }
    },
  },
  {
    id: 'final-version',
    label: 'Which number a commit gets',
    behind: [DeltaEvent.tryCommit],
    make: ({ log, position, event, name, run }) => {
      const won = nextBy(log, position, event.a, [DeltaEvent.commit])
      if (won === undefined || event.a === 0) return undefined
      return {
        text: `${name} read version ${run.readVersion ?? 0}. Which version will its commit be?`,
        right: numeric(won.b, 'the first number that is free for it'),
        wrong: numerics([
          [won.b + 1, 'one later'],
          [event.b, 'the one it asks for now'],
          [event.b + 1, 'the next one'],
          [event.b - 1, 'the one that it read'],
        ]),
        because:
          won.b === event.b
            ? `Nobody takes ${event.b} before it.`
            : `${formatPlural(won.b - event.b, 'version')} came first and had nothing to do with what it read, so the same actions go in as ${won.b}.`,
        until: won.seq,
      }
    },
  },
  {
    id: 'live-files-after',
    label: 'How many files a commit leaves',
    behind: [DeltaEvent.tryCommit],
    make: ({ log, position, event, state, run, stateAt }) => {
      const won = nextBy(log, position, event.a, [DeltaEvent.commit])
      if (won === undefined || run.adds.length + run.removes.length === 0) return undefined
      const now = state.counts.liveFiles
      const after = stateAt(won.seq).counts.liveFiles
      // What others commit in between is not in sight.
      if (after !== now + run.adds.length - run.removes.length) return undefined
      return {
        text: `The table has ${formatPlural(now, 'live file')}. How many behind the commit that is put now?`,
        right: numeric(after, 'what came less what went'),
        wrong: numerics([
          [now + run.adds.length, 'those that are added more'],
          [now, 'as many as before'],
          [now - run.removes.length, 'those that are removed fewer'],
          [after + 1, 'one more'],
        ]),
        because: `${formatPlural(run.adds.length, 'file')} are added and ${formatCount(run.removes.length)} removed.`,
        until: won.seq,
      }
    },
  },
  {
    id: 'folder-shrinks',
    label: 'Whether a commit frees space',
    behind: [DeltaEvent.tryCommit],
    make: (scene) => {
      const { run, head, log, position, event } = scene
      const won = nextBy(log, position, event.a, [DeltaEvent.commit])
      if (won === undefined || run.removes.length === 0) return undefined
      return {
        text: `${head} removes ${formatPlural(run.removes.length, 'file')}. What happens to the size of the folder with this commit?`,
        right: { text: 'It grows', note: 'a commit file more, nothing deleted' },
        wrong: [
          { text: 'It shrinks by the removed files', note: 'they are gone' },
          { text: 'It stays the same', note: 'only the log changes' },
        ],
        because:
          'Removed files stay on disk; the new ones and the commit itself come on top. Space is freed by VACUUM.',
        until: won.seq,
      }
    },
  },
  {
    id: 'reader-in-between',
    label: 'What a reader sees meanwhile',
    behind: [DeltaEvent.commit],
    make: (scene) => {
      const { event, log, position } = scene
      const { adds } = log.payload(position) as CommitPayload
      if (adds.length === 0 || event.b === 0) return undefined
      return {
        text: `A reader began at version ${event.b - 1} and is not done. Does it see what version ${event.b} has changed?`,
        right: { text: 'No, it stays at its version', note: 'its snapshot is fixed' },
        wrong: [
          { text: 'Yes, from the next file on', note: 'the log has changed' },
          { text: 'It fails', note: 'its files were removed' },
          { text: 'It has to wait', note: 'a writer is at work' },
        ],
        because: `Readers work on the files of their snapshot, and those are still on disk. Version ${event.b} is for whoever begins now.`,
        until: soon(scene),
      }
    },
  },
]
