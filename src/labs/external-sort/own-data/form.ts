import { formatCount } from '../../../base/format.ts'
import { plainText } from '../../../base/plain-text.ts'
import type { Params, ParamValue } from '../../../player/lab.ts'
import { largestFanIn, memoryFor, pageFor, pagesIn, planSort, type MemoryChoice, type SortPlan } from './plan.ts'
import { UNORDERED, type FileReport } from './reports.ts'
import { sizeText } from './size-text.ts'

/** Types a key can be sorted by; `auto` lets the whole column decide. */
export const KEY_TYPES = ['auto', 'int64', 'float64', 'string', 'date', 'timestamp', 'decimal'] as const
export type FormKeyType = (typeof KEY_TYPES)[number]

export interface FormKey {
  readonly column: string
  readonly type: FormKeyType
  readonly direction: 'asc' | 'desc'
  readonly nulls: 'first' | 'last'
}

/** What the user chooses before a sort. */
export interface SortForm {
  readonly keys: readonly FormKey[]
  readonly memoryBytes: number
  /** Undefined: as the memory suggests. */
  readonly pageBytes: number | undefined
  /** Undefined: as many runs as the pages allow. */
  readonly fanIn: number | undefined
  readonly formation: 'fill-sort-spill' | 'replacement-selection'
  readonly structure: 'loser-tree' | 'binary-heap'
  readonly doubleBuffering: boolean
  readonly firstPass: 'full' | 'optimal'
  /** What happens to a row that cannot be read. */
  readonly badRows: 'stop' | 'skip'
}

export const SMALLEST_MEMORY = 64_000
/** A full memory is sorted in one go, during which the worker does not answer: a second or two at this size. */
export const LARGEST_MEMORY = 256_000_000
/** Amounts of memory that are offered. */
export const MEMORY_STOPS = [64e3, 128e3, 256e3, 512e3, 1e6, 2e6, 4e6, 8e6, 16e6, 32e6, 64e6, 128e6, 256e6]
/** Two runs and the output. */
const LEAST_PAGES = 3
/** Fewer runs at a time are many passes. */
export const LEAST_FAN_IN = 4
/** What a row has before it in memory, at the least. */
const ROW_HEAD_BYTES = 12
const SMALLEST_PAGE = 1024
export const LARGEST_PAGE = 1 << 26
const LARGEST_FAN_IN = 4096

/** The form that a file opens with: no key yet, an eighth of it as memory, or as much as pages for its rows take. */
export function createForm(report: FileReport): SortForm {
  const form: SortForm = {
    keys: [],
    memoryBytes: memoryFor(report.sizeBytes, report.readerBytes),
    pageBytes: undefined,
    fanIn: undefined,
    formation: 'fill-sort-spill',
    structure: 'loser-tree',
    doubleBuffering: false,
    firstPass: 'full',
    badRows: 'stop',
  }
  const pageBytes = pageForRows(report)
  if (pageBytes <= pageOf(form)) return form
  const fits = (memoryBytes: number): boolean =>
    largestFanIn(memoryChoice({ ...form, memoryBytes, pageBytes }, report)) >= LEAST_FAN_IN
  const memoryBytes = MEMORY_STOPS.find((stop) => stop >= form.memoryBytes && fits(stop))
  return memoryBytes === undefined ? form : { ...form, memoryBytes, pageBytes }
}

/** A power of two that holds the longest row of the sample and half as much again: for its key, and for longer ones. */
function pageForRows({ longestRecordBytes }: FileReport): number {
  let pageBytes = SMALLEST_PAGE
  while (2 * pageBytes < 3 * longestRecordBytes) pageBytes *= 2
  return pageBytes
}

/** The most of a column's name that is shown. */
const MOST_NAME = 80

/** A column's name as it can be shown in a line: nothing in it turns or hides what stands beside it. */
export function shownName(column: string): string {
  return plainText(column, MOST_NAME)
}

/** A new key: ascending, missing values first, as a file's reader would expect. */
export function createKey(column: string): FormKey {
  return { column, type: 'auto', direction: 'asc', nulls: 'first' }
}

/** Replaces a key, or leaves it out. */
export function replaceKey(form: SortForm, index: number, key: FormKey | undefined): SortForm {
  return { ...form, keys: form.keys.toSpliced(index, 1, ...(key === undefined ? [] : [key])) }
}

/** Moves a key one place to the front of the list. */
export function raiseKey(form: SortForm, index: number): SortForm {
  const key = form.keys[index]
  if (key === undefined || index === 0) return form
  return { ...form, keys: form.keys.toSpliced(index, 1).toSpliced(index - 1, 0, key) }
}

/** Turns the direction round; missing values change ends with it. */
export function turnKey(key: FormKey): FormKey {
  return key.direction === 'asc'
    ? { ...key, direction: 'desc', nulls: 'last' }
    : { ...key, direction: 'asc', nulls: 'first' }
}

export function pageOf(form: SortForm): number {
  return form.pageBytes ?? pageFor(form.memoryBytes)
}

export function fanInOf(form: SortForm, report: FileReport): number {
  return form.fanIn ?? Math.max(2, largestFanIn(memoryChoice(form, report)))
}

