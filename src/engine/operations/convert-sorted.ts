import { parseRecord } from '../../base/parse.ts'
import { convertCsvToParquet } from '../sort/formats/csv-to-parquet.ts'
import { convertParquetToCsv } from '../sort/formats/parquet-to-csv.ts'
import type { FileFormat } from '../sort/sort-file-types.ts'
import { createWork } from './answer.ts'
import { convertParquetToNdjson } from './convert-parquet.ts'
import { convertCsvToNdjson, convertNdjsonToCsv } from './convert-text.ts'
import { gone, type FilePorts, type Workspace } from './file-ports.ts'
import { parseChoice, parseJob } from './file-sort-params.ts'
import { readJobNotes } from './job-notes.ts'
import { OperationError, type OperationProgress, type PortedOperation } from './operation.ts'
import { asTold } from './told.ts'

const FORMATS = ['csv', 'ndjson', 'parquet'] as const
/** What conversion may hold in memory, and the smallest block it reads text through. */
const MEMORY_BYTES = 64e6
const PAGE_BYTES = 1 << 20

/** What is told of a conversion. */
export interface Converted {
  /** Names and texts that could not be written as they are: U+FFFD stands for half of a surrogate pair. */
  readonly brokenTexts: number
}

/** Writes the output of a finished sort in another format, into the workspace's file for that. Has no log. */
export const convertSortedOperation: PortedOperation<FilePorts> = {
  name: 'convert-sorted',
  open: async (params, _acts, { workspaces }) => {
    try {
      const data = parseRecord(params, 'params')
      const wanted = parseChoice(data['format'], FORMATS, 'format')
      const workspace = await workspaces.open(parseJob(data['job']))
      return createWork(
        () => convert(workspace, wanted),
        () => workspace.close(),
      )
    } catch (error) {
      throw asTold(error)
    }
  },
}

function* convert(workspace: Workspace, wanted: FileFormat): Generator<OperationProgress, Converted> {
  try {
    // Opening what is no longer there has made it anew.
    if (workspace.notes.length === 0) throw gone(workspace.id)
    const { job, report } = readJobNotes(workspace.notes)
    const from = parseChoice(job?.plain['format'], FORMATS, 'format')
    if (report === undefined) throw new OperationError('NOT_FINISHED', 'this sort has no output yet', workspace.id)
    const { output, converted, scratch } = workspace
    for (const file of [converted, scratch]) file.cutTo(0)
    // No record of the output is longer than a page of the sort.
    const pageBytes = Math.max(PAGE_BYTES, Number(job?.plain['page']))
    const steps = stepsOf(from, wanted, workspace, pageBytes, report.records)
    let brokenTexts = 0
    for (const [i, step] of steps.entries()) {
      let next = step.work.next()
      while (next.done !== true) {
        const share = Math.min(1, next.value / Math.max(1, step.total))
        const total = steps.length * output.sizeBytes
        yield { done: Math.floor((i + share) * output.sizeBytes), total, unit: 'bytes' }
        next = step.work.next()
      }
      if (typeof next.value === 'number') brokenTexts += next.value
    }
    scratch.cutTo(0)
    return { brokenTexts }
  } catch (error) {
    throw asTold(error)
  }
}

interface Step {
  /** Yields how far it is; returns the texts that could not be written as they are, where there can be any. */
  readonly work: Generator<number, number | { readonly rows: number } | void>
  /** What it counts up to. */
  readonly total: number
}

function stepsOf(
  from: FileFormat,
  wanted: FileFormat,
  { output, scratch, converted }: Workspace,
  pageBytes: number,
  records: number,
): readonly Step[] {
  const twice = 2 * output.sizeBytes
  switch (`${from} to ${wanted}` as const) {
    case 'csv to ndjson':
      return [{ work: convertCsvToNdjson(output, converted.sink, pageBytes), total: twice }]
    case 'csv to parquet':
      return [{ work: convertCsvToParquet(output, converted.sink, MEMORY_BYTES, pageBytes), total: twice }]
    case 'ndjson to csv':
      return [{ work: convertNdjsonToCsv(output, converted.sink, pageBytes), total: twice }]
    case 'ndjson to parquet':
      // By way of CSV, which has one set of columns for all rows. The second step is made when the first is done.
      return [
        { work: convertNdjsonToCsv(output, scratch.sink, pageBytes), total: twice },
        { work: later(() => convertCsvToParquet(scratch, converted.sink, MEMORY_BYTES, pageBytes)), total: twice },
      ]
    case 'parquet to csv':
      return [{ work: convertParquetToCsv(output, converted.sink), total: records }]
    case 'parquet to ndjson':
      return [{ work: convertParquetToNdjson(output, converted.sink), total: records }]
    default:
      throw new OperationError('BAD_PARAMS', `the output is ${from} already`, 'format')
  }
}

function* later<T, R>(begin: () => Generator<T, R>): Generator<T, R> {
  return yield* begin()
}
