import type { TraceWriter } from '../trace/writer.ts'
import { runExternalSort } from './external-sort.ts'
import type { SortResult } from './external-sort.ts'
import { CsvScanner } from './formats/csv-scanner.ts'
import { readCsvHeader } from './formats/csv-header.ts'
import { inferTypes } from './formats/infer-types.ts'
import type { RecordScanner } from './formats/record-scanner.ts'
import { sampleKeys } from './formats/sample-keys.ts'
import { TextSink } from './formats/text-sink.ts'
import { TextSource } from './formats/text-source.ts'
import type { BadRows } from './formats/text-source.ts'
import { completeKeys, findColumns } from './key-spec.ts'
import type { KeyRequest } from './key-spec.ts'
import { MemoryBudget } from './memory-budget.ts'
import type { Formation, MergeStructure, SortKey, SortOptions } from './options.ts'
import { planPages } from './page-plan.ts'
import type { ByteSink, ByteSource, RunStore } from './ports.ts'
import type { SortProgress } from './sort-job.ts'

export type FileFormat = 'csv' | 'ndjson' | 'parquet'

/** What a person asks for; what is left out has a default. */
export interface FileSortRequest {
  readonly format: FileFormat
  readonly keys: readonly KeyRequest[]
  readonly memoryBytes: number
  readonly badRows: BadRows
  readonly fanIn?: number
  readonly pageBytes?: number
  readonly formation?: Formation
  readonly structure?: MergeStructure
  readonly doubleBuffering?: boolean
}

/** Where a file sort is. `infer`: the first pass, which finds out types. */
export type FileSortProgress =
  { readonly phase: 'infer'; readonly inputBytes: number; readonly inputSizeBytes: number } | SortProgress

export interface FileSortReport {
  readonly keys: readonly SortKey[]
  readonly options: SortOptions
  readonly result: SortResult
  readonly rejectedRows: number
}

/** Sorts a file into another of the same format, with bounded memory. Yields at page boundaries. Throws `SortError`. */
export function* sortFile(
  file: ByteSource,
  output: ByteSink,
  store: RunStore,
  request: FileSortRequest,
  trace: TraceWriter,
): Generator<FileSortProgress, FileSortReport> {
  const { fanIn, pageBytes } = planPages(
    request.memoryBytes,
    request.fanIn,
    request.pageBytes,
    request.doubleBuffering ?? false,
  )
  const header = readCsvHeader(file)
  const columns = findColumns(request.keys, header.columns, file.name)
  const scanner = new CsvScanner(header.columns.length, columns)
  const start = header.bytes.length > file.sizeBytes ? file.sizeBytes : header.bytes.length
  const keys = yield* inferKeys(file, scanner, start, request, pageBytes)
  const sample = sampleKeys(file, scanner, start, keys)
  const options: SortOptions = {
    keys,
    memoryBytes: request.memoryBytes,
    pageBytes,
    fanIn,
    formation: request.formation ?? 'fill-sort-spill',
    memorySort: 'radix',
    structure: request.structure ?? 'loser-tree',
    doubleBuffering: request.doubleBuffering ?? false,
    firstPass: 'full',
    detail: 'page',
    heightRange: sample.range,
  }
  const source = new TextSource(file, scanner, {
    keys,
    badRows: request.badRows,
    start,
    firstLine: header.lines + 1,
    common: sample.common,
  })
  const sink = new TextSink(output, header.bytes, header.lineBreak)
  const result = yield* runExternalSort(source, sink, store, options, trace)
  return { keys, options, result, rejectedRows: source.rejectedRows }
}

/** Completes the key columns, reading the file once when a type is to be found out. */
function* inferKeys(
  file: ByteSource,
  scanner: RecordScanner,
  start: number,
  request: FileSortRequest,
  pageBytes: number,
): Generator<FileSortProgress, SortKey[]> {
  if (request.keys.every((key) => key.type !== undefined)) return completeKeys(request.keys, [])
  const budget = new MemoryBudget(request.memoryBytes)
  const guessing = inferTypes(file, scanner, start, budget, pageBytes)
  for (;;) {
    const step = guessing.next()
    if (step.done === true) return completeKeys(request.keys, step.value)
    yield { phase: 'infer', inputBytes: step.value, inputSizeBytes: file.sizeBytes }
  }
}