/** Pages that memory holds with these choices. */
export function pagesOf(form: SortForm, report: FileReport): number {
  return pagesIn(memoryChoice(form, report), fanInOf(form, report))
}

function memoryChoice(form: SortForm, { readerBytes }: FileReport): MemoryChoice {
  const { memoryBytes, doubleBuffering } = form
  return { memoryBytes, pageBytes: pageOf(form), doubleBuffering, readerBytes }
}

/** Which field is wrong and why, or undefined when a sort can begin. */
export interface Misfit {
  readonly field: 'keys' | 'memory' | 'page' | 'fanIn'
  readonly reason: string
  /** Memory with which it would do. */
  readonly enoughBytes?: number
}

export function misfitOf(form: SortForm, report: FileReport): Misfit | undefined {
  return memoryMisfit(form, report) ?? keyMisfit(form, report)
}

function keyMisfit({ keys }: SortForm, { columns, format }: FileReport): Misfit | undefined {
  if (keys.length === 0 && columns.length > 0 && columns.every(({ name }) => isTwice(columns, name))) {
    return { field: 'keys', reason: 'every column shares its name with another; rename one of them to sort by it' }
  }
  if (keys.length === 0) return { field: 'keys', reason: 'choose a column to sort by' }
  const seen = new Set<string>()
  for (const { column } of keys) {
    if (column === '') return { field: 'keys', reason: 'choose a column to sort by' }
    if (seen.has(column)) return { field: 'keys', reason: `"${shownName(column)}" is a key twice` }
    seen.add(column)
    // A later line of NDJSON may have a field that the first ones have not; the sort itself finds out.
    if (format === 'ndjson') continue
    const found = columns.find(({ name }) => name === column)
    if (found?.type === UNORDERED)
      return { field: 'keys', reason: `"${shownName(column)}" has a type without an order here` }
    if (isTwice(columns, column)) {
      return {
        field: 'keys',
        reason: `the file has two columns "${shownName(column)}"; rename one of them to sort by it`,
      }
    }
    if (found !== undefined) continue
    return { field: 'keys', reason: `there is no column "${shownName(column)}"; the file has ${listNames(columns)}` }
  }
  return undefined
}

/** True for a name that several columns have: a key cannot tell them apart. */
export function isTwice(columns: FileReport['columns'], column: string): boolean {
  return columns.filter(({ name }) => name === column).length > 1
}

function listNames(columns: FileReport['columns']): string {
  const names = columns.slice(0, 8).map(({ name }) => shownName(name))
  const more = columns.length - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')
}

function memoryMisfit(form: SortForm, report: FileReport): Misfit | undefined {
  const { memoryBytes, doubleBuffering } = form
  if (memoryBytes < SMALLEST_MEMORY || memoryBytes > LARGEST_MEMORY) {
    return { field: 'memory', reason: `memory is ${sizeText(SMALLEST_MEMORY)} to ${sizeText(LARGEST_MEMORY)}` }
  }
  const pageBytes = pageOf(form)
  if (pageBytes < SMALLEST_PAGE || pageBytes > LARGEST_PAGE) {
    return { field: 'page', reason: `a page has ${sizeText(SMALLEST_PAGE)} to ${sizeText(LARGEST_PAGE)}` }
  }
  // Where rows that cannot be read are left out, so is one that no page holds.
  if (form.badRows === 'stop' && report.longestRecordBytes + ROW_HEAD_BYTES > pageBytes) {
    const row = `a row of ${formatCount(report.longestRecordBytes)} bytes was seen`
    return { field: 'page', reason: `${row}; a page of ${sizeText(pageForRows(report))} holds it` }
  }
  const fanIn = fanInOf(form, report)
  if (!Number.isInteger(fanIn) || fanIn < 2 || fanIn > LARGEST_FAN_IN) {
    return { field: 'fanIn', reason: `2 to ${LARGEST_FAN_IN} runs can be merged at a time` }
  }
  const pages = pagesOf(form, report)
  if (report.readerBytes !== undefined && pages < LEAST_PAGES) return readerMisfit(form, report, report.readerBytes)
  const copies = doubleBuffering ? 2 : 1
  const needed = (fanIn + 1) * copies
  if (needed > pages) {
    const why = doubleBuffering ? ', each doubled' : ''
    // With pages of that size no fan-in would do.
    if (form.pageBytes !== undefined && pages < LEAST_PAGES * copies) {
      const reason = `merging 2 runs needs ${LEAST_PAGES * copies} pages${why}; memory has ${pages} of ${sizeText(pageBytes)}`
      return { field: 'page', reason }
    }
    return { field: 'fanIn', reason: `${fanIn} runs need ${needed} pages${why}; memory has ${pages}` }
  }
  return undefined
}

