import { isRecord, parseCount, ParseError, parseList, parseRecord, parseText } from '../../../base/parse.ts'

/** What the worker answers about files and finished sorts, checked on arrival. */

/** The type of a column that nothing can be sorted by. */
export const UNORDERED = 'no order'

export type FileFormat = 'csv' | 'ndjson' | 'parquet'

export interface FileColumn {
  readonly name: string
  /** As the sample shows it; a sort looks at the whole column. */
  readonly type: string
  /** Mean length of its values in the sample, in bytes of UTF-8. */
  readonly meanBytes: number
}

/** What the storage of this browser has for the page, in bytes; undefined where it does not tell. */
export interface StorageReport {
  readonly kind: 'disk' | 'memory'
  readonly quotaBytes: number | undefined
  readonly freeBytes: number | undefined
}

/** A file as its first blocks show it. */
export interface FileReport {
  readonly name: string
  readonly sizeBytes: number
  readonly lastModifiedMs: number
  readonly fingerprint: string
  readonly format: FileFormat
  readonly columns: readonly FileColumn[]
  /** What the one column is called here that has no name in the file; undefined where there is none, or several. */
  readonly unnamed?: string | undefined
  /** The first rows as text, a value a column; undefined for a missing one. */
  readonly rows: readonly (readonly (string | undefined)[])[]
  /** Records of the sample, and their mean size in bytes. */
  readonly sampleRecords: number
  readonly meanRecordBytes: number
  /** The longest of those that were seen whole. */
  readonly longestRecordBytes: number
  /** All records, where the format tells without reading them. */
  readonly records: number | undefined
  /** Memory that reading takes beside the pages of the sort; undefined for text, which is read through one page. */
  readonly readerBytes: number | undefined
  /** Things worth knowing, whole sentences: "Row 3 has 2 fields, the header has 4." */
  readonly remarks: readonly string[]
  readonly storage: StorageReport
}

/** What a finished sort tells. */
export interface SortReport {
  readonly job: string
  readonly records: number
  readonly runs: number
  readonly passes: number
  readonly comparisons: number
  readonly bytesSpilled: number
  readonly outputBytes: number
  readonly peakMemoryBytes: number
  readonly digestIn: string
  readonly digestOut: string
  readonly rejectedRows: number
  /** Key columns with the types they were sorted by: "city string". */
  readonly keyTypes: readonly string[]
  /** Runs that an earlier, interrupted sort had finished and this one used. */
  readonly resumedRuns: number
  /** What reading the output back from the disk gave. */
  readonly readBack: { readonly records: number; readonly digest: string; readonly inOrder: boolean }
}

const STAGES = ['open', 'unchecked', 'refuted', 'finished', 'rejects-left', 'downloaded', 'saved', 'unknown'] as const

/**
 * `open`: interrupted; `unchecked`: written, and not read back to its end; `refuted`: it was, and is not what was written; `finished`: sorted and not saved; `rejects-left`: saved, but for the rejected rows; `downloaded`:
 * saved, where nobody knows whether the download was finished; `saved`; `unknown`: written by another version.
 */
export type SortStage = (typeof STAGES)[number]

/** A sort that did not end, or whose result is still here. */
export interface Leftover {
  readonly job: string
  readonly name: string
  readonly fileSizeBytes: number
  readonly lastModifiedMs: number
  readonly fingerprint: string
  readonly startedAtMs: number
  /** What all its files take. */
  readonly sizeBytes: number
  readonly isBusy: boolean
  readonly runs: number
  readonly records: number
  readonly stage: SortStage
  /** The parameters it was started with. */
  readonly params: Readonly<Record<string, unknown>>
  /** Of a finished one. */
  readonly report: SortReport | undefined
}

export function parseFileReport(value: unknown): FileReport {
  const data = parseRecord(value, 'report')
  const columns = parseList(data['columns'], 'columns').map((column, i) => parseColumn(column, `columns[${i}]`))
  const unnamed = tryNameUnnamed(columns)
  return {
    name: parseText(data['name'], 'name'),
    sizeBytes: parseCount(data['sizeBytes'], 'sizeBytes'),
    lastModifiedMs: parseAmount(data['lastModifiedMs'], 'lastModifiedMs'),
    fingerprint: parseText(data['fingerprint'], 'fingerprint'),
    format: parseFormat(data['format']),
    columns:
      unnamed === undefined ? columns : columns.map((one) => (one.name === '' ? { ...one, name: unnamed } : one)),
    unnamed,
    rows: parseList(data['rows'], 'rows').map((row, i) => parseRow(row, `rows[${i}]`)),
    sampleRecords: parseCount(data['sampleRecords'], 'sampleRecords'),
    meanRecordBytes: parseAmount(data['meanRecordBytes'], 'meanRecordBytes'),
    longestRecordBytes: parseCount(data['longestRecordBytes'], 'longestRecordBytes'),
    records: parseOptional(data['records'], 'records'),
    readerBytes: parseOptional(data['readerBytes'], 'readerBytes'),
    remarks: parseTexts(data['remarks'], 'remarks'),
    storage: parseStorage(data['storage']),
  }
}

