import type { TraceWriter } from '../trace/writer.ts'
import { openCsv, openNdjson } from './formats/text-format.ts'
import { ensureSizes } from './options.ts'
import { ensureLeast, LEAST_READER_BYTES } from './page-plan.ts'
import type { ByteSink, ByteSource, RunStore } from './ports.ts'
import type { FileSortProgress, FileSortReport, FileSortRequest } from './sort-file-types.ts'
import { sortParquet } from './sort-parquet.ts'
import { sortText } from './sort-text.ts'

export type { FileFormat, FileSortProgress, FileSortReport, FileSortRequest } from './sort-file-types.ts'

/** Sorts a file into another of the same format, with bounded memory. Yields at page boundaries. Throws `SortError`. */
export function* sortFile(
  file: ByteSource,
  output: ByteSink,
  store: RunStore,
  request: FileSortRequest,
  trace: TraceWriter,
): Generator<FileSortProgress, FileSortReport> {
  if (request.format !== 'parquet') ensureLeast(request, () => LEAST_READER_BYTES)
  ensureSizes(request)
  switch (request.format) {
    case 'csv':
      return yield* sortText(file, openCsv(file, request.keys, request.memoryBytes), output, store, request, trace)
    case 'ndjson':
      return yield* sortText(file, openNdjson(file, request.keys), output, store, request, trace)
    case 'parquet':
      return yield* sortParquet(file, output, store, request, trace)
  }
}