function readerMisfit(form: SortForm, report: FileReport, readerBytes: number): Misfit {
  const taken = `reading ${report.name} takes ${sizeText(Math.ceil(readerBytes / 1e5) * 1e5)} and writing some more`
  const enoughBytes = MEMORY_STOPS.find(
    (memoryBytes) =>
      memoryBytes > form.memoryBytes && largestFanIn(memoryChoice({ ...form, memoryBytes }, report)) >= 2,
  )
  if (enoughBytes === undefined) {
    const asked = `cli sort --memory ${MEBIBYTES_STEP * Math.ceil(outsideBytes(readerBytes) / (MEBIBYTES_STEP << 20))}M`
    const reason = `${taken}, and ${sizeText(LARGEST_MEMORY)} is the most here: sort it with ${asked}, or write it in smaller row groups`
    return { field: 'memory', reason }
  }
  return { field: 'memory', reason: `${taken}: ${sizeText(enoughBytes)} is enough`, enoughBytes }
}

/** The memory that is advised for the command line is a multiple of so many MiB. */
const MEBIBYTES_STEP = 64
/** What the pages of a merge take beside reading and writing. */
const MERGE_BYTES = 16e6

/** Memory in which a file can be sorted whose reading takes so much: writing takes a quarter of it at most. */
function outsideBytes(readerBytes: number): number {
  return (4 * (readerBytes + MERGE_BYTES)) / 3
}

/** A text file up to this size has been looked at from its first byte to its last. */
const SAMPLED_BYTES = 1 << 18

/** All rows of the file, where they are known before it is sorted. */
export function tryRows({ records, sizeBytes, sampleRecords }: FileReport): number | undefined {
  return records ?? (sizeBytes <= SAMPLED_BYTES ? sampleRecords : undefined)
}

/** What the sort of that file will do with these choices. */
export function planOf(form: SortForm, report: FileReport): SortPlan {
  const columns = form.keys.map((key) => report.columns.find(({ name }) => name === key.column))
  const types = form.keys.map((key, i) => (key.type === 'auto' ? (columns[i]?.type ?? 'string') : key.type))
  const isWide = types.length > 1 || types.includes('string') || types.includes('decimal')
  // A marker and the value: eight bytes, or text with its two terminators.
  const keyBytes = types.reduce(
    (sum, type, i) => sum + (type === 'string' || type === 'decimal' ? (columns[i]?.meanBytes ?? 8) + 3 : 9),
    0,
  )
  return planSort({
    sizeBytes: report.sizeBytes,
    records: tryRows(report),
    meanRecordBytes: report.meanRecordBytes,
    keyBytes: isWide ? keyBytes : undefined,
    ...memoryChoice(form, report),
    fanIn: fanInOf(form, report),
    formation: form.formation,
    firstPass: form.firstPass,
  })
}

/** The parameters of the run: plain data, as they travel in a share link. Keys are four values each. */
export function paramsOf(form: SortForm, report: FileReport): Params {
  return {
    file: report.name,
    sizeBytes: report.sizeBytes,
    fingerprint: report.fingerprint,
    format: report.format,
    keys: form.keys.flatMap(({ column, type, direction, nulls }) => [
      column === report.unnamed ? '' : column,
      ...[type, direction, nulls],
    ]),
    memory: form.memoryBytes,
    page: pageOf(form),
    pages: pagesOf(form, report),
    fanIn: fanInOf(form, report),
    formation: form.formation,
    structure: form.structure,
    memorySort: 'radix',
    doubleBuffering: form.doubleBuffering,
    firstPass: form.firstPass,
    badRows: form.badRows,
  }
}

/** The choices that a run was started with: undoes `paramsOf`. */
export function formOf(params: Params, report: FileReport): SortForm {
  // A link may say anything; what is no number is chosen as for a file that is opened.
  const memoryBytes = tryNumber(params['memory']) ?? createForm(report).memoryBytes
  const pageBytes = tryNumber(params['page'])
  const form: SortForm = {
    keys: keysOf(params['keys'], report),
    memoryBytes,
    pageBytes: pageBytes === pageFor(memoryBytes) ? undefined : pageBytes,
    fanIn: undefined,
    formation: params['formation'] === 'replacement-selection' ? 'replacement-selection' : 'fill-sort-spill',
    structure: params['structure'] === 'binary-heap' ? 'binary-heap' : 'loser-tree',
    doubleBuffering: params['doubleBuffering'] === true,
    firstPass: params['firstPass'] === 'optimal' ? 'optimal' : 'full',
    badRows: params['badRows'] === 'skip' ? 'skip' : 'stop',
  }
  const fanIn = tryNumber(params['fanIn'])
  return fanIn === fanInOf(form, report) ? form : { ...form, fanIn }
}

function tryNumber(value: ParamValue | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function keysOf(value: ParamValue | undefined, { unnamed }: FileReport): readonly FormKey[] {
  const list = Array.isArray(value) ? value.map(String) : []
  return Array.from({ length: Math.floor(list.length / 4) }, (_, i) => {
    const [column = '', type, direction, nulls] = list.slice(4 * i, 4 * i + 4)
    return {
      column: column === '' ? (unnamed ?? '') : column,
      type: KEY_TYPES.find((known) => known === type) ?? 'auto',
      direction: direction === 'desc' ? 'desc' : 'asc',
      nulls: nulls === 'last' ? 'last' : 'first',
    }
  })
}
