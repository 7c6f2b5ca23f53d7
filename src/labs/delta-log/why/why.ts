import { formatBytes, formatPlural } from '../../../base/format.ts'
import { DeltaEvent } from '../../../engine/delta/events.ts'
import type { CheckpointPayload, LogCallPayload, SnapshotPayload } from '../../../engine/delta/events.ts'
import { latestVersion, runOf } from '../../../engine/delta/state.ts'
import type { DeltaState, StatementRun } from '../../../engine/delta/state.ts'
import type { TraceEvent } from '../../../engine/trace/chunk.ts'
import type { Moment, Story } from '../../../player/lab.ts'
import { whyNaive } from '../naive.ts'
import { capital, whoOf } from '../phases.ts'
import { partitionName } from '../column-names.ts'
import { cutTold, fileName, headOf, isQuery, partitionLabel } from '../read.ts'
import { costText } from '../view-model.ts'
import { whyChecked } from './checks.ts'
import { whyCommit, whyEnd, whyLose, whyRetry, whyTry } from './commits.ts'
import { whyDeath, whyDeleted, whyIsolation, whySearch, whyVacuum, whyWait } from './upkeep.ts'

export type Why = Story['why']

const START: Why = {
  title: 'State is a replay of the log',
  paragraphs: [
    'A Delta table is a folder of Parquet files and a log. The log alone says which files are the table: add them up, take away the removed ones, and that is a version.',
    'Nothing has been written yet. The first commit will be 0.',
  ],
}

const OF_ANY_LOG: ReadonlySet<number> = new Set([DeltaEvent.die, DeltaEvent.wait])

/** Why the last event happened, with the values of this moment. */
export function whyOf(moment: Moment<DeltaState>): Why {
  const { event, state } = moment
  if (event === undefined) return START
  const run = runOf(state, event.a)
  if (state.header.log === 'naive' && !OF_ANY_LOG.has(event.kind)) return whyNaive(moment, event, run)
  switch (event.kind) {
    case DeltaEvent.check:
      return whyChecked(moment, event, run)
    case DeltaEvent.commit:
      return whyCommit(moment, event)
    case DeltaEvent.tryCommit:
      return whyTry(event, run)
    case DeltaEvent.lose:
      return whyLose(state, event, run)
    case DeltaEvent.retry:
      return whyRetry(event, run, moment.params['rowLevel'] === true)
    case DeltaEvent.end:
      return whyEnd(moment, event, run)
    case DeltaEvent.vacuum:
      return whyVacuum(moment, event)
    case DeltaEvent.deleteFile:
      return whyDeleted(moment, event)
    case DeltaEvent.die:
      return whyDeath(state, event, run)
    case DeltaEvent.wait:
      return whyWait(event)
    case DeltaEvent.isolation:
      return whyIsolation(event)
    case DeltaEvent.search:
      return whySearch(state, event)
    default:
      return whyWork(moment, event, run)
  }
}

/** Reading the log, choosing files, writing new ones: nothing is decided yet. */
function whyWork(moment: Moment<DeltaState>, event: TraceEvent, run: StatementRun | undefined): Why {
  const { state, log } = moment
  const name = whoOf(event.a)
  switch (event.kind) {
    case DeltaEvent.begin:
      return {
        title: `${capital(name)} knows only the folder`,
        paragraphs: [
          event.c === 1
            ? `What ${name} had read is out of date, so the whole statement starts over: a new snapshot, new files.`
            : 'No server holds the table. Whoever wants to read or write begins by asking the store which files the log has.',
        ],
      }
    case DeltaEvent.readLog:
      return whyRead(state, event, log.payload(event.seq) as LogCallPayload, run)
    case DeltaEvent.snapshot: {
      const { checkpoint, commits } = log.payload(event.seq) as SnapshotPayload
      const saved =
        checkpoint === null
          ? ''
          : ` Without checkpoint ${checkpoint} it would be ${formatPlural(event.b + 1, 'commit')}.`
      return {
        title: `Version ${event.b} is ${costText(state, event.b)}`,
        paragraphs: [
          `${capital(name)} has replayed ${formatPlural(commits, 'commit')}${checkpoint === null ? '' : ` behind checkpoint ${checkpoint}`} and knows ${formatPlural(event.c, 'live file')}.${saved}`,
          'From here on it works on this snapshot, whatever others commit meanwhile: readers never wait.',
        ],
      }
    }
    case DeltaEvent.plan:
      return whyPlan(run)
    case DeltaEvent.readData:
      return {
        title: 'A file is read whole, even for one row',
        paragraphs: [
          `${fileName(event.b)} may hold a row that the statement means, so all its ${formatPlural(event.c, 'row')} are read. Parquet files are never changed in place.`,
        ],
      }
    case DeltaEvent.writeData:
      return {
        title: 'On disk is not in the table',
        paragraphs: [
          `${event.b < 0 ? 'This file' : fileName(event.b)} has ${formatBytes(event.c)} and a name of its own that nobody else uses. No commit names it yet, so no reader sees it. If ${name} dies now it stays as an orphan until VACUUM finds it.`,
        ],
      }
    case DeltaEvent.add:
    case DeltaEvent.remove:
      return whyStaged(state, event)
    case DeltaEvent.winner:
      return {
        title: `Who took version ${event.b}?`,
        paragraphs: [
          `${capital(name)} reads the winner’s commit: its actions say all that matters, which files came, which went, and whether it had read anything itself.`,
        ],
      }
    case DeltaEvent.checkpoint:
      return whyCheckpoint(state, event, log.payload(event.seq) as CheckpointPayload)
    default:
      return START
  }
}

