import type { TraceWriter } from '../trace/writer.ts'
import { runExternalSort } from './external-sort.ts'
import { inferTypes } from './formats/infer-types.ts'
import type { InferredColumn } from './formats/infer-types.ts'
import { sampleKeys } from './formats/sample-keys.ts'
import type { TextFormat } from './formats/text-format.ts'
import { TextSink } from './formats/text-sink.ts'
import { TextSource } from './formats/text-source.ts'
import type { RejectedRow } from './formats/text-source.ts'
import { completeKeys } from './key-spec.ts'
import { MemoryBudget } from './memory-budget.ts'
import type { SortKey } from './options.ts'
import { planPages } from './page-plan.ts'
import type { ByteSink, ByteSource, RunStore } from './ports.ts'
import { fileOptions } from './sort-file-types.ts'
import type { FileSortProgress, FileSortReport, FileSortRequest } from './sort-file-types.ts'
import { SortError } from './sort-error.ts'

/** Sorts a text file whose format has been opened. Records' bytes stay as they are. */
export function* sortText(
  file: ByteSource,
  format: TextFormat,
  output: ByteSink,
  store: RunStore,
  request: FileSortRequest,
  trace: TraceWriter,
): Generator<FileSortProgress, FileSortReport> {
  const { fanIn, pageBytes } = planPages(request)
  const { scanner, start } = format
  const firstLine = request.past?.line ?? format.firstLine
  const { keys, wideColumns } = yield* inferKeys(file, format, request, pageBytes)
  request.onKeys?.(keys)
  const sample = sampleKeys(file, scanner, start, keys)
  if (!format.hasHeader && request.keys.every((key) => key.type !== undefined) && sample.isSeen.includes(false)) {
    ensureSeen(file, format, request, pageBytes, yield* inferAll(file, format, request, pageBytes))
  }
  const options = fileOptions(request, keys, { fanIn, pageBytes, heights: sample.heights })
  const { common } = sample
  const source = new TextSource(file, scanner, { keys, badRows: request.badRows, start, firstLine, common })
  const sink = new TextSink(output, format.header, format.lineBreak)
  const result = yield* runExternalSort(source, sink, store, options, trace, request.past)
  return { keys, options, result, rejectedRows: source.rejectedRows, wideColumns }
}

/** Completes the key columns, reading the file once when a type is to be found out. */
function* inferKeys(
  file: ByteSource,
  format: TextFormat,
  request: FileSortRequest,
  pageBytes: number,
): Generator<FileSortProgress, { readonly keys: SortKey[]; readonly wideColumns: readonly string[] }> {
  if (request.keys.every((key) => key.type !== undefined))
    return { keys: completeKeys(request.keys, []), wideColumns: [] }
  const columns = yield* inferAll(file, format, request, pageBytes)
  if (!format.hasHeader) ensureSeen(file, format, request, pageBytes, columns)
  const types = columns.map((column) => column.type)
  const wide = request.keys.filter(({ type }, i) => type === undefined && columns[i]?.isWide === true)
  return { keys: completeKeys(request.keys, types), wideColumns: wide.map(({ column }) => column) }
}

function* inferAll(
  file: ByteSource,
  { scanner, start }: TextFormat,
  request: FileSortRequest,
  pageBytes: number,
): Generator<FileSortProgress, InferredColumn[]> {
  const guessing = inferTypes(file, scanner, start, new MemoryBudget(request.memoryBytes), pageBytes)
  for (;;) {
    const step = guessing.next()
    if (step.done === true) return step.value
    yield { phase: 'infer', inputBytes: step.value, inputSizeBytes: file.sizeBytes }
  }
}

/** Without a header, a column that no record has does not exist; one that is null in all of them does. Where there is no record the first row says why. */
function ensureSeen(
  file: ByteSource,
  format: TextFormat,
  request: FileSortRequest,
  pageBytes: number,
  columns: readonly InferredColumn[],
): void {
  const missing = request.keys.find((_, i) => columns[i]?.isEmpty === true && format.nulls[i] !== true)
  if (missing === undefined) return
  ensureReadable(file, format, request, pageBytes)
  throw new SortError('NO_SUCH_COLUMN', `no record of ${file.name} has "${missing.column}"`, missing.column)
}

/** Throws what is wrong with the first row when no row of the file can be taken. */
function ensureReadable(
  file: ByteSource,
  { scanner, start, firstLine }: TextFormat,
  request: FileSortRequest,
  pageBytes: number,
): void {
  const rejected: SortError[] = []
  const badRows = ({ line, code, detail }: RejectedRow): void => {
    if (rejected.length === 0) rejected.push(new SortError(code, `line ${line}: ${detail}`, `line ${line}`))
  }
  // Every value is a text: only rows that are no records are rejected.
  const keys = completeKeys(
    request.keys.map((key) => ({ ...key, type: 'string' as const })),
    [],
  )
  const source = new TextSource(file, scanner, { keys, badRows, start, firstLine })
  source.open(new MemoryBudget(request.memoryBytes), pageBytes)
  let end: ReturnType<TextSource['readPage']>
  do end = source.readPage({ add: () => false })
  while (end === 'page')
  const [first] = rejected
  if (end === 'end' && first !== undefined) throw first
}
