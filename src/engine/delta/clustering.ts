import { isRecord } from '../../base/parse.ts'
import type { Add, DomainMetadata } from './action-types.ts'
import { physicalName } from './column-mapping.ts'
import type { ColumnMappingMode } from './column-mapping.ts'
import { USUAL_SIZES } from './optimize-plan.ts'
import { planFiles } from './plan-files.ts'
import { clusterRows, USUAL_RANGES } from './curve-rows.ts'
import { commitRewrite, readAll } from './rewrite-files.ts'
import { ALL_ROWS } from './row-condition.ts'
import type { RowCondition } from './row-condition.ts'
import type { StructType } from './schema.ts'
import type { Snapshot } from './snapshot.ts'
import { boundedColumns } from './stats-writer.ts'
import { isSupported } from './table-features.ts'
import type { TableLayout } from './table-layout.ts'
import type { TableWriter } from './table-writer.ts'
import type { OperationResult } from './transaction.ts'
import { DeltaWriteError } from './write-error.ts'
import { writeFiles } from './write-files.ts'

/** Clustered tables (PROTOCOL.md, Clustered Table): which columns, and OPTIMIZE along the Hilbert curve over them. */

export const CLUSTERING = 'clustering'
/** The domain whose configuration names the columns. */
export const CLUSTERING_DOMAIN = 'delta.clustering'
/** `add.clusteringProvider` of files that OPTIMIZE has clustered. */
const PROVIDER = 'liquid'
const MOST_COLUMNS = 4

/** spark.databricks.delta.optimize.clustering.minCubeSize and .targetCubeSize, in bytes: 100 and 150 GiB. */
export const USUAL_CUBES = { minCubeBytes: 100 * 2 ** 30, targetCubeBytes: 150 * 2 ** 30 }

/**
 * The columns by which a table is clustered, by their names in the schema; none after CLUSTER BY NONE, undefined where the
 * table is not a clustered one.
 */
export function tryReadClustering({ protocol, domains }: Snapshot, layout: TableLayout): readonly string[] | undefined {
  if (!isSupported(protocol, CLUSTERING)) return undefined
  return readClusteringPaths(domains.get(CLUSTERING_DOMAIN)?.configuration).map((path) =>
    namesOf(path, layout.schema, layout.mode).join('.'),
  )
}

/** A path of names in data files as one of names in the schema; what the schema does not have keeps its name. */
function namesOf(path: readonly string[], schema: StructType, mode: ColumnMappingMode): readonly string[] {
  const [first, ...inner] = path
  const field = schema.fields.find((known) => physicalName(known, mode) === first)
  if (field === undefined) return path
  return [field.name, ...(field.type.kind === 'struct' ? namesOf(inner, field.type, mode) : inner)]
}

/** The paths of columns, by their names in data files. */
export function readClusteringPaths(configuration: string | undefined): string[][] {
  if (configuration === undefined) return []
  const value: unknown = JSON.parse(configuration)
  const columns = isRecord(value) ? value['clusteringColumns'] : undefined
  return Array.isArray(columns) ? columns.map((path: unknown) => (Array.isArray(path) ? path.map(String) : [])) : []
}

/**
 * The action that makes a table a clustered one by these columns, or by none. Throws DELTA_CLUSTER_BY_INVALID_NUM_COLUMNS for
 * more than four, DELTA_COLUMN_NOT_FOUND, DELTA_DUPLICATE_COLUMNS_FOUND and DELTA_CLUSTERING_COLUMN_MISSING_STATS.
 */
export function planClustering(layout: TableLayout, columns: readonly string[]): DomainMetadata {
  if (columns.length > MOST_COLUMNS) {
    const what = `CLUSTER BY takes at most ${MOST_COLUMNS} columns, and there are ${columns.length}`
    throw new DeltaWriteError('DELTA_CLUSTER_BY_INVALID_NUM_COLUMNS', what, 'CLUSTER BY')
  }
  const bounded = boundedColumns(layout.stats)
  const paths = columns.map((name) => {
    const field = layout.schema.fields.find((known) => known.name.toLowerCase() === name.toLowerCase())
    if (field === undefined) {
      throw new DeltaWriteError('DELTA_COLUMN_NOT_FOUND', `the table has no column ${name}`, name)
    }
    if (!bounded.includes(field.name)) {
      const what = `${name} has no minima and maxima, so that no file could be skipped by it`
      throw new DeltaWriteError('DELTA_CLUSTERING_COLUMN_MISSING_STATS', what, name)
    }
    return [physicalName(field, layout.mode)]
  })
  const folded = columns.map((name) => name.toLowerCase())
  const twice = columns.find((_, i) => folded.indexOf(folded[i] as string) !== i)
  if (twice !== undefined) {
    throw new DeltaWriteError('DELTA_DUPLICATE_COLUMNS_FOUND', `CLUSTER BY names ${twice} twice`, 'CLUSTER BY')
  }
  return createDomain(paths)
}

function createDomain(clusteringColumns: readonly (readonly string[])[]): DomainMetadata {
  const configuration = JSON.stringify({ clusteringColumns, domainName: CLUSTERING_DOMAIN })
  return { kind: 'domainMetadata', domain: CLUSTERING_DOMAIN, configuration, removed: false }
}

/**
 * What RESTORE says of the clustering (DomainMetadataUtils.scala, handleDomainMetadataForRestoreTable): the columns of the
 * version that comes back, none where that was no clustered table. All other metadata domains stay as they are now.
 */
