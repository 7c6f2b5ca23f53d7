import { parseRecord } from '../../base/parse.ts'
import { createWork } from './answer.ts'
import { gone, type FilePorts, type Workspace } from './file-ports.ts'
import { parseChoice, parseJob } from './file-sort-params.ts'
import { readJobNotes } from './job-notes.ts'
import { OperationError, type OperationProgress, type PortedOperation } from './operation.ts'
import { proveOutput } from './prove-output.ts'
import type { SortFileReport } from './sort-file-report.ts'
import { asTold } from './told.ts'

/** Reads back an output that was written and not checked to its end. Answers with the report; has no log. */
export const checkSortedOperation: PortedOperation<FilePorts> = {
  name: 'check-sorted',
  open: async (params, _acts, { workspaces }) => {
    try {
      const workspace = await workspaces.open(parseJob(parseRecord(params, 'params')['job']))
      return createWork(
        () => check(workspace),
        () => workspace.close(),
      )
    } catch (error) {
      throw asTold(error)
    }
  },
}

function noteRefuted(workspace: Workspace): void {
  try {
    workspace.note({ type: 'refuted' }, true)
  } catch {
    // That the output is not what was written is what is told.
  }
}

/** Nothing goes on with the runs of an output that is noted: those are there that could not be removed then. */
function dropRuns({ runs }: Workspace): void {
  try {
    for (const { run } of runs.list()) runs.remove(run)
  } catch {
    // What they take is given back when the sort is forgotten.
  }
}

function* check(workspace: Workspace): Generator<OperationProgress, SortFileReport> {
  try {
    const { notes, id, output } = workspace
    if (notes.length === 0) throw gone(id)
    const { job, keys, written, report } = readJobNotes(notes)
    // Another tab may have checked it.
    if (report !== undefined) return report
    if (job === undefined || keys === undefined || written === undefined) {
      throw new OperationError('NOT_FINISHED', 'this sort has no output yet', id)
    }
    dropRuns(workspace)
    const format = parseChoice(job.plain['format'], ['csv', 'ndjson', 'parquet'] as const, 'format')
    const name = String(job.plain['file'])
    const proving = proveOutput(workspace, {
      name,
      format,
      keys,
      pageBytes: Number(job.plain['page']),
      report: written,
    })
    for (;;) {
      const step = proving.next()
      if (step.done === true) return step.value
      yield { done: Math.min(step.value, output.sizeBytes), total: output.sizeBytes, unit: 'bytes' }
    }
  } catch (error) {
    if (error instanceof OperationError && error.code === 'OUTPUT_NOT_VERIFIED') noteRefuted(workspace)
    throw asTold(error)
  }
}
