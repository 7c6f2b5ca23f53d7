import { createSortFold } from '../sort/fold.ts'
import type { SortAct, SortKey } from '../sort/options.ts'
import { TextSource, type BadRows, type RejectedRow } from '../sort/formats/text-source.ts'
import { MemoryBudget } from '../sort/memory-budget.ts'
import type { ByteSink } from '../sort/ports.ts'
import { SortError } from '../sort/sort-error.ts'
import { sortFile } from '../sort/sort-file.ts'
import type { FileSortReport, FileSortRequest } from '../sort/sort-file-types.ts'
import type { SortHeader } from '../sort/state.ts'
import type { TraceWriter } from '../trace/writer.ts'
import type { FilePorts, InputFile, Workspace } from './file-ports.ts'
import { parseFileSortActs, parseFileSortParams, type FileSortParams } from './file-sort-params.ts'
import { NOTES_VERSION, readJobNotes, type Note } from './job-notes.ts'
import { KeptRuns, planPastRuns, type FoundRuns } from './kept-runs.ts'
import { openRows, requestsOf } from './open-rows.ts'
import { rereadPast } from './past-input.ts'
import { OperationError, type OpenRun, type OperationProgress, type PortedOperation } from './operation.ts'
import { proveOutput } from './prove-output.ts'
import { describeSort, type SortFileReport, type WrittenReport } from './sort-file-report.ts'
import { ByteProgress } from './sort-progress.ts'
import { asTold } from './told.ts'

/**
 * A sort of a file of the user's: read by ranges, runs and output in a workspace. Its log has the detail of pages. When
 * the workspace holds finished runs of the same sort, it goes on with them.
 */
export const sortFileOperation: PortedOperation<FilePorts> = {
  name: 'sort-file',
  open: async (params, acts, ports) => {
    try {
      const wanted = parseFileSortParams(params)
      return await openSort(wanted, parseFileSortActs(acts), ports)
    } catch (error) {
      throw asTold(error)
    }
  },
}

async function openSort(params: FileSortParams, acts: readonly SortAct[], ports: FilePorts): Promise<OpenRun> {
  const input = ports.openInput(params.source)
  ensureSameFile(input, params)
  const workspace = await ports.workspaces.open(params.job)
  const close = async (isOfUse: boolean): Promise<void> => {
    await workspace.close()
    if (!isOfUse) await tryRemove(ports, params.job)
  }
  try {
    const job = new FileSortJob(input, workspace, params, acts)
    return {
      header: job.header,
      fold: createSortFold(job.header),
      run: (trace) => job.run(trace),
      close: () => close(job.isOfUse),
    }
  } catch (error) {
    await close(workspace.notes.length > 0)
    throw error
  }
}

/** What cannot be removed now is found at the next start. */
async function tryRemove({ workspaces }: FilePorts, job: string): Promise<void> {
  try {
    await workspaces.remove(job, '')
  } catch {
    // Why the sort failed is what is told.
  }
}

function ensureSameFile(input: InputFile, { fingerprint, name }: FileSortParams): void {
  if (input.sizeBytes === 0) throw new SortError('EMPTY_INPUT', `${name} is empty`, name)
  if (input.fingerprint() === fingerprint) return
  throw new OperationError('INPUT_CHANGED', `${name} is not the file it was: its size or its bytes differ`, name)
}

/** Lines that say why a row was rejected; the rows themselves are all kept. */
const MOST_REJECTIONS = 50

interface Sorted {
  readonly keys: readonly SortKey[]
  readonly report: WrittenReport
}

class FileSortJob {
  readonly header: SortHeader
  readonly #past: FoundRuns | undefined
  readonly #keys: readonly SortKey[] | undefined
  #rejectedRows = 0
  readonly #rejections: string[] = []
  #hasFailed = false
  /** The output is whole, as far as is known. */
  #isWritten = false

  constructor(
    readonly input: InputFile,
    readonly workspace: Workspace,
    readonly params: FileSortParams,
    readonly acts: readonly SortAct[],
  ) {
    const notes = readJobNotes(workspace.notes)
    if (workspace.notes.length === 0) this.#noteJob()
    else if (JSON.stringify(notes.job?.plain) !== JSON.stringify(params.plain)) {
      throw new OperationError('WORKSPACE_TAKEN', 'what is left is of a sort with other choices', params.job)
    }
    if (notes.written !== undefined) {
      throw new OperationError('WORKSPACE_TAKEN', 'its sorted file is written already', params.job)
    }
    this.#keys = notes.keys
    this.#past = notes.keys === undefined ? undefined : planPastRuns(workspace.pastRuns)
    workspace.rejects.cutTo(0)
    workspace.output.cutTo(0)
    this.header = headerOf(params)
  }

  /**
   * Whether the workspace holds something for later. A fork is sorted to be looked at; a sort that was refused leaves
   * nothing, unless its output can still be read, or runs are kept that another one can go on with.
   */
  get isOfUse(): boolean {
    if (this.acts.length > 0) return false
    const { runs } = this.workspace
    return !this.#hasFailed || this.#isWritten || planPastRuns(runs.list()) !== undefined
  }

  *run(trace: TraceWriter): Generator<OperationProgress, SortFileReport> {
    try {
      return yield* this.#run(trace)
    } catch (error) {
      this.#hasFailed = true
      if (error instanceof OperationError && error.code === 'OUTPUT_NOT_VERIFIED') this.#isWritten = false
      throw error
    }
  }

