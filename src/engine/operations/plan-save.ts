import { parseRecord } from '../../base/parse.ts'
import { openParquet } from '../columnar/parquet-file.ts'
import { readCsvHeader } from '../sort/formats/csv-header.ts'
import { CsvScanner } from '../sort/formats/csv-scanner.ts'
import { textFormOf } from '../sort/formats/parquet-text.ts'
import { planSavedColumns, type SavedColumn } from '../sort/formats/saved-columns.ts'
import { uniqueNames } from '../sort/formats/unique-names.ts'
import { MemoryBudget } from '../sort/memory-budget.ts'
import type { ByteSource } from '../sort/ports.ts'
import { createWork } from './answer.ts'
import { convertNdjsonToCsv } from './convert-text.ts'
import { gone, type FilePorts, type Workspace } from './file-ports.ts'
import { parseJob } from './file-sort-params.ts'
import { readJobNotes } from './job-notes.ts'
import { OperationError, type OperationProgress, type PortedOperation } from './operation.ts'
import { asTold } from './told.ts'

/** What is told before a sorted file is saved in a format with other types. */
export interface SavePlan {
  readonly columns: readonly SavedColumn[]
}

/** The smallest block that text is read through. */
const PAGE_BYTES = 1 << 20

/**
 * Looks at every value of a finished sort's output: how each column would be saved as Parquet or NDJSON; of Parquet at the
 * schema. Has no log.
 */
export const planSaveOperation: PortedOperation<FilePorts> = {
  name: 'plan-save',
  open: async (params, _acts, { workspaces }) => {
    try {
      const workspace = await workspaces.open(parseJob(parseRecord(params, 'params')['job']))
      return createWork(
        () => plan(workspace),
        () => workspace.close(),
      )
    } catch (error) {
      throw asTold(error)
    }
  },
}

function* plan(workspace: Workspace): Generator<OperationProgress, SavePlan> {
  try {
    const { notes, id, output, scratch } = workspace
    if (notes.length === 0) throw gone(id)
    const { job, report } = readJobNotes(notes)
    if (report === undefined) throw new OperationError('NOT_FINISHED', 'this sort has no output yet', id)
    const pageBytes = Math.max(PAGE_BYTES, Number(job?.plain['page']))
    if (job?.plain['format'] === 'csv') return yield* told(planColumns(output, pageBytes), output.sizeBytes)
    if (job?.plain['format'] !== 'ndjson') return { columns: planText(output) }
    // Its columns are those of the CSV that Parquet is made of.
    scratch.cutTo(0)
    yield* told(convertNdjsonToCsv(output, scratch.sink, pageBytes), 2 * output.sizeBytes)
    const found = yield* told(planColumns(scratch, pageBytes), scratch.sizeBytes)
    scratch.cutTo(0)
    return found
  } catch (error) {
    throw asTold(error)
  }
}

function* planColumns(file: ByteSource, pageBytes: number): Generator<number, SavePlan> {
  const { columns, bytes } = readCsvHeader(file)
  const scanner = new CsvScanner(
    columns.length,
    columns.map((_, column) => column),
  )
  const start = Math.min(bytes.length, file.sizeBytes)
  return { columns: yield* planSavedColumns(file, scanner, columns, start, new MemoryBudget(Infinity), pageBytes) }
}

/** The columns of a Parquet file as CSV and NDJSON have them; its schema tells. */
function planText(file: ByteSource): readonly SavedColumn[] {
  const { columns } = openParquet(file)
  const unique = uniqueNames(columns.map(({ name }) => name))
  return columns.map((column, i) => {
    const { name } = column
    const form = textFormOf(column)
    return {
      name,
      type: 'string',
      ...(unique[i] === name ? {} : { savedAs: unique[i] as string }),
      ...(form === undefined ? {} : { form }),
    }
  })
}

/** Counts what the work has read. */
function* told<T>(work: Generator<number, T>, total: number): Generator<OperationProgress, T> {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    yield { done: Math.min(total, step.value), total, unit: 'bytes' }
  }
}
