import { formatCount, formatPlural } from '../../../base/format.ts'
import { DeltaEvent } from '../../../engine/delta/events.ts'
import type { PlanPayload, SnapshotPayload } from '../../../engine/delta/events.ts'
import { latestVersion, replayCost } from '../../../engine/delta/state.ts'
import { numeric, numerics } from '../../../player/question-draft.ts'
import { canRead, cutTold, fileName, filesAt, isQuery } from '../read.ts'
import { countBy, nextBy, soon, type Topic } from './kit.ts'

/** What is read, of the log and of the data, and how much of it. */
export const READING_TOPICS: readonly Topic[] = [
  {
    id: 'first-call',
    label: 'What a driver asks the store first',
    behind: [DeltaEvent.begin],
    make: ({ log, position, event, name, state }) => {
      const next = nextBy(log, position, event.a, [DeltaEvent.readLog])
      if (next === undefined || latestVersion(state) < 0) return undefined
      const hint = { text: 'The hint _last_checkpoint', note: 'it names the newest checkpoint' }
      const list = { text: 'A listing of _delta_log', note: 'which commits are there' }
      const newest = { text: 'The newest commit', note: 'it is the newest state' }
      const data = { text: 'The data files', note: 'they hold the rows' }
      const isList = next.b === 1
      return {
        text: `${name} begins. What does it ask the store for first?`,
        right: isList ? list : hint,
        wrong: [newest, data, isList ? hint : list],
        because: isList
          ? 'No server knows the version: names in the log are listed, and their order is the order of versions.'
          : 'It asks for the hint. Whether that is there or not, a listing follows: the hint may be old, and is never trusted alone.',
        until: next.seq,
      }
    },
  },
  {
    id: 'replayed-commits',
    label: 'How many commits a snapshot replays',
    behind: [DeltaEvent.begin],
    make: ({ log, position, event, name, run }) => {
      const next = nextBy(log, position, event.a, [DeltaEvent.snapshot])
      // These read the log twice: once to find the version, once to replay it.
      if (next === undefined || /\b(TIMESTAMP|RESTORE)\b/i.test(run.text)) return undefined
      const { commits, checkpoint } = log.payload(next.seq) as SnapshotPayload
      return {
        text: `${name} needs version ${next.b}. How many commits will it replay?`,
        right: numeric(commits, 'those behind the nearest checkpoint'),
        wrong: numerics([
          [next.b + 1, 'all of them, 0 included'],
          [1, 'the newest says all'],
          [next.b, 'one for each version'],
          [commits + 1, 'the checkpoint’s own, too'],
        ]),
        because:
          checkpoint === null
            ? `There is no checkpoint at or below ${next.b}, so all ${formatPlural(commits, 'commit')} from 0 on are replayed.`
            : `Checkpoint ${checkpoint} holds what 0 to ${checkpoint} add up to; ${formatPlural(commits, 'commit')} stand behind it.`,
        until: next.seq,
      }
    },
  },
  {
    id: 'replay-without-checkpoint',
    label: 'What a checkpoint saves',
    behind: [DeltaEvent.snapshot],
    make: (scene) => {
      const { event, log, position } = scene
      const { checkpoint, commits } = log.payload(position) as SnapshotPayload
      if (checkpoint === null) return undefined
      return {
        text: `Somebody deletes all checkpoints. How many commits does version ${event.b} take then?`,
        right: numeric(event.b + 1, 'every commit from 0 on'),
        wrong: numerics([
          [commits, 'as many as now'],
          [event.b, 'the number of the version'],
          [0, 'it cannot be read any more'],
        ]),
        because: `A checkpoint says nothing new. Without it the ${event.b + 1} commits 0 to ${event.b} are replayed, and the state is the same.`,
        until: soon(scene),
      }
    },
  },
  {
    id: 'files-to-read',
    label: 'How many files a condition leaves',
    behind: [DeltaEvent.snapshot],
    make: ({ log, position, event, name, run, head }) => {
      const plan = nextBy(log, position, event.a, [DeltaEvent.plan])
      if (plan === undefined || plan.b + plan.c < 2) return undefined
      const { skippedByPartition, skippedByStats } = log.payload(plan.seq) as PlanPayload
      const all = plan.b + plan.c
      return {
        text: `${name} runs ${head} ${conditionOf(run.text)}. How many of the ${all} live files must it read?`,
        right: numeric(plan.b, 'those that may hold such rows'),
        wrong: numerics([
          [all, 'nobody knows where the rows are'],
          [all - skippedByPartition, 'those of its partitions'],
          [plan.b + 1, 'one more, to be sure'],
          [Math.max(0, plan.b - 1), 'one fewer'],
        ]),
        because: `${formatCount(skippedByPartition)} are skipped by partition and ${formatCount(skippedByStats)} by the minimum and maximum in their statistics.`,
        until: plan.seq,
      }
    },
  },
  {
    id: 'skipped-by-partition',
    label: 'What partitioning skips',
    behind: [DeltaEvent.snapshot],
    make: ({ log, position, event, name, run, head, state }) => {
      const plan = nextBy(log, position, event.a, [DeltaEvent.plan])
      if (plan === undefined || (state.metadata?.partitionColumns.length ?? 0) === 0) return undefined
      const { skippedByPartition, skippedByStats } = log.payload(plan.seq) as PlanPayload
      if (skippedByPartition + skippedByStats === 0) return undefined
      return {
        text: `${name} runs ${head} ${conditionOf(run.text)}. How many files does the partition column alone rule out?`,
        right: numeric(skippedByPartition, 'files of other partitions'),
        wrong: numerics([
          [skippedByPartition + skippedByStats, 'all that are skipped'],
          [skippedByStats, 'the others'],
          [0, 'statistics do the work'],
          [plan.b, 'those that stay'],
        ]),
        because: `${formatPlural(skippedByPartition, 'file')} are of other partitions. ${formatCount(skippedByStats)} more go by their statistics.`,
        until: plan.seq,
      }
    },
  },
  {
    id: 'depends-on',
    label: 'What a transaction depends on',
    behind: [DeltaEvent.plan],
    make: (scene) => {
      const { run, name } = scene
      if (run.plan === undefined || isQuery(run) || scene.head === 'OPTIMIZE') return undefined
      // Then rows are compared, by rules that are not public in full.
      if (scene.params.rowLevel) return undefined
      const isWhole = run.plan.filter === 'true'
      const files = { text: 'The files it has to read', note: 'nothing else is of its business' }
      const partitions = {
        text: 'All files of its partitions, those to come too',
        note: 'a new one might hold such rows',
      }
      const table = { text: 'All files of the table, those to come too', note: 'no partition is named' }
      const nothing = { text: 'Nothing, until it commits', note: 'writers are optimistic' }
      return {
        text: `${name} has planned its files. Which commits of others can be a conflict now: those that touch what?`,
        right: isWhole ? table : partitions,
        wrong: [files, isWhole ? partitions : table, nothing],
        because: isWhole
          ? 'The condition names no partition column, so the read predicate is the whole table: open-source Delta compares partitions, not rows.'
          : `The read predicate is ${cutTold(run.plan.filter)}. A file that is added there counts, even if it holds no such row.`,
        until: soon(scene),
      }
    },
  },
  {
    id: 'rows-read',
    label: 'How many rows a file costs',
    behind: [DeltaEvent.plan],
    make: ({ log, position, event, state, name }) => {
      const read = nextBy(log, position, event.a, [DeltaEvent.readData])
      const file = read === undefined ? undefined : state.files.tryGet(read.b)
      if (read === undefined || file?.rows === undefined || file.rows < 2) return undefined
      return {
        text: `${name} reads ${fileName(read.b)}. How many of its rows are in the table and so read?`,
        right: numeric(read.c, 'a file is read whole'),
        wrong: numerics([
          [1, 'only the row that is meant'],
          [file.rows, 'as many as its statistics count'],
          [0, 'the statistics are enough'],
          [read.c + 1, 'one more'],
        ]),
        because: `All ${formatPlural(read.c, 'row')} of ${fileName(read.b)} that no deletion vector marks are read: skipping works on files.`,
        until: read.seq,
      }
    },
  },
  {
    id: 'can-read-version',
    label: 'Which versions can be read',
    behind: [DeltaEvent.begin],
    make: ({ log, position, run, end, name }) => {
      const wanted = /VERSION\s+AS\s+OF\s+(\d+)/i.exec(run.text)?.[1]
      if (wanted === undefined || end === undefined || !isQuery(run)) return undefined
      const { rows, code } = log.payload(end.seq) as { readonly rows?: number; readonly code?: string }
      const fails = rows === undefined
      // A version that never was, or one behind a log that was cleaned, is another matter.
      if (code !== undefined && code.includes('VERSION_NOT_FOUND')) return undefined
      return {
        text: `${name} wants version ${wanted}. What does it get?`,
        right: fails
          ? { text: 'An error: a file is missing', note: 'VACUUM has been here' }
          : { text: `Version ${wanted}`, note: 'log and files are there' },
        wrong: [
          fails
            ? { text: `Version ${wanted}`, note: 'the log has it' }
            : { text: 'An error: a file is missing', note: 'it is old' },
          { text: 'The rows that are left of it', note: 'missing files are skipped' },
          { text: 'The latest version', note: 'old ones are gone' },
        ],
        because: fails
          ? 'The log still tells which files made that version, but not all of them are on disk. Delta refuses rather than leave rows out.'
          : `Its commits and all its files are there, so it is read as it was: ${formatPlural(rows, 'row')}.`,
        until: Math.max(end.seq, position + 1),
      }
    },
  },
  {
    id: 'version-at-time',
    label: 'Which version a time means',
    behind: [DeltaEvent.begin],
    make: ({ log, position, event, run, state, name, head }) => {
      // RESTORE reads the latest version first.
      if (head === 'RESTORE') return undefined
      const time = /TIMESTAMP\s+AS\s+OF\s+'([^']+)'/i.exec(run.text)?.[1]
      const next = nextBy(log, position, event.a, [DeltaEvent.snapshot])
      if (time === undefined || next === undefined) return undefined
      const latest = latestVersion(state)
      return {
        text: `${name} asks for the table AS OF ${time}. Which version is that?`,
        right: numeric(next.b, 'the last that is dated not later'),
        wrong: numerics([
          [latest, 'the latest: it was committed before then'],
          [next.b + 1, 'the first that is dated later'],
          [next.b - 1, 'the one before'],
          [0, 'the first'],
        ]),
        because: `Version ${next.b} is the last one whose commit is dated not later than ${time}. What counts is the date of the file, whatever clock has set it.`,
        until: next.seq,
      }
    },
  },
  {
    id: 'files-of-version',
    label: 'How many files a version has',
    behind: [DeltaEvent.readLog],
    make: ({ log, position, event, state, name }) => {
      const next = nextBy(log, position, event.a, [DeltaEvent.snapshot])
      if (next === undefined || next.b >= latestVersion(state) || !canRead(state, next.b)) return undefined
      const count = filesAt(state, next.b).length
      return {
        text: `${name} reads version ${next.b}. How many live files has it?`,
        right: numeric(count, 'bars that the line meets'),
        wrong: numerics([
          [state.counts.liveFiles, 'as many as now'],
          [state.files.length, 'all that were ever written'],
          [count + 1, 'one more'],
        ]),
        because: `${formatPlural(count, 'file')} were added at or before version ${next.b} and not removed by then. Those removed since are still on disk.`,
        until: next.seq,
      }
    },
  },
  {
    id: 'calls-to-plan',
    label: 'What planning costs',
    behind: [DeltaEvent.begin],
    make: ({ log, position, event, name, state, stateAt }) => {
      const next = nextBy(log, position, event.a, [DeltaEvent.snapshot])
      if (next === undefined || latestVersion(state) < 1) return undefined
      const calls = countBy(log, position, next.seq, event.a, DeltaEvent.readLog)
      const { checkpoint, commits } = replayCost(stateAt(next.seq), next.b)
      return {
        text: `How many calls to the log does ${name} make before it knows version ${next.b}?`,
        right: numeric(calls, 'listing and reading'),
        wrong: numerics([
          [1, 'one listing tells all'],
          [next.b + 1, 'one for each commit'],
          [calls + 2, 'two more'],
          [Math.max(1, calls - 2), 'two fewer'],
        ]),
        because: `It looks for the hint and lists the log, then reads ${checkpoint === undefined ? '' : `checkpoint ${checkpoint} and `}${formatPlural(commits, 'commit')}: ${calls} calls in all.`,
        until: next.seq,
      }
    },
  },
]

/** "WHERE region = 'EU'" of a statement; "on the whole table" without a condition. */
function conditionOf(text: string): string {
  const where = /\bWHERE\b[\s\S]*$/i.exec(text)?.[0].replaceAll(/\s+/g, ' ').trim()
  return where ?? 'on the whole table'
}
