import { isRecord } from '../../base/parse.ts'
import type { Add } from './action-types.ts'
import type { LiveFiles } from './live-files.ts'

/** Statistics of a data file (PROTOCOL.md, Per-file Statistics); what cannot be used is undefined. */
export interface FileStats {
  /** Rows in the file, deleted ones included. */
  readonly numRecords: number | undefined
  readonly tightBounds: boolean | undefined
  /** By physical name, nested as the columns are. */
  readonly minValues: Readonly<Record<string, unknown>> | undefined
  readonly maxValues: Readonly<Record<string, unknown>> | undefined
  readonly nullCount: Readonly<Record<string, unknown>> | undefined
}

/** Parses the statistics of a file; undefined where it has none, or what it has is no JSON object. */
export function tryParseStats({ stats }: Pick<Add, 'stats'>): FileStats | undefined {
  return tryParseStatsText(stats)
}

export function tryParseStatsText(stats: string | undefined): FileStats | undefined {
  if (stats === undefined) return undefined
  let value: unknown
  try {
    value = JSON.parse(stats)
  } catch {
    return undefined
  }
  if (!isRecord(value)) return undefined
  const { numRecords, tightBounds, minValues, maxValues, nullCount } = value
  return {
    numRecords:
      typeof numRecords === 'number' && Number.isSafeInteger(numRecords) && numRecords >= 0 ? numRecords : undefined,
    tightBounds: typeof tightBounds === 'boolean' ? tightBounds : undefined,
    minValues: isRecord(minValues) ? minValues : undefined,
    maxValues: isRecord(maxValues) ? maxValues : undefined,
    nullCount: isRecord(nullCount) ? nullCount : undefined,
  }
}

/** Most writers put it first; then the rest of the text need not be parsed. */
const FIRST_RECORDS = /^\s*\{\s*"numRecords"\s*:\s*(\d{1,15})\s*[,}]/

/** The number of rows that statistics tell, as it is written, where no file can have it; undefined where all is well. */
export function tryReadBadCount(stats: string | undefined): string | undefined {
  if (stats === undefined || FIRST_RECORDS.test(stats)) return undefined
  try {
    const value: unknown = JSON.parse(stats)
    const records = isRecord(value) ? value['numRecords'] : undefined
    if (records === undefined || records === null) return undefined
    return typeof records === 'number' && Number.isInteger(records) && records >= 0
      ? undefined
      : JSON.stringify(records)
  } catch {
    return undefined
  }
}

/** Rows of a file that are in the table; undefined where the statistics do not tell. */
export function tryCountRows(file: Add): number | undefined {
  const first = file.stats === undefined ? null : FIRST_RECORDS.exec(file.stats)
  const records = first === null ? tryParseStats(file)?.numRecords : Number(first[1])
  if (records === undefined) return undefined
  const rows = records - (file.deletionVector?.cardinality ?? 0)
  return rows < 0 ? undefined : rows
}

/** Rows of all files by their statistics; undefined where one of them does not tell. */
export function tryCountAllRows(files: LiveFiles): number | undefined {
  let rows = 0
  for (const file of files) {
    const count = tryCountRows(file)
    if (count === undefined) return undefined
    rows += count
  }
  return rows
}
