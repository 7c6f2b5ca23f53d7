import { formatBytes, formatCount, formatPlural } from '../../base/format.ts'
import { latestVersion, liveRowsOf, replayCost } from '../../engine/delta/state.ts'
import type { DeltaState, FolderFacts } from '../../engine/delta/state.ts'
import type { TheoryRow } from '../../player/lab.ts'
import { readableText } from './read.ts'

/** The theory of a table that somebody else has written: what its log claims beside what its folder has today. */
export function billOf(state: DeltaState, folder: FolderFacts): readonly TheoryRow[] {
  const { counts, gaps, header } = state
  const latest = latestVersion(state)
  const present = counts.liveFiles - gaps.absentFiles
  const presentBytes = counts.liveBytes - gaps.absentBytes
  const unnamed = folder.data.count - present - counts.keptFiles
  const rows = liveRowsOf(state)
  return [
    replayRow(state, latest, ownInterval(state)),
    {
      label: 'live rows',
      expected: 'by the statistics',
      measured: rows === undefined ? 'not told' : formatCount(rows),
    },
    {
      label: 'storage: live, on disk',
      expected:
        gaps.absentFiles === 0
          ? formatPlural(present, 'file')
          : `${formatCount(present)} of ${formatPlural(counts.liveFiles, 'file')}`,
      measured: liveText(presentBytes, folder.data.sizeBytes - counts.keptBytes),
    },
    {
      label: 'storage: removed, on disk',
      expected: formatPlural(counts.keptFiles, 'file'),
      measured: formatBytes(counts.keptBytes),
    },
    {
      label: `storage: data files in no commit up to ${formatCount(latest)}`,
      expected: formatPlural(Math.max(0, unnamed), 'file'),
      measured: formatBytes(Math.max(0, folder.data.sizeBytes - presentBytes - counts.keptBytes)),
    },
    {
      label: 'storage: deletion vectors, changes, all else',
      expected: formatPlural(folder.beside.count, 'file'),
      measured: formatBytes(folder.beside.sizeBytes),
    },
    {
      label: 'storage: all of _delta_log',
      expected: formatPlural(folder.log.count, 'file'),
      measured: formatBytes(folder.log.sizeBytes),
    },
    {
      label: 'versions that can be read',
      expected: `${header.firstVersion} to ${latest}`,
      measured: readableText(state, latest),
    },
  ]
}

/** Files may have lost bytes since the log told of them; what is there is the listing's. */
function liveText(saidBytes: number, mostBytes: number): string {
  if (saidBytes <= mostBytes) return formatBytes(saidBytes)
  return `${formatBytes(Math.max(0, mostBytes))} at most; ${formatBytes(saidBytes)} by the log`
}

/** The table's own word; who writes without one follows the usual one of its engine. */
function ownInterval({ metadata }: DeltaState): number | undefined {
  const interval = Number(metadata?.configuration['delta.checkpointInterval'])
  return interval >= 1 ? interval : undefined
}

/** What the latest version replays, beside the most there can be with a checkpoint every `interval` commits. */
export function replayRow(state: DeltaState, latest: number, interval: number | undefined): TheoryRow {
  const { checkpoint, commits } = replayCost(state, latest)
  // Version 0 gets no checkpoint, so that before the first one there is one commit more to replay than behind one.
  const most = interval === undefined || checkpoint === undefined ? interval : interval - 1
  return {
    label: `snapshot ${latest}: commits replayed${checkpoint === undefined ? ', without a checkpoint' : ` behind checkpoint ${checkpoint}`}`,
    expected: most === undefined ? 'the table sets no interval' : `at most ${formatCount(most)}`,
    measured: formatCount(commits),
  }
}