export function planRestoredClustering(old: Snapshot, latest: Snapshot): DomainMetadata[] {
  const restored = old.domains.get(CLUSTERING_DOMAIN)
  if (latest.domains.has(CLUSTERING_DOMAIN)) {
    return [createDomain(isSupported(old.protocol, CLUSTERING) ? readClusteringPaths(restored?.configuration) : [])]
  }
  return restored === undefined ? [] : [{ ...restored, removed: true }]
}

export interface ClusterOptions {
  readonly where: RowCondition
  readonly isFull: boolean
  readonly maxFileSizeBytes?: number | undefined
  readonly cubes?: typeof USUAL_CUBES
}

/**
 * OPTIMIZE of a clustered table: writes new files, and files of cubes that are still small, along the Hilbert curve (of one
 * column in its order); files of large cubes, and of other columns unless it is FULL, stay. What one run writes is a cube.
 * Throws DELTA_CLUSTERING_WITH_PARTITION_PREDICATE.
 */
export async function runClustering(
  writer: TableWriter,
  snapshot: Snapshot,
  layout: TableLayout,
  columns: readonly string[],
  options: ClusterOptions,
): Promise<OperationResult> {
  const { where, isFull, maxFileSizeBytes = USUAL_SIZES.maxFileSizeBytes, cubes = USUAL_CUBES } = options
  if (where !== ALL_ROWS) {
    const what = `the table is clustered, and OPTIMIZE takes no condition there: ${where.text}`
    throw new DeltaWriteError('DELTA_CLUSTERING_WITH_PARTITION_PREDICATE', what, 'WHERE')
  }
  const chosen = chooseFiles(planFiles(writer, snapshot, where), columns, isFull, cubes.minCubeBytes)
  if (chosen.length === 0) return { kind: 'unchanged', reason: 'all files are clustered already' }
  const places = columns.map((name) => layout.schema.fields.findIndex((field) => field.name === name))
  const missing = columns[places.indexOf(-1)]
  if (missing !== undefined) {
    throw new DeltaWriteError('DELTA_COLUMN_NOT_FOUND', `the table has no column ${missing}`, missing)
  }
  const adds: Add[] = []
  for (const cube of planCubes(chosen, Math.max(cubes.targetCubeBytes, cubes.minCubeBytes))) {
    const rows = await readAll(writer, snapshot, cube)
    const sizeBytes = cube.reduce((sum, { size }) => sum + size, 0)
    const count = Math.max(1, Math.floor(sizeBytes / maxFileSizeBytes))
    const tags = new Map([
      ['ZCUBE_ID', writer.uuid()],
      ['ZCUBE_ZORDER_BY', JSON.stringify(columns)],
    ])
    for (const part of clusterRows(rows, places, count, { curve: 'hilbert', ranges: USUAL_RANGES })) {
      const files = await writeFiles({ ...writer, mostRowsPerFile: Infinity }, layout, part, false)
      adds.push(...files.map((file) => ({ ...file, tags, clusteringProvider: PROVIDER })))
    }
  }
  const parameters = { predicate: '[]', zOrderBy: '[]', clusterBy: JSON.stringify(columns), auto: 'false' }
  return commitRewrite(writer, snapshot, chosen, adds, { name: 'OPTIMIZE', parameters })
}

/** A run of OPTIMIZE that wrote a file, and its columns; undefined for a file that is not clustered. */
function cubeOf({ tags }: Add): { readonly id: string; readonly columns: string } | undefined {
  const [id, columns] = [tags?.get('ZCUBE_ID'), tags?.get('ZCUBE_ZORDER_BY')]
  return id === undefined || columns === undefined ? undefined : { id, columns }
}

/** What OPTIMIZE writes anew (OptimizeTableStrategy.scala, applyMinZCube), files without a cube first. */
export function chooseFiles(
  files: readonly Add[],
  columns: readonly string[],
  isFull: boolean,
  minCubeBytes: number,
): Add[] {
  const own = JSON.stringify(columns)
  const idOf = (file: Add): string => cubeOf(file)?.id ?? ''
  const sorted = files.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0))
  const isCandidate = (file: Add): boolean =>
    (file.clusteringProvider ?? PROVIDER) === PROVIDER && (cubeOf(file)?.columns ?? own) === own
  const candidates = sorted.filter(isCandidate)
  const others = sorted.filter((file) => !isCandidate(file))
  const sizes = new Map<string, number>()
  for (const file of candidates) sizes.set(idOf(file), (sizes.get(idOf(file)) ?? 0) + file.size)
  const small = candidates.filter((file) => cubeOf(file) === undefined || (sizes.get(idOf(file)) ?? 0) < minCubeBytes)
  if (isFull && others.length > 0) return [...small, ...others]
  const ids = new Set(small.map(idOf))
  // One cube alone gains nothing by being written once more.
  return ids.size === 1 && !ids.has('') ? [] : small
}

/** Files in their order; a cube is closed when the next file would make it larger than it should be. */
function planCubes(files: readonly Add[], targetBytes: number): Add[][] {
  const cubes: Add[][] = []
  let [cube, cubeBytes]: [Add[], number] = [[], 0]
  for (const file of files) {
    if (cube.length > 0 && cubeBytes + file.size > targetBytes) {
      cubes.push(cube)
      ;[cube, cubeBytes] = [[], 0]
    }
    cube.push(file)
    cubeBytes += file.size
  }
  return [...cubes, cube]
}
