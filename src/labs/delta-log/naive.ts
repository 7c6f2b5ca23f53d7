import { formatPlural } from '../../base/format.ts'
import { DeltaEvent, Outcome } from '../../engine/delta/events.ts'
import type { CommitPayload, EndPayload, SnapshotPayload, WritePayload } from '../../engine/delta/events.ts'
import type { DeltaState, StatementRun } from '../../engine/delta/state.ts'
import type { TraceEvent } from '../../engine/trace/chunk.ts'
import type { Moment, Story } from '../../player/lab.ts'
import { capital, whoOf } from './phases.ts'
import { fileName, latestVersion } from './read.ts'

/** What is said of the naive log where it is not what is said of Delta's: which of its mistakes is made here, and where. */

type Why = Story['why']

export const NAIVE_LINES: readonly string[] = [
  'write(rows, mode)',
  '  file ← name(counter, second)',
  '  data[file] ← rows',
  '  removed ← mode = overwrite',
  '    ? active(counter) : none',
  '  log.append(counter + 1, …)',
  '  counter ← counter + 1',
  'read(version)',
  '  version ← version or counter',
  '  rows of active(version)',
  'active(version)',
  '  overwrite: forget the added',
  '  all added − all removed',
]

export function naiveLine({ kind, b }: TraceEvent): number {
  switch (kind) {
    case DeltaEvent.begin:
      return 1
    case DeltaEvent.snapshot:
      return 13
    case DeltaEvent.readData:
      return 10
    case DeltaEvent.writeData:
    case DeltaEvent.add:
      return 3
    case DeltaEvent.remove:
      return 5
    case DeltaEvent.tryCommit:
    case DeltaEvent.commit:
      return 6
    case DeltaEvent.end:
      return b === Outcome.committed ? 7 : 0
    default:
      return 0
  }
}

/** One line, undefined where the log makes no difference. */
export function naiveOutcome({ before, log }: Moment<DeltaState>, { kind, b, c, seq }: TraceEvent): string | undefined {
  switch (kind) {
    case DeltaEvent.snapshot: {
      const { commits } = log.payload(seq) as SnapshotPayload
      return `version ${b}, ${commits === 1 ? '1 entry' : `${commits} entries`}: ${formatPlural(c, 'file')}, all added less all removed`
    }
    case DeltaEvent.writeData:
      return before.files.tryGet(b) === undefined
        ? `keeps its rows as ${fileName(b)}`
        : `keeps its rows as ${fileName(b)}, over those of another writer`
    case DeltaEvent.tryCommit:
      return `has made an entry with the number ${b}`
    case DeltaEvent.commit:
      return c === 2 ? `appends a second entry with the number ${b}` : `appends entry ${b}`
    default:
      return undefined
  }
}

export function whyNaive(moment: Moment<DeltaState>, event: TraceEvent, run: StatementRun | undefined): Why {
  const { state, log } = moment
  const name = whoOf(event.a)
  switch (event.kind) {
    case DeltaEvent.begin:
      return {
        title: 'A log as a guide prints it',
        paragraphs: [
          'A list of entries, a dictionary of files and a counter. It looks like Delta’s log and goes wrong in seven ways; the run beside it shows what the real one does.',
        ],
      }
    case DeltaEvent.writeData:
      return whyName(moment, event, log.payload(event.seq) as WritePayload)
    case DeltaEvent.snapshot:
      return whyActive(event, run)
    case DeltaEvent.tryCommit:
      return {
        title: 'The number is taken before anybody looks',
        paragraphs: [
          `${capital(name)} has put counter + 1 into its entry. Between here and the list others may append: nothing holds the number for it.`,
        ],
      }
    case DeltaEvent.commit:
      return whyAppend(moment, event, log.payload(event.seq) as CommitPayload)
    case DeltaEvent.end:
      return whyEnd(event, log.payload(event.seq) as EndPayload, run, latestVersion(state))
    case DeltaEvent.remove:
      return {
        title: 'An entry lists what it knew',
        paragraphs: [
          `${fileName(event.b)} was active when the entry was made. What comes into the table until it is appended is not on its list.`,
        ],
      }
    default:
      return {
        title: 'Rows in a dictionary',
        paragraphs: [
          `There are ${formatPlural(state.files.length, 'file')} by name, without a schema and without statistics.`,
        ],
      }
  }
}