  *#run(trace: TraceWriter): Generator<OperationProgress, SortFileReport> {
    const { params, input, workspace } = this
    const progress = new ByteProgress(input.sizeBytes, params.fanIn, params.memoryBytes)
    const { keys, report } = yield* this.#sort(trace, progress)
    const { name, format, pageBytes } = params
    const proving = proveOutput(workspace, { name, format, keys, pageBytes, report })
    for (;;) {
      const step = proving.next()
      if (step.done === true) return step.value
      yield progress.noteReadBack(step.value, workspace.output.sizeBytes)
    }
  }

  /** Sorts into the output and notes that it is whole. */
  *#sort(trace: TraceWriter, progress: ByteProgress): Generator<OperationProgress, Sorted> {
    const { workspace, input } = this
    const runs = new KeptRuns(workspace.runs, this.#past?.onDisk ?? [])
    const rejects = runs.guard(workspace.rejects.sink)
    const badRows = this.params.badRows === 'stop' ? 'stop' : (row: RejectedRow) => this.#reject(row, rejects)
    this.#dropUnusable()
    const line = yield* this.#rereadPast(badRows, progress)
    const file = runs.guardSource(input)
    const sort = sortFile(file, runs.guardOutput(workspace.output.sink), runs, this.#request(badRows, line), trace)
    let isOver = false
    try {
      for (;;) {
        const step = sort.next()
        if (step.done === true) {
          isOver = true
          return this.#finish(step.value, runs)
        }
        yield progress.note(step.value)
      }
    } catch (error) {
      isOver = true
      runs.removeMerged()
      throw asTold(error)
    } finally {
      if (!isOver) {
        runs.keep()
        sort.return(undefined as never)
      }
    }
  }

  #finish(sorted: FileSortReport, runs: KeptRuns): Sorted {
    const { params, input, workspace } = this
    if (runs.guardRead(() => input.fingerprint()) !== params.fingerprint) {
      throw new OperationError('INPUT_CHANGED', `${params.name} changed while it was read`, params.name)
    }
    const report = describeSort(sorted, {
      job: params.job,
      outputBytes: workspace.output.sizeBytes,
      rejectedRows: this.#rejectedRows,
      rejections: this.#rejections,
      resumedRuns: this.#past?.runs.length ?? 0,
    })
    runs.noteOutput(() => this.#note({ type: 'written', report }, true))
    this.#isWritten = true
    runs.removeMerged()
    return { keys: sorted.keys, report }
  }

  #request(badRows: BadRows, line: number): FileSortRequest {
    const { params, acts } = this
    return {
      format: params.format,
      keys: this.#keys === undefined ? params.keys : requestsOf(this.#keys),
      memoryBytes: params.memoryBytes,
      pageBytes: params.pageBytes,
      fanIn: params.fanIn,
      formation: params.formation,
      structure: params.structure,
      doubleBuffering: params.doubleBuffering,
      firstPass: params.firstPass,
      acts,
      badRows,
      onKeys: (keys) => this.#note({ type: 'keys', keys }, false),
      ...(this.#past === undefined ? {} : { past: { ...this.#past, line } }),
    }
  }

  /**
   * Makes sure that runs of an earlier sort hold what the input holds; the rows rejected there are told again. Returns
   * the line on which reading goes on behind them.
   */
  *#rereadPast(badRows: BadRows, progress: ByteProgress): Generator<OperationProgress, number> {
    const { input, params } = this
    if (this.#past === undefined) return 1
    const source = openRows(input, params.format, this.#keys ?? [], badRows)
    const reading = rereadPast(source, this.#past, new MemoryBudget(params.memoryBytes), params.pageBytes)
    for (;;) {
      const step = reading.next()
      if (step.done !== true) {
        yield progress.note({ phase: 'infer', inputBytes: step.value, inputSizeBytes: input.sizeBytes })
        continue
      }
      if (!step.value) throw pastChanged(params.name)
      return source instanceof TextSource ? source.line : 1
    }
  }

  #reject({ line, detail, bytes, isFirst, isLast }: RejectedRow, rejects: ByteSink): void {
    if (isFirst) {
      this.#rejectedRows++
      if (this.#rejections.length < MOST_REJECTIONS) this.#rejections.push(`line ${line}: ${detail}`)
      // Read with the line above it, and alike for every row: `# line 12: 3 fields; the header has 4`, then the row as it was.
      rejects.write(encoder.encode(`# line ${line}: ${detail}\n`))
    }
    rejects.write(bytes)
    if (isLast && bytes.at(-1) !== 10) rejects.write(LINE_FEED)
  }

  #noteJob(): void {
    const { params, input } = this
    const { sizeBytes, lastModifiedMs } = input
    const { plain, startedAtMs } = params
    this.#note({ type: 'job', version: NOTES_VERSION, plain, startedAtMs, sizeBytes, lastModifiedMs }, true)
  }

  /** Runs behind which reading cannot begin again are of no use, nor are those behind one that is missing. */
  #dropUnusable(): void {
    const used = new Set(this.#past?.onDisk.map(({ run }) => run))
    const { runs } = this.workspace
    for (const { run } of runs.list()) if (!used.has(run)) runs.remove(run)
  }

  #note(note: Note, isUrgent: boolean): void {
    this.workspace.note(note, isUrgent)
  }
}

const LINE_FEED = Uint8Array.of(10)
const encoder = new TextEncoder()

function pastChanged(name: string): OperationError {
  const message = `${name} no longer has the rows that the finished runs hold. Free what is left of that sort and sort the file again`
  return new OperationError('INPUT_CHANGED', message, name)
}

function headerOf(params: FileSortParams): SortHeader {
  return {
    detail: 'page',
    records: 0,
    heights: new Float32Array(0),
    labels: [],
    prefixHigh: new Uint32Array(0),
    prefixLow: new Uint32Array(0),
    memory: params.memoryBytes,
    page: params.pageBytes,
    fanIn: params.fanIn,
    structure: params.structure,
    formation: params.formation,
    memorySort: 'radix',
    doubleBuffering: params.doubleBuffering,
  }
}
