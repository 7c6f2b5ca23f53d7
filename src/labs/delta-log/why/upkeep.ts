import { formatPlural } from '../../../base/format.ts'
import { ISOLATION_LEVELS, Search } from '../../../engine/delta/events.ts'
import type { DeletePayload, VacuumPayload } from '../../../engine/delta/events.ts'
import { latestVersion } from '../../../engine/delta/state.ts'
import type { DeltaState, StatementRun } from '../../../engine/delta/state.ts'
import type { TraceEvent } from '../../../engine/trace/chunk.ts'
import type { Moment, Params, Story } from '../../../player/lab.ts'
import { hoursText, timeText } from '../outcome.ts'
import { readDeltaParams } from '../params.ts'
import { capital, whoOf } from '../phases.ts'
import { fileName, readableText, statusOf } from '../read.ts'

type Why = Story['why']

export function whyVacuum({ state, log }: Moment<DeltaState>, event: TraceEvent): Why {
  const { files, paths, isDryRun, retentionMs } = log.payload(event.seq) as VacuumPayload
  const orphans = files.filter((id) => statusOf(state, state.files.get(id)) === 'orphan')
  const marked =
    orphans.length === 0 ? '' : `; ${formatPlural(orphans.length, 'of them is an orphan', 'of them are orphans')}`
  const may = isDryRun ? 'could go' : 'may go'
  return {
    title: event.c === 0 ? 'Nothing is old enough to go' : `${formatPlural(event.c, 'object')} ${may}`,
    paragraphs: [
      `A file goes when the latest version does not need it, and when it was removed, or written and never committed, more than ${hoursText(retentionMs)} ago.${event.c === 0 ? '' : ` That holds for ${objectsText(files, paths)}${marked}.`}`,
      isDryRun
        ? 'This is a dry run: it only says so, and deletes nothing.'
        : 'Files younger than that may belong to a writer still at work, or to a reader of an older version.',
    ],
  }
}

