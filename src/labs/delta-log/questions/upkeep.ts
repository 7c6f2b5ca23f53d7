import { formatCount, formatPlural } from '../../../base/format.ts'
import { DeltaEvent, Search } from '../../../engine/delta/events.ts'
import type { VacuumPayload } from '../../../engine/delta/events.ts'
import { latestVersion, replayCost } from '../../../engine/delta/state.ts'
import type { StatementRun } from '../../../engine/delta/state.ts'
import { numeric, numerics } from '../../../player/question-draft.ts'
import { hoursText } from '../outcome.ts'
import { canRead, fileName, readableText, statusOf } from '../read.ts'
import { countBy, nextBy, soon, type Topic } from './kit.ts'

/** OPTIMIZE, VACUUM, RESTORE, checkpoints: what they touch and what not. */
export const UPKEEP_TOPICS: readonly Topic[] = [
  {
    id: 'optimize-rows',
    label: 'What OPTIMIZE changes',
    behind: [DeltaEvent.begin, DeltaEvent.plan],
    make: (scene) => {
      const { head, log, position, event, state } = scene
      const won = nextBy(log, position, event.a, [DeltaEvent.commit])
      if (head !== 'OPTIMIZE' || won === undefined) return undefined
      return {
        text: 'How many rows does this OPTIMIZE change?',
        right: numeric(0, 'the rows are the same, in other files'),
        wrong: numerics([
          [state.counts.liveRows, 'all that it rewrites'],
          [state.counts.liveFiles, 'one for each file'],
        ]),
        because:
          'All its actions have dataChange = false: the rows are the same, so streams that follow the table ignore it.',
        until: won.seq,
      }
    },
  },
  {
    id: 'optimize-files',
    label: 'How many files OPTIMIZE makes',
    behind: [DeltaEvent.plan],
    make: ({ head, log, position, event, state, run, end }) => {
      if (head !== 'OPTIMIZE' || end === undefined || run.plan === undefined) return undefined
      const made = countBy(log, position, end.seq, event.a, DeltaEvent.writeData)
      if (made === 0) return undefined
      const partitions = run.plan.partitions.length
      return {
        text: `OPTIMIZE has ${formatPlural(run.plan.files.length, 'file')} of ${formatPlural(partitions, 'partition')} before it. How many will it write?`,
        right: numeric(made, 'by size and by partition'),
        wrong: numerics([
          [1, 'one: the table is small'],
          [partitions, 'one for each partition'],
          [run.plan.files.length, 'as many as before'],
          [state.files.length, 'one for each that was ever written'],
        ]),
        because: `It wrote ${made}: files of different partitions never share one, and none grows over the target size.`,
        until: end.seq,
      }
    },
  },
  {
    id: 'restore-writes',
    label: 'What RESTORE writes',
    behind: [DeltaEvent.begin],
    make: ({ head, log, position, event, end }) => {
      const won = nextBy(log, position, event.a, [DeltaEvent.commit])
      if (head !== 'RESTORE' || won === undefined || end === undefined) return undefined
      const made = countBy(log, position, end.seq, event.a, DeltaEvent.writeData)
      const adds = countBy(log, position, end.seq, event.a, DeltaEvent.add)
      return {
        text: 'How many data files will RESTORE write?',
        right: numeric(made, 'the old files are still there'),
        wrong: numerics([
          [adds, 'those of the old version'],
          [1, 'one with all rows'],
        ]),
        because: `RESTORE is a commit like any other: it adds ${formatPlural(adds, 'old file')} again, which are on disk, and removes what came since.`,
        until: end.seq,
      }
    },
  },
  {
    id: 'restore-history',
    label: 'What RESTORE does to the history',
    behind: [DeltaEvent.begin],
    make: ({ head, log, position, event, state }) => {
      const won = nextBy(log, position, event.a, [DeltaEvent.commit])
      if (head !== 'RESTORE' || won === undefined) return undefined
      const latest = latestVersion(state)
      const readable = readableText(state, latest)
      return {
        text: `The table is at version ${latest}. At which one behind this RESTORE?`,
        right: numeric(won.b, 'a new commit'),
        wrong: numerics([
          [
            Number(/AS\s+OF\s+(\d+)/i.exec(state.runs.get(state.currentRun[event.a] ?? 0).text)?.[1] ?? 0),
            'the one that is restored',
          ],
          [latest, 'the same: nothing is written'],
          [0, 'a new beginning'],
        ]),
        because: `History is not erased: version ${won.b} has the files of the old one, and the log keeps every version before it${readable === 'all' ? ', all of which can still be read' : `, of which ${readable} can be read`}.`,
        until: won.seq,
      }
    },
  },
  {
    id: 'vacuum-count',
    label: 'How many files VACUUM finds',
    behind: [DeltaEvent.begin, DeltaEvent.snapshot],
    make: ({ head, log, position, event, state, run }) => {
      const plan = nextBy(log, position, event.a, [DeltaEvent.vacuum])
      if (head !== 'VACUUM' || plan === undefined || !isPlainVacuum(run)) return undefined
      const { keptFiles, looseFiles } = state.counts
      const hours = hoursText((log.payload(plan.seq) as VacuumPayload).retentionMs)
      return {
        text: `Removed files are kept for ${hours}. How many objects may VACUUM delete?`,
        right: numeric(plan.c, 'not needed, and old enough'),
        wrong: numerics([
          [keptFiles + looseFiles, 'all that the latest version does not need'],
          [keptFiles, 'all that were removed'],
          [0, 'none is old enough'],
          [state.files.length, 'all but the newest'],
        ]),
        because: `${formatPlural(plan.c, 'object')} that the latest version does not need ${plan.c === 1 ? 'is' : 'are'} older than ${hours}; ${formatPlural(keptFiles, 'removed file')} and ${formatCount(looseFiles)} in no commit are on disk.`,
        until: plan.seq,
      }
    },
  },
  {
    id: 'vacuum-kills',
    label: 'Which versions VACUUM kills',
    behind: [DeltaEvent.vacuum],
    make: ({ log, position, event, state, end, stateAt, run }) => {
      const { files, paths } = log.payload(position) as VacuumPayload
      // Of deletion vectors and changes the text would say nothing.
      if (files.length === 0 || files.length < paths.length || end === undefined || !isPlainVacuum(run))
        return undefined
      const latest = latestVersion(state)
      const after = stateAt(end.seq)
      const dead = Array.from({ length: latest + 1 }, (_, version) => version).filter((v) => !canRead(after, v)).length
      return {
        text: `VACUUM deletes ${files.map(fileName).join(', ')}. How many of the ${latest + 1} versions can then not be read any more?`,
        right: numeric(dead, 'those that need one of these files'),
        wrong: numerics([
          [0, 'the log still has them'],
          [latest, 'all but the latest'],
          [files.length, 'one for each file'],
          [dead + 1, 'one more'],
        ]),
        because: `${formatPlural(dead, 'version')} had one of these files in the table. The log keeps them all, but a version is read only with all its files.`,
        until: Math.max(end.seq, event.seq),
      }
    },
  },
  {
    id: 'orphan-found',
    label: 'What VACUUM does with orphans',
    behind: [DeltaEvent.vacuum],
    make: (scene) => {
      const { state, log, position, run } = scene
      if (!isPlainVacuum(run)) return undefined
      const orphan = [...state.files].find((file) => statusOf(state, file) === 'orphan')
      if (orphan === undefined) return undefined
      const { files } = log.payload(position) as VacuumPayload
      const goes = files.includes(orphan.id)
      const yes = { text: 'Yes', note: 'no version needs it' }
      const no = { text: 'No, not yet', note: 'a writer may still be at work on it' }
      return {
        text: `${fileName(orphan.id)} is in no commit. Does this VACUUM delete it?`,
        right: goes ? yes : no,
        wrong: [goes ? no : yes, { text: 'Never', note: 'VACUUM only knows the log' }],
        because: goes
          ? 'It is older than the retention and no version needs it. FULL lists the folder, so it finds what the log has never heard of.'
          : 'It is younger than the retention: for all that VACUUM knows a writer is about to commit it.',
        until: soon(scene),
      }
    },
  },
  {
    id: 'replay-after-checkpoint',
    label: 'What reading costs behind a checkpoint',
    behind: [DeltaEvent.checkpoint],
    make: (scene) => {
      const { state, event } = scene
      const { commits } = replayCost(state, latestVersion(state))
      return {
        text: `How many commits does a new reader of version ${latestVersion(state)} replay from now on?`,
        right: numeric(commits, 'those behind the checkpoint'),
        wrong: numerics([
          [event.b + 1, 'all that there are'],
          [1, 'the newest'],
          [event.b, 'those before the checkpoint'],
        ]),
        because: `Checkpoint ${event.b} holds what all commits up to it add up to.`,
        until: soon(scene),
      }
    },
  },
  {
    id: 'checkpoint-due',
    label: 'When a checkpoint is written',
    behind: [DeltaEvent.commit],
    make: ({ log, position, event, params, end }) => {
      if (end === undefined || event.b === 0) return undefined
      const next = nextBy(log, position, event.a, [DeltaEvent.checkpoint])
      const isDue = next !== undefined && next.seq < end.seq
      const yes = { text: 'Yes', note: `the interval is ${params.checkpoint}` }
      const no = { text: 'No', note: 'it is not due' }
      return {
        text: `Version ${event.b} is there. Will its writer write a checkpoint now?`,
        right: isDue ? yes : no,
        wrong: [isDue ? no : yes, { text: 'A background service will', note: 'every ten minutes' }],
        because: isDue
          ? `${event.b} is a multiple of ${params.checkpoint}, the interval of this table: whoever commits it writes the checkpoint behind the commit.`
          : `${event.b} is no multiple of ${params.checkpoint}, the interval of this table. No service is needed: writers do it.`,
        until: end.seq,
      }
    },
  },
  {
    id: 'search-verdict',
    label: 'Whether some order does it',
    behind: [DeltaEvent.end],
    make: ({ log, position, state, event }) => {
      const search = log.nth(DeltaEvent.search, 1)
      if (search === undefined || search !== position + 1 || state.search !== undefined) return undefined
      const { c } = log.event(search)
      // Where not all were tried nothing is proven.
      if (c === Search.noneInBound) return undefined
      const what = {
        refused: 'a writer is refused',
        'lost-commit': 'a commit is lost',
        'not-serial': 'rows are as after no serial order',
      }
      const { wanted } = log.payload(search) as { readonly wanted: keyof typeof what }
      const found = { text: 'Yes, one is found', note: 'calls can meet badly' }
      const none = { text: 'No, none of all', note: 'it cannot happen' }
      return {
        text: `All orders of the writers' calls are tried now. Is there one where ${what[wanted]}?`,
        right: c === Search.found ? found : none,
        wrong: [c === Search.found ? none : found],
        because: `${formatPlural(log.event(search).b, 'order')} ${log.event(search).b === 1 ? 'was' : 'were'} run, those aside that differ only in calls that cannot notice each other.`,
        until: Math.max(search, event.seq),
      }
    },
  },
]

/** Of the whole folder, for good, with the retention of the table. */
function isPlainVacuum({ text }: StatementRun): boolean {
  return !/\b(?:LITE|DRY\s+RUN|RETAIN)\b/i.test(text)
}