/** An index that was written as a column, say, has no name; where it is the only one, it can be told from the others. */
function tryNameUnnamed(columns: readonly FileColumn[]): string | undefined {
  const place = columns.findIndex(({ name }) => name === '')
  if (place === -1 || columns.findLastIndex(({ name }) => name === '') !== place) return undefined
  return `column ${place + 1} (no name)`
}

export function parseSortReport(value: unknown): SortReport {
  const data = parseRecord(value, 'result')
  const count = (name: string): number => parseCount(data[name], name)
  const readBack = parseRecord(data['readBack'], 'readBack')
  return {
    job: parseText(data['job'], 'job'),
    records: count('records'),
    runs: count('runs'),
    passes: count('passes'),
    comparisons: count('comparisons'),
    bytesSpilled: count('bytesSpilled'),
    outputBytes: count('outputBytes'),
    peakMemoryBytes: count('peakMemoryBytes'),
    digestIn: parseText(data['digestIn'], 'digestIn'),
    digestOut: parseText(data['digestOut'], 'digestOut'),
    rejectedRows: count('rejectedRows'),
    keyTypes: parseTexts(data['keyTypes'], 'keyTypes'),
    resumedRuns: count('resumedRuns'),
    readBack: {
      records: parseCount(readBack['records'], 'readBack.records'),
      digest: parseText(readBack['digest'], 'readBack.digest'),
      inOrder: readBack['inOrder'] === true,
    },
  }
}

export function parseLeftovers(value: unknown): readonly Leftover[] {
  return parseList(value, 'leftovers').map((item, i) => parseLeftover(item, `leftovers[${i}]`))
}

export function parseStorage(value: unknown): StorageReport {
  const data = parseRecord(value, 'storage')
  return {
    kind: data['kind'] === 'disk' ? 'disk' : 'memory',
    quotaBytes: parseOptional(data['quotaBytes'], 'quotaBytes'),
    freeBytes: parseOptional(data['freeBytes'], 'freeBytes'),
  }
}

function parseLeftover(value: unknown, where: string): Leftover {
  const data = parseRecord(value, where)
  const stage = STAGES.find((candidate) => candidate === data['stage'])
  if (stage === undefined) throw new ParseError(`${where}.stage`, 'a stage')
  const report = data['report']
  return {
    job: parseText(data['job'], `${where}.job`),
    name: parseText(data['name'], `${where}.name`),
    fileSizeBytes: parseCount(data['fileSizeBytes'], `${where}.fileSizeBytes`),
    lastModifiedMs: parseAmount(data['lastModifiedMs'], `${where}.lastModifiedMs`),
    fingerprint: parseText(data['fingerprint'], `${where}.fingerprint`),
    startedAtMs: parseAmount(data['startedAtMs'], `${where}.startedAtMs`),
    sizeBytes: parseCount(data['sizeBytes'], `${where}.sizeBytes`),
    isBusy: data['isBusy'] === true,
    runs: parseCount(data['runs'], `${where}.runs`),
    records: parseCount(data['records'], `${where}.records`),
    stage,
    params: isRecord(data['params']) ? data['params'] : {},
    report: report === undefined ? undefined : parseSortReport(report),
  }
}

function parseColumn(value: unknown, where: string): FileColumn {
  const data = parseRecord(value, where)
  return {
    name: parseText(data['name'], `${where}.name`),
    type: parseText(data['type'], `${where}.type`),
    meanBytes: parseAmount(data['meanBytes'], `${where}.meanBytes`),
  }
}

function parseRow(value: unknown, where: string): readonly (string | undefined)[] {
  return parseList(value, where).map((field) => (field === undefined ? undefined : parseText(field, where)))
}

function parseFormat(value: unknown): FileFormat {
  if (value === 'csv' || value === 'ndjson' || value === 'parquet') return value
  throw new ParseError('format', 'a format')
}

function parseTexts(value: unknown, where: string): readonly string[] {
  return parseList(value, where).map((text, i) => parseText(text, `${where}[${i}]`))
}

function parseOptional(value: unknown, where: string): number | undefined {
  return value === undefined ? undefined : parseCount(value, where)
}

function parseAmount(value: unknown, where: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new ParseError(where, 'a number')
}