function whyName({ before, state }: Moment<DeltaState>, { a, b }: TraceEvent, { path }: WritePayload): Why {
  const other = before.files.tryGet(b)
  if (other === undefined) {
    return {
      title: 'The name is counter and second',
      paragraphs: [
        `${path}: whoever begins at the same version in the same second gets the same name. Delta’s writers put a UUID into it, and a file is never written twice.`,
      ],
    }
  }
  const rows = state.files.get(b).rows ?? 0
  return {
    title: 'Two writers, one name',
    paragraphs: [
      `${capital(whoOf(other.actor ?? 0))} has kept ${formatPlural(other.rows ?? 0, 'row')} as ${path}, in this very second and from the same version. ${capital(whoOf(a))} now puts ${formatPlural(rows, 'row')} over them.`,
      'With a UUID in the name this cannot happen; a finer clock would only make it rarer.',
    ],
  }
}

function whyActive({ b, c }: TraceEvent, run: StatementRun | undefined): Why {
  const asked = /VERSION\s+AS\s+OF\s+(\d+)/i.exec(run?.text ?? '')?.[1]
  if (asked === '0' && b !== 0) {
    return {
      title: 'Version 0 is “no version”',
      paragraphs: [
        `“version or counter” takes 0 for nothing and reads ${b}. Asking whether a version was given is another thing than asking whether it is zero.`,
      ],
    }
  }
  if (asked !== undefined && Number(asked) > b) {
    return {
      title: `${asked} is not looked up`,
      paragraphs: [
        `Every entry up to ${asked} is replayed, and the list ends at ${b}. That there is no version ${asked} is noticed by nobody.`,
      ],
    }
  }
  return {
    title: `Version ${b} is ${formatPlural(c, 'file')}, by sets`,
    paragraphs: [
      'All files ever added, less all ever removed. A file that was removed once can never come back, whatever a later entry says.',
      'An overwrite forgets what was added before it, listed or not. Delta’s rule: for each path the newest action counts, and nothing else.',
    ],
  }
}

function whyAppend({ state }: Moment<DeltaState>, event: TraceEvent, { adds, removes, text }: CommitPayload): Why {
  const { operation, mode, filesAdded, filesRemoved } = JSON.parse(text) as {
    readonly operation: string
    readonly mode: string
    readonly filesAdded: readonly string[]
    readonly filesRemoved: readonly string[]
  }
  const said = `The entry adds ${formatPlural(filesAdded.length, 'file')} and removes ${filesRemoved.length}; read by sets ${adds.length === 1 ? '1 comes' : `${adds.length} come`} and ${removes.length === 1 ? '1 goes' : `${removes.length} go`}.`
  if (operation === 'RESTORE' && adds.length < filesAdded.length) {
    return {
      title: 'A file that never comes back',
      paragraphs: [
        `${said} What RESTORE adds again had been removed before, and removed it stays.`,
        'Delta replays action by action: add after remove is live.',
      ],
    }
  }
  if (operation === 'OPTIMIZE' && removes.length < filesRemoved.length) {
    return {
      title: 'Rows come back from the dead',
      paragraphs: [
        `${said} The files it has merged were replaced meanwhile by an overwrite; their rows are in the table again, now in ${adds.map(fileName).join(', ')}.`,
        'Delta’s OPTIMIZE is refused here: files that it had read are gone.',
      ],
    }
  }
  if (mode === 'overwrite' && removes.length > filesRemoved.length) {
    return {
      title: 'More is gone than the entry removes',
      paragraphs: [
        `${said} An append came in after the entry was made, and reading an overwrite forgets it as well.`,
        'With Delta only what a commit names disappears, and an overwrite that has read the whole table is refused when an append came first.',
      ],
    }
  }
  if (event.c === 2) {
    const other = state.lostCommits.at(-1)
    return {
      title: `Number ${event.b}, twice`,
      paragraphs: [
        `${capital(whoOf(other?.actor ?? 0))} has appended entry ${event.b} already. Nobody checks, both are told that all is well, and the counter is one ahead of the numbers. ${said}`,
        'In Delta the number is the name of a file that can be put only once; the second writer would read the first one’s commit and try the next number.',
      ],
    }
  }
  return { title: `Entry ${event.b} is in the list`, paragraphs: [said] }
}

function whyEnd(
  { b, c }: TraceEvent,
  { message, rows }: EndPayload,
  run: StatementRun | undefined,
  newest: number,
): Why {
  if (b === Outcome.failed) return { title: 'Not in the naive log', paragraphs: [message] }
  if (b !== Outcome.read) return { title: message, paragraphs: ['Nobody was asked whether it fits what others did.'] }
  const asked = /VERSION\s+AS\s+OF\s+(\d+)/i.exec(run?.text ?? '')?.[1]
  const read = `It gives ${formatPlural(rows ?? 0, 'row')}.`
  return {
    title: `It has read what it takes for version ${c}`,
    paragraphs: [
      read,
      asked === undefined || Number(asked) <= newest
        ? 'No error, and no way to see that something is missing, or too much.'
        : 'A version that does not exist is no error here: the newest is read in its place. Delta says DELTA_VERSION_NOT_FOUND and which versions there are.',
    ],
  }
}
