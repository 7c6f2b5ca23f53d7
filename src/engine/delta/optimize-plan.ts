import type { Add } from './action-types.ts'
import { tryParseStats } from './file-stats.ts'

/** Sizes by which OPTIMIZE chooses files. */
export interface OptimizeSizes {
  /** Files below it are candidates. */
  readonly minFileSizeBytes: number
  /** What a file that is written should not exceed. */
  readonly maxFileSizeBytes: number
  /** Files with a greater part of their rows deleted by a vector are candidates, whatever their size. */
  readonly maxDeletedRowsRatio: number
}

/** Open-source Delta's defaults: 1 GiB, 1 GiB, 5 % (DeltaSQLConf.scala). */
export const USUAL_SIZES: OptimizeSizes = {
  minFileSizeBytes: 1 << 30,
  maxFileSizeBytes: 1 << 30,
  maxDeletedRowsRatio: 0.05,
}

/**
 * The files that become one, by Delta's bin packing (OptimizeTableCommand.groupFilesIntoBins): in each partition the
 * candidates from the smallest on; a bin is closed when the next file would make it larger than a file should be; a bin of
 * one file is dropped unless rows of it are deleted by a vector. Never across partitions.
 */
export function planBins(files: readonly Add[], sizes: OptimizeSizes): Add[][] {
  const bins: Add[][] = []
  for (const members of groupFiles(files.filter((file) => isCandidate(file, sizes))).values()) {
    members.sort((a, b) => a.size - b.size || (a.path < b.path ? -1 : 1))
    bins.push(...packBins(members, sizes))
  }
  return bins
}

/** The bins of one partition, whose candidates come from the smallest on; those that nothing would change are left out. */
export function packBins<File extends Pick<Add, 'size' | 'deletionVector'>>(
  members: readonly File[],
  { maxFileSizeBytes }: OptimizeSizes,
): File[][] {
  const bins: File[][] = []
  let bin: File[] = []
  let binBytes = 0
  for (const file of members) {
    if (binBytes + file.size > maxFileSizeBytes && bin.length > 0) {
      bins.push(bin)
      bin = []
      binBytes = 0
    }
    bin.push(file)
    binBytes += file.size
  }
  bins.push(bin)
  return bins.filter((own) => own.length > 1 || own.some(({ deletionVector }) => deletionVector !== undefined))
}

/** True of a file that OPTIMIZE would put into a bin. */
export function isCandidate(file: Add, { minFileSizeBytes, maxDeletedRowsRatio }: OptimizeSizes): boolean {
  if (file.size < minFileSizeBytes) return true
  const { deletionVector } = file
  const rows = tryParseStats(file)?.numRecords
  return deletionVector !== undefined && rows !== undefined && deletionVector.cardinality > rows * maxDeletedRowsRatio
}

/** Files by partition, in the order in which the partitions come first. */
export function groupFiles(files: readonly Add[]): Map<string, Add[]> {
  const groups = new Map<string, Add[]>()
  for (const file of files) {
    const key = JSON.stringify([...file.partitionValues].map(([name, value]) => [name, value ?? null]).sort())
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [file])
    else group.push(file)
  }
  return groups
}
