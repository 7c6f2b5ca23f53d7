import { formatPlural } from '../../../base/format.ts'
import { ISOLATION_LEVELS, Search } from '../../../engine/delta/events.ts'
import type { VacuumPayload } from '../../../engine/delta/events.ts'
import { latestVersion } from '../../../engine/delta/state.ts'
import type { DeltaState, StatementRun } from '../../../engine/delta/state.ts'
import type { TraceEvent } from '../../../engine/trace/chunk.ts'
import type { Moment, Story } from '../../../player/lab.ts'
import { readableText } from '../counters.ts'
import { timeText } from '../outcome.ts'
import { readDeltaParams } from '../params.ts'
import { letterOf } from '../phases.ts'
import { fileName, statusOf } from '../read.ts'

type Why = Story['why']

export function whyVacuum({ state, log, params }: Moment<DeltaState>, event: TraceEvent): Why {
  const { files } = log.payload(event.seq) as VacuumPayload
  const { retention } = readDeltaParams(params)
  const orphans = files.filter((id) => statusOf(state, state.files.get(id)) === 'orphan')
  const names = files.slice(0, 6).map(fileName).join(', ')
  return {
    title: event.c === 0 ? 'Nothing is old enough to go' : `${formatPlural(event.c, 'object')} may go`,
    paragraphs: [
      `A file goes when the latest version does not need it, and when it was removed, or written and never committed, more than ${retention} hours ago. ${event.c === 0 ? '' : `That holds for ${names}${files.length > 6 ? ' …' : ''}${orphans.length > 0 ? `; ${formatPlural(orphans.length, 'of them is an orphan', 'of them are orphans')}` : ''}.`}`.trim(),
      'Files younger than that may belong to a writer still at work, or to a reader of an older version.',
    ],
  }
}

export function whyDeleted({ state }: Moment<DeltaState>, event: TraceEvent): Why {
  const latest = latestVersion(state)
  const readable = readableText(state, latest)
  if (event.b < 0) {
    return {
      title: 'An object of the folder is gone',
      paragraphs: [
        'The log is cleaned when a checkpoint is written: commits older than the retention of the log are not needed to read newer versions.',
      ],
    }
  }
  return {
    title: `${fileName(event.b)} is gone, and what needed it`,
    paragraphs: [
      `The log still has every version, but a version can be read only while its files are there. Now ${readable === 'all' ? 'all versions can still be read' : `${readable.replace('all but', 'all versions but')} can be read`}.`,
      'VACUUM cannot be undone: RESTORE needs the files, too. Databricks, and open-source Delta on HDFS and on the stores of Azure and Google, also write two commits that only say that it ran, VACUUM START and VACUUM END; on S3, as here, there is none.',
    ],
  }
}

export function whyDeath(state: DeltaState, event: TraceEvent, run: StatementRun | undefined): Why {
  const name = letterOf(event.a)
  if (run?.committed !== undefined) {
    return {
      title: `${name} dies, and its commit stands`,
      paragraphs: [
        `The put of version ${run.committed} was done; only the answer was lost. For every reader the commit is there. If ${name} starts again it cannot tell from the outside, unless it looks for its own txnId, or the statement may be run twice without harm.`,
      ],
    }
  }
  const files = run?.filesWritten.filter((id) => statusOf(state, state.files.get(id)) === 'orphan') ?? []
  return {
    title: `${name} dies, and nothing has happened`,
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
