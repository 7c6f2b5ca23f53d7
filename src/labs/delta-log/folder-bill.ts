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
    replayRow(state, latest),
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
      measured: formatBytes(presentBytes),
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

/** The interval is the table's own word; who writes without one follows the usual one of its engine. */
function replayRow(state: DeltaState, latest: number): TheoryRow {
  const interval = Number(state.metadata?.configuration['delta.checkpointInterval'])
  const { checkpoint, commits } = replayCost(state, latest)
  return {
    label: `snapshot ${latest}: commits replayed${checkpoint === undefined ? ', without a checkpoint' : ` behind checkpoint ${checkpoint}`}`,
    expected: interval >= 1 ? `at most ${formatCount(interval - 1)}` : 'the table sets no interval',
    measured: formatCount(commits),
  }
}
