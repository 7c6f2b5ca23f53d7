import type { TraceWriter } from '../trace/writer.ts'
import { openParquet } from '../columnar/parquet-file.ts'
import type { ParquetFile } from '../columnar/parquet-file.ts'
import { ParquetError } from '../columnar/range-reader.ts'
import { runExternalSort } from './external-sort.ts'
import { ParquetSink, parquetSinkBytes } from './formats/parquet-sink.ts'
import { encodedKeys, keyTypeOf, openColumns, ParquetSource } from './formats/parquet-source.ts'
import { KeySampler } from './formats/key-sampler.ts'
import type { KeySample } from './formats/key-sampler.ts'
import { completeKeys, findColumns } from './key-spec.ts'
import { ensureLeast, planPages } from './page-plan.ts'
import type { ByteSink, ByteSource, RunStore } from './ports.ts'
import { fileOptions } from './sort-file-types.ts'
import type { FileSortProgress, FileSortReport, FileSortRequest } from './sort-file-types.ts'
import { SortError } from './sort-error.ts'

/** Sorts a Parquet file into another with the same columns. Types are those of the file. */
export function* sortParquet(
  file: ByteSource,
  output: ByteSink,
  store: RunStore,
  request: FileSortRequest,
  trace: TraceWriter,
): Generator<FileSortProgress, FileSortReport> {
  try {
    if (file.sizeBytes === 0) throw new SortError('EMPTY_INPUT', `${file.name} is empty`, file.name)
    const parquet = openParquet(file)
    const names = parquet.columns.map((column) => column.name)
    const columns = findColumns(request.keys, names, file.name)
    const types = request.keys.map((key, i) => keyTypeOf(parquet, columns[i] as number, key.type))
    const keys = completeKeys(request.keys, types)
    request.onKeys?.(keys)
    const pages = openColumns(file, parquet, request.unpackers)
    const open = (common?: Uint8Array): ParquetSource => new ParquetSource(file, parquet, keys, columns, common, pages)
    const sample = yield* sampleParquet(parquet, new KeySampler(encodedKeys(parquet, keys, columns)), open)
    const source = open(sample.common)
    const heldBytes = (memoryBytes: number): number => source.memoryBytes() + parquetSinkBytes(memoryBytes)
    ensureLeast(request, heldBytes)
    const plan = planPages({ ...request, memoryBytes: request.memoryBytes - heldBytes(request.memoryBytes) })
    const options = fileOptions(request, keys, { ...plan, heights: sample.heights })
    const sink = new ParquetSink(output, parquet)
    const result = yield* runExternalSort(source, sink, store, options, trace, request.past)
    return { keys, options, result, rejectedRows: 0 }
  } catch (error) {
    if (error instanceof ParquetError) throw new SortError(error.code, error.message, error.where)
    throw error
  }
}

const SAMPLE_GROUPS = 16
const SAMPLE_ROWS = 64

/** Looks at the first rows of some row groups. */
function* sampleParquet(
  parquet: ParquetFile,
  sampler: KeySampler,
  open: (common?: Uint8Array) => ParquetSource,
): Generator<FileSortProgress, KeySample> {
  const step = Math.max(1, Math.floor(parquet.groupRows.length / SAMPLE_GROUPS))
  function* visit(common: Uint8Array | undefined): Generator<FileSortProgress> {
    const source = open(common)
    let start = 0
    for (const [group, rows] of parquet.groupRows.entries()) {
      if (group % step === 0 && rows > 0) {
        source.seek(start)
        for (let row = 0; row < Math.min(rows, SAMPLE_ROWS); row++) sampler.note(source.peekKey())
        yield { phase: 'sample' }
      }
      start += rows
    }
  }
  yield* visit(undefined)
  yield* visit(sampler.endPass())
  return sampler.sample()
}