/** "f1, f4, 2 deletion vectors and 1 file of changes": what VACUUM has found. */
function objectsText(files: readonly number[], paths: readonly string[]): string {
  const vectors = paths.filter(isVector).length
  const changes = paths.filter(isChange).length
  const unknown = paths.length - files.length - vectors - changes
  const parts = [
    ...files.slice(0, MOST_NAMED).map(fileName),
    ...(files.length > MOST_NAMED ? [formatPlural(files.length - MOST_NAMED, 'more file')] : []),
    ...(vectors > 0 ? [formatPlural(vectors, 'deletion vector')] : []),
    ...(changes > 0 ? [formatPlural(changes, 'file of changes', 'files of changes')] : []),
    ...(unknown > 0 ? [formatPlural(unknown, 'object that no commit names', 'objects that no commit names')] : []),
  ]
  const [last = '', ...others] = parts.reverse()
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`
}

const MOST_NAMED = 6

function isVector(path: string): boolean {
  return path.endsWith('.bin')
}

function isChange(path: string): boolean {
  return path.startsWith('_change_data/')
}

/** VacuumCommand.scala, shouldLogVacuum; Databricks as its documentation of DESCRIBE HISTORY has it. */
const LOGGED: Readonly<Record<ReturnType<typeof readDeltaParams>['product'], string>> = {
  databricks:
    'Databricks also writes two commits that only say that it ran, VACUUM START and VACUUM END; here they are left out.',
  oss: 'Open-source Delta on HDFS and on the stores of Azure and Google also writes two commits that only say that it ran, VACUUM START and VACUUM END; on S3, as here, it writes none.',
}

function noWayBack(params: Params): string {
  return `VACUUM cannot be undone: RESTORE needs the files, too. ${LOGGED[readDeltaParams(params).product]}`
}

export function whyDeleted({ state, log, params }: Moment<DeltaState>, event: TraceEvent): Why {
  const { path, role } = log.payload(event.seq) as DeletePayload
  if (role === 'log') {
    return {
      title: 'A file of the log is gone',
      paragraphs: [
        'The log is cleaned when a checkpoint is written: commits older than the retention of the log are not needed to read newer versions.',
      ],
    }
  }
  if (event.b >= 0) {
    const rule = 'VACUUM leaves the log alone, but a version can be read only while its files are there.'
    return {
      title: `${fileName(event.b)} is gone, and what needed it`,
      paragraphs: [`${rule} ${readableNow(state)}`, noWayBack(params)],
    }
  }
  if (isVector(path)) return whyVectorDeleted(state, path, noWayBack(params))
  return isChange(path)
    ? {
        title: 'Rows for the change feed are gone',
        paragraphs: [
          `The file held what one commit has changed, row by row, for those who read the changes. The version can be read as before; what changed in it cannot. ${readableNow(state)}`,
        ],
      }
    : {
        title: 'An object that no commit names is gone',
        paragraphs: ['VACUUM lists the folder, so it finds what the log has never heard of.'],
      }
}

/** Without its vector a file is there, and nobody can tell which of its rows count. */
function whyVectorDeleted(state: DeltaState, path: string, noWay: string): Why {
  const marked = [...state.files].filter(({ spans }) => spans.some(({ vector }) => vector?.path === path))
  if (marked.length === 0) {
    return {
      title: 'A deletion vector is gone that was in no commit',
      paragraphs: ['Whoever wrote it was refused, or died: no version needed it.'],
    }
  }
  const names = marked.map(({ id }) => fileName(id)).join(', ')
  return {
    title: 'A deletion vector is gone, and what needed it',
    paragraphs: [
      `It said which rows of ${names} were deleted. The rows are still there, but without it nobody can tell which of them count, so that a version that needs it cannot be read. ${readableNow(state)}`,
      noWay,
    ],
  }
}

/** Which versions are left. */
export function readableNow(state: DeltaState): string {
  const readable = readableText(state, latestVersion(state))
  return `Now ${readable === 'all' ? 'all versions can still be read' : `${readable.replace('all but', 'all versions but')} can be read`}.`
}

export function whyDeath(state: DeltaState, event: TraceEvent, run: StatementRun | undefined): Why {
  const name = whoOf(event.a)
  if (run?.committed !== undefined) {
    return {
      title: `${capital(name)} dies, and its commit stands`,
      paragraphs: [
        `The put of version ${run.committed} was done; only the answer was lost. For every reader the commit is there. If ${name} starts again it cannot tell from the outside, unless it looks for its own txnId, or the statement may be run twice without harm.`,
      ],
    }
  }
  const files = run?.filesWritten.filter((id) => statusOf(state, state.files.get(id)) === 'orphan') ?? []
  return {
    title: `${capital(name)} dies, and nothing has happened`,
    paragraphs: [
      files.length === 0
        ? 'It had put no commit, so the table is what it was.'
        : `${files.map(fileName).join(', ')} ${files.length === 1 ? 'is' : 'are'} on disk and in no commit: no reader will ever see them. There is nothing to roll back, only orphans for VACUUM.`,
    ],
  }
}

export function whyWait({ b }: TraceEvent): Why {
  return {
    title: `${timeText(b)} pass`,
    paragraphs: ['Nobody is at work. What was removed before grows older, and that is what VACUUM asks for.'],
  }
}

export function whyIsolation({ b, c }: TraceEvent): Why {
  const [now, then] = [ISOLATION_LEVELS[b] ?? '', ISOLATION_LEVELS[c] ?? '']
  return {
    title: `${now} instead of ${then}`,
    paragraphs: [
      now === 'WriteSerializable'
        ? 'Files that a blind append has added are no conflict any more: the append may be placed behind this commit in the serial order, although the log has it before.'
        : 'Every file that comes where a writer has looked is a conflict now, also one of a blind append: the order of the log is the serial order.',
    ],
  }
}

export function whySearch({ search }: DeltaState, { b, c }: TraceEvent): Why {
  const orders = formatPlural(b, 'order')
  if (c === Search.found) {
    return {
      title: `Found after ${orders}`,
      paragraphs: [
        `${search?.what ?? ''}. What follows is this very order, call by call: ${search?.schedule ?? ''}.`,
        'Orders that differ only in calls that cannot notice each other were tried once.',
      ],
    }
  }
  return {
    title: c === Search.none ? `None of all ${orders}` : `None of ${orders}, and not all were tried`,
    paragraphs: [
      c === Search.none
        ? 'Every order of the calls was run, those aside that differ only in calls that cannot notice each other. This is no sample: with these statements it cannot happen.'
        : 'There are more orders than were tried. That none of these does it says little of the rest.',
    ],
  }
}