function whyCheckpoint({ header }: DeltaState, { b, c }: TraceEvent, { path, sidecars }: CheckpointPayload): Why {
  const format = path.endsWith('.json') ? 'JSON' : 'Parquet'
  const beside =
    sidecars === undefined
      ? ''
      : ` with ${formatPlural(sidecars.count, 'sidecar')}, where the files of the table stand, as Parquet, ${formatBytes(sidecars.sizeBytes)}`
  const own = formatBytes(c - (sidecars?.sizeBytes ?? 0))
  const from = Math.min(header.firstVersion, b)
  return {
    title: `Readers may begin at ${b} now`,
    paragraphs: [
      `The checkpoint holds what ${b === 0 ? 'version 0 is' : `versions 0 to ${b} add up to`}, as ${format}, ${own}${beside}. ${from > 0 && from === b ? 'The commits before it are gone: without it no version could be read up to the next checkpoint.' : 'It says nothing new: take it away and every version stays the same, only dearer to read.'}`,
    ],
  }
}

function whyRead(state: DeltaState, event: TraceEvent, { path }: LogCallPayload, run: StatementRun | undefined): Why {
  const name = whoOf(event.a)
  if (event.b === 1 && path === '') {
    return {
      title: 'VACUUM lists everything',
      paragraphs: [
        'To find files that no commit names, the whole folder must be listed: the log alone cannot know of them.',
      ],
    }
  }
  if (event.b === 1) {
    const isAgain = run?.target !== undefined
    return {
      title: isAgain ? 'What came meanwhile?' : 'One listing finds the newest version',
      paragraphs: [
        isAgain
          ? `Version ${run?.target ?? 0} was taken, so ${name} lists the log from there: each commit that came first has to be looked at.`
          : `Names in the log have twenty digits, so their order as texts is their order as versions. ${capital(name)} sees commits up to ${latestVersion(state)} and which checkpoints there are.`,
      ],
    }
  }
  if (event.b === 2) {
    return {
      title: 'Looking is not locking',
      paragraphs: [
        'This store cannot put only where nothing is. It looks first and puts afterwards, and between the two calls another writer may do the same.',
      ],
    }
  }
  return {
    title: 'Each commit is read once, in order',
    paragraphs: [
      `A commit is a file of JSON lines, one action each. ${capital(name)} needs those behind the nearest checkpoint${state.checkpoints.length === 0 ? '; there is none yet, so all of them' : ''}.`,
    ],
  }
}

function whyPlan(run: StatementRun | undefined): Why {
  const plan = run?.plan
  if (run === undefined || plan === undefined) return START
  const { files, partitions, skippedByPartition, skippedByStats, filter } = plan
  const skipped = skippedByPartition + skippedByStats
  const all = files.length + skipped
  const what =
    filter === 'true'
      ? 'No condition names a partition column'
      : `The condition ${cutTold(filter)} leaves ${listOf(partitions.map(partitionLabel))}`
  return {
    title:
      skipped === 0
        ? `All ${formatPlural(all, 'file')} have to be read`
        : `${skipped} of ${formatPlural(all, 'file')} need not be read`,
    paragraphs: [
      skipped === 0 ? `${what}.` : `${what}: ${skippedText(skippedByPartition, skippedByStats)}.`,
      dependsOn(run),
    ],
  }
}

/** Why files need not be read; there are some. */
function skippedText(byPartition: number, byStats: number): string {
  const is = (count: number): string => `${count} ${count === 1 ? 'is' : 'are'} skipped`
  const rule = 'since the minimum and maximum in the statistics rule the rows out'
  if (byStats === 0) return `${is(byPartition)} by partition`
  return byPartition === 0 ? `${is(byStats)} ${rule}` : `${is(byPartition)} by partition, ${byStats} more ${rule}`
}

/** What a commit of somebody else may not touch from here on. */
function dependsOn(run: StatementRun): string {
  const name = whoOf(run.actor)
  if (isQuery(run))
    return `${capital(name)} only reads: it has version ${run.readVersion ?? 0} whatever others commit meanwhile, and no commit is ever in conflict with it.`
  if (run.plan?.partitions.length === 0) return `No partition holds such rows, so ${name} depends on none.`
  const area = `The hatched area is what ${name} depends on from now on`
  if (headOf(run.text) === 'OPTIMIZE')
    return `${area}. It changes no row, so files that come there are no conflict; a commit that removes one of those it has read is.`
  const place = run.plan?.filter === 'true' ? 'the whole table' : 'these partitions, files to come included'
  return `${area}: ${place}. Whoever commits first and adds a file there may refuse it: the checks will tell.`
}

function whyStaged(state: DeltaState, event: TraceEvent): Why {
  const file = state.files.tryGet(event.b)
  const place = file === undefined || file.partition === '' ? '' : ` in ${partitionName(state, file.partition)}`
  const name = whoOf(event.a)
  if (event.kind === DeltaEvent.add) {
    return {
      title: 'Staged, not done',
      paragraphs: [
        `${capital(name)} notes an add action for ${fileName(event.b)}${place}: path, partition values, size and statistics. Nothing of it is in the table before the commit is there.`,
      ],
    }
  }
  return {
    title: 'Removing is writing, too',
    paragraphs: [
      `${fileName(event.b)}${place} is not deleted. The commit will say remove, and the file stays on disk for readers of older versions until VACUUM.`,
    ],
  }
}

function listOf(items: readonly string[]): string {
  if (items.length === 0) return 'no partition'
  return items.length === 1 ? `partition ${items[0] as string}` : `partitions ${items.join(', ')}`
}
