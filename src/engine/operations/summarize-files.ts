import { columnMappingMode, physicalName } from '../delta/column-mapping.ts'
import { parseDataPath } from '../delta/data-path.ts'
import type { Add, PartitionValues } from '../delta/action-types.ts'
import { sizeMismatch } from '../delta/data-file.ts'
import { tryCountRows } from '../delta/file-stats.ts'
import { isCandidate, packBins, USUAL_SIZES } from '../delta/optimize-plan.ts'
import type { Snapshot } from '../delta/snapshot.ts'
import { asFinding } from '../delta/verify-log.ts'
import type { Report } from '../delta/verify-log.ts'

/** What is told of the live files of a table. */
export interface FileSummary {
  /** Undefined where the statistics do not tell. */
  readonly rows: number | undefined
  /** Live files that are not in the folder, the first few hundred. */
  readonly missing: readonly MissingFile[]
  readonly missingCount: number
  /** Live files that do not have the size that the log says. */
  readonly misfitCount: number
  /** What the live files have in the folder. */
  readonly bytesThere: number
  readonly filesWithVectors: number
  readonly filesWithStats: number
  /** Files whose paths lead out of the table's folder: their rows cannot be read. */
  readonly filesOutside: number
  /** Partitions with live files. */
  readonly partitions: number
  readonly smallFiles: SmallFiles
  /** The largest partition beside the median one. */
  readonly skew: { readonly partition: string; readonly sizeBytes: number; readonly medianBytes: number } | undefined
}

/** Files that OPTIMIZE would put into new ones, by its bin packing. */
export interface SmallFiles {
  readonly count: number
  readonly partitions: number
  readonly medianBytes: number
  /** Of them those that would become a file by themselves: they are rewritten only to be rid of rows that a vector deletes. */
  readonly alone: number
}

interface MissingFile {
  readonly path: string
  readonly sizeBytes: number
  readonly rows: number | undefined
}

/** Findings and files that a report lists. */
export const MOST_LISTED = 300
/** Files that are looked at before others may go on. */
const FILES_AT_ONCE = 8192

/** What is told while files are looked at. */
export interface FileWatcher {
  readonly see: (isThere: boolean) => void
  readonly report: Report
}

type Candidate = Pick<Add, 'size' | 'deletionVector'>

/** What a partition has. */
interface PartitionSums {
  sizeBytes: number
  /** What OPTIMIZE would look at. */
  readonly candidates: Candidate[]
}

/** Looks at every live file once; `there` has the sizes of what is in the folder. `rest` lets others go on, `see` is told of each file. */
export async function summarizeFiles(
  snapshot: Snapshot,
  there: ReadonlyMap<string, number>,
  rest: (done: number) => Promise<void> | undefined,
  { see, report }: FileWatcher,
): Promise<FileSummary> {
  // Files with equal values share them.
  const partitions = new Map<PartitionValues, PartitionSums>()
  const missing: MissingFile[] = []
  let [done, missingCount, misfitCount, bytesThere, filesWithVectors, filesWithStats, filesOutside] = [
    0, 0, 0, 0, 0, 0, 0,
  ]
  let rows: number | undefined = 0
  for (const file of snapshot.files) {
    const { path, size, deletionVector, partitionValues } = file
    const own = tryCountRows(file)
    rows = rows === undefined || own === undefined ? undefined : rows + own
    if (deletionVector !== undefined) filesWithVectors++
    if (file.stats !== undefined) filesWithStats++
    const place = parseDataPath(path, undefined, path)
    if (place.kind !== 'inside') filesOutside++
    const sizeThere = place.kind === 'inside' ? there.get(place.path) : undefined
    const isThere = sizeThere !== undefined
    see(isThere)
    bytesThere += sizeThere ?? 0
    if (isThere && sizeThere !== size) {
      misfitCount++
      report(asFinding(sizeMismatch(path, sizeThere, size), path))
    }
    if (!isThere && ++missingCount <= MOST_LISTED) missing.push({ path, sizeBytes: size, rows: own })
    const sums = partitions.get(partitionValues) ?? { sizeBytes: 0, candidates: [] }
    partitions.set(partitionValues, sums)
    sums.sizeBytes += size
    if (isCandidate(file, USUAL_SIZES)) sums.candidates.push({ size, deletionVector })
    if (++done % FILES_AT_ONCE === 0) await rest(done)
  }
  const smallFiles = findSmall(partitions)
  return {
    rows,
    missing,
    missingCount,
    misfitCount,
    bytesThere,
    filesWithVectors,
    filesWithStats,
    filesOutside,
    partitions: partitions.size,
    smallFiles,
    skew: findSkew(snapshot, partitions),
  }
}

function findSmall(partitions: ReadonlyMap<PartitionValues, PartitionSums>): FileSummary['smallFiles'] {
  const sizes: number[] = []
  let [count, alone] = [0, 0]
  for (const { candidates } of partitions.values()) {
    const bins = packBins(
      candidates.sort((a, b) => a.size - b.size),
      USUAL_SIZES,
    )
    if (bins.length > 0) count++
    for (const bin of bins) {
      if (bin.length === 1) alone++
      for (const { size } of bin) sizes.push(size)
    }
  }
  return { count: sizes.length, partitions: count, medianBytes: medianOf(sizes), alone }
}

function findSkew(
  { schema, protocol, metadata }: Snapshot,
  partitions: ReadonlyMap<PartitionValues, PartitionSums>,
): FileSummary['skew'] {
  if (partitions.size < 2) return undefined
  const mode = columnMappingMode(protocol, metadata)
  // Partition values have the names that columns have in files.
  const names = new Map((schema?.fields ?? []).map((field) => [physicalName(field, mode), field.name]))
  const [values, { sizeBytes }] = [...partitions].reduce((most, one) =>
    one[1].sizeBytes > most[1].sizeBytes ? one : most,
  )
  const partition = [...values].map(([column, value]) => `${names.get(column) ?? column}=${value ?? 'null'}`).join('/')
  return { partition, sizeBytes, medianBytes: medianOf([...partitions.values()].map((sums) => sums.sizeBytes)) }
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
