import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { formatBytes, formatCount, formatDuration, formatPlural } from '../base/format.ts'
import type { RejectedRow } from '../engine/sort/formats/text-source.ts'
import { describeWide } from '../engine/sort/formats/infer-types.ts'
import { parseKeySpec } from '../engine/sort/key-spec.ts'
import { sortFile } from '../engine/sort/sort-file.ts'
import type { FileFormat, FileSortReport, FileSortRequest } from '../engine/sort/sort-file-types.ts'
import { ensureKind } from '../engine/operations/file-kind.ts'
import { readParquetBack } from '../engine/operations/verify-output.ts'
import { TraceWriter } from '../engine/trace/writer.ts'
import { CliError } from './error-codes.ts'
import { NodeByteSink, NodeByteSource, realPathOf, removeFile } from './node-files.ts'
import { NodeRunStore } from './node-run-store.ts'
import { removeLeftovers, runsFolder } from './own-files.ts'
import { readArguments } from './read-arguments.ts'
import { SmallHeap, unpackers } from './small-heap.ts'

export const SORT_HELP = `sort FILE --key COL[:type][:asc|desc][:nulls-first|nulls-last][,...] --out FILE
  Sorts a file of any size with bounded memory, spilling sorted runs to disk. Stable.

  --key SPEC         key columns, most significant first, given once. Types: int32, int64, float64, string (UTF-8 byte order),
                     date, timestamp, decimal. A type that is not given is found out by reading the column once:
                     int64, float64, date, timestamp or string. Numbers beyond 2^53 that are not all int64 are then
                     float64, in which close ones are equal, and a note on stderr says so; decimal compares all digits.
                     Missing values go first when ascending, last when descending, unless told. A name with a comma or
                     a colon stands in double quotes.
  --out FILE         where the sorted records go; it appears when it is complete
  --memory BYTES     all that the sort may hold at one time (default 64M; K, M and G are powers of 1024)
  --page BYTES       size of a page, up to 256M; no row is longer than one (default: by the memory, up to 1M)
  --fan-in K         most runs merged at a time (default: as many as the memory has pages for, up to 128)
  --limit N          keep only the first N records of the order
  --format NAME      csv (RFC 4180, UTF-8, header), ndjson or parquet (default: by the file's extension). Parquet is of
                     flat columns: a file with a struct, a list or a map is refused.
  --bad-rows WHAT    stop (default) or skip rows that are ragged, undecodable or have a key of another type
  --rejects FILE     where skipped rows go (default: OUT.rejects); no such file is left when none was skipped
  --temp FOLDER      where the folder for runs is made (default: beside OUT)
  --json             print the result as one JSON object
`

interface SortArguments {
  readonly input: string
  readonly output: string
  readonly rejects: string
  readonly temp: string
  readonly isJson: boolean
  readonly request: Omit<FileSortRequest, 'badRows'>
  readonly isSkipping: boolean
}

/** What one sort tells, as printed with `--json`. */
export interface SortSummary {
  readonly rows: number
  /** Sorted runs formed, ⌈N/M⌉ of them: one where all records fit in memory and none was written. */
  readonly runs: number
  readonly passes: number
  readonly keyTypes: readonly string[]
  readonly comparisons: number
  readonly bytesSpilled: number
  readonly peakMemoryBytes: number
  readonly rssBytes: number
  readonly seconds: number
  readonly digestIn: string
  readonly digestOut: string
  readonly skippedRows: number
}

/**
 * Runs the command; returns the exit code: 0 fine, 1 rows were skipped. `isStopped` is asked now and then; `note` is told
 * what is worth knowing of a result.
 */
export async function runSortCommand(
  args: readonly string[],
  folder: string,
  isStopped: () => boolean,
  print: (text: string) => void,
  note: (text: string) => void,
): Promise<number> {
  const parsed = parseSortArguments(args, folder)
  const started = performance.now()
  // Rows of text are bytes from end to end and make no objects.
  const heap = parsed.request.format === 'parquet' ? new SmallHeap() : undefined
  const folders = [parsed.temp, ...[parsed.output, parsed.rejects].map((path) => dirname(realPathOf(path)))]
  for (const path of new Set(folders)) removeLeftovers(path)
  const file = new NodeByteSource(parsed.input, basename(parsed.input))
  const store = new NodeRunStore(join(parsed.temp, runsFolder()))
  const output = new NodeByteSink(parsed.output, basename(parsed.output))
  const rejects = new Rejects(parsed.rejects)
  try {
    ensureKind(file, parsed.request.format)
    const badRows = parsed.isSkipping ? rejects.take : 'stop'
    const trace = new TraceWriter()
    // Nobody looks at the log here: it is not kept.
    const drive = <T>(work: Generator<unknown, T>): Promise<T> =>
      driveToEnd(
        work,
        isStopped,
        () => trace.takeChunks(),
        () => heap?.trim(),
      )
    const sort = sortFile(file, output, store, { ...parsed.request, unpackers, badRows }, trace)
    const report = await drive(sort).catch((error: unknown) => {
      throw memoryRefused(error, parsed.request.memoryBytes)
    })
    // The output may take the place of the input.
    file.close()
    if (parsed.request.format === 'parquet')
      await checkWritten(output, (written) => drive(readParquetBack(written, report)))
    output.publish()
    if (parsed.isSkipping) rejects.publish()
    const summary = summarize(report, (performance.now() - started) / 1000)
    print(parsed.isJson ? JSON.stringify(summary) : describe(summary, parsed))
    // Told once there is a result: with an error there is only its object on stderr.
    for (const column of report.wideColumns ?? []) note(`${describeWide(column)} (--key COL:decimal)`)
    return summary.skippedRows > 0 ? 1 : 0
  } finally {
    output.discard()
    rejects.discard()
    file.close()
    store.destroy()
  }
}

/** What the machine says when it does not give a block of memory, in words; other errors as they are. */
function memoryRefused(error: unknown, memoryBytes: number): unknown {
  if (!(error instanceof RangeError && /array buffer|allocation|array length/i.test(error.message))) return error
  return new CliError(
    'BAD_OPTION',
    `this machine does not give ${formatCount(memoryBytes)} bytes at once: allow less`,
    '--memory',
  )
}

/** How long the sort may run before signals are heard. */
const SLICE_MS = 50

async function driveToEnd<T>(
  work: Generator<unknown, T>,
  isStopped: () => boolean,
  onPause: () => void,
  onStep: () => void,
): Promise<T> {
  let sliceEnd = performance.now() + SLICE_MS
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    onStep()
    if (performance.now() < sliceEnd) continue
    await new Promise((done) => setImmediate(done))
    if (isStopped()) work.throw(new CliError('STOPPED', 'stopped by a signal', 'sort'))
    onPause()
    sliceEnd = performance.now() + SLICE_MS
  }
}

/**
 * Reads what was written before it gets its name. Text needs no such look: its bytes are written as they were digested,
 * where the values of Parquet go through an encoder.
 */
async function checkWritten(output: NodeByteSink, read: (written: NodeByteSource) => Promise<unknown>): Promise<void> {
  const written = output.openWritten()
  try {
    await read(written)
  } finally {
    written.close()
  }
}

/** The rows that are left out, kept in a file that is made with the first of them. */
class Rejects {
  #file: NodeByteSink | undefined

  constructor(readonly path: string) {}

  readonly take = ({ bytes, isLast }: RejectedRow): void => {
    this.#file ??= new NodeByteSink(this.path, basename(this.path))
    this.#file.write(bytes)
    if (isLast && bytes.at(-1) !== 10) this.#file.write(LINE_FEED)
  }

  /** The file is what this sort has skipped: where that is nothing, the file of an earlier one goes. */
  publish(): void {
    if (this.#file === undefined) removeFile(this.path)
    else this.#file.publish()
  }

  discard(): void {
    this.#file?.discard()
  }
}

const LINE_FEED = Uint8Array.of(10)

const OPTIONS = {
  key: { type: 'string' },
  out: { type: 'string' },
  memory: { type: 'string' },
  page: { type: 'string' },
  'fan-in': { type: 'string' },
  limit: { type: 'string' },
  format: { type: 'string' },
  'bad-rows': { type: 'string' },
  rejects: { type: 'string' },
  temp: { type: 'string' },
  json: { type: 'boolean' },
} as const

const INSTEAD = { '--key': 'name all key columns in one, most significant first: --key a,b' }

function parseSortArguments(args: readonly string[], folder: string): SortArguments {
  const { values, positionals } = readArguments(args, OPTIONS, INSTEAD)
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw usage('name one file to sort', 'FILE')
  if (values.key === undefined) throw usage('name the key columns with --key', '--key')
  if (values.out === undefined) throw usage('say with --out where the sorted records go', '--out')
  ensureFileName(values.out, '--out')
  ensureFileName(values.rejects, '--rejects')
  const output = resolve(folder, values.out)
  const badRows = values['bad-rows'] ?? 'stop'
  if (badRows !== 'stop' && badRows !== 'skip') throw usage('--bad-rows is stop or skip', '--bad-rows')
  const input = resolve(folder, file)
  const rejects = resolve(folder, values.rejects ?? `${output}.rejects`)
  ensureApart(input, output, rejects)
  const format = parseFormat(values.format, file)
  ensureNamedAlike(output, format)
  const pageBytes = values.page === undefined ? {} : { pageBytes: parseBytes(values.page, '--page') }
  const fanIn = values['fan-in'] === undefined ? {} : { fanIn: parseWhole(values['fan-in'], '--fan-in') }
  const limit = values.limit === undefined ? {} : { limit: parseWhole(values.limit, '--limit') }
  return {
    input,
    output,
    rejects,
    temp: resolve(folder, values.temp ?? dirname(output)),
    isJson: values.json ?? false,
    isSkipping: badRows === 'skip',
    request: {
      format,
      keys: parseKeySpec(values.key),
      memoryBytes: parseBytes(values.memory ?? '64M', '--memory'),
      ...pageBytes,
      ...fanIn,
      ...limit,
    },
  }
}

/** "-" stands for stdout elsewhere; what is sorted here gets its name when it is complete. */
function ensureFileName(path: string | undefined, option: string): void {
  if (path === '-') throw usage(`${option} names a file, not stdout; a file of that name is ./-`, option)
}

/** Refuses a place that is none, and a name that promises another format: what is sorted is written as it was read. */
function ensureNamedAlike(output: string, format: FileFormat): void {
  const promised = EXTENSIONS[extname(output).toLowerCase()]
  if (promised !== undefined && promised !== format) {
    throw usage(
      `the output has the format of the input, ${format}, and ${basename(output)} promises ${promised}`,
      '--out',
    )
  }
  if (!existsSync(dirname(output))) {
    throw new CliError(
      'WRITE_FAILED',
      `the folder that ${basename(output)} is to be written to is not there`,
      dirname(output),
    )
  }
  const found = statSync(output, { throwIfNoEntry: false })
  if (found?.isDirectory() === true) throw usage(`${basename(output)} is a folder`, '--out')
  // The output takes the place of what has its name: a device or a pipe would be gone.
  if (found?.isFile() === false) throw usage(`${basename(output)} is not a file`, '--out')
}

/** Refuses files that would overwrite each other. Only the output may be the input: it takes its place at the end. */
function ensureApart(input: string, output: string, rejects: string): void {
  const place = realPathOf(rejects)
  if (place === realPathOf(output)) throw usage('--rejects names the file that the sorted records go to', '--rejects')
  if (place === realPathOf(input)) throw usage('--rejects names the file that is sorted', '--rejects')
}

function parseFormat(name: string | undefined, file: string): FileFormat {
  const wanted = name ?? EXTENSIONS[extname(file).toLowerCase()]
  if (wanted === 'csv' || wanted === 'ndjson' || wanted === 'parquet') return wanted
  throw usage('say with --format what the file is: csv, ndjson or parquet', '--format')
}

const EXTENSIONS: Readonly<Record<string, FileFormat>> = {
  '.csv': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.parquet': 'parquet',
}

function parseBytes(text: string, option: string): number {
  const match = /^(\d+)([KMG]?)$/i.exec(text)
  if (match === null) throw usage(`${option} is a number of bytes, or one with K, M or G behind it`, option)
  const unit = (match[2] ?? '').toUpperCase()
  return Number(match[1]) * 1024 ** ['', 'K', 'M', 'G'].indexOf(unit)
}

function parseWhole(text: string, option: string): number {
  if (!/^\d+$/.test(text)) throw usage(`${option} is a whole number`, option)
  return Number(text)
}

function usage(message: string, where: string): CliError {
  return new CliError('USAGE', message, where)
}

function summarize({ keys, result, rejectedRows }: FileSortReport, seconds: number): SortSummary {
  const { counters } = result
  return {
    rows: result.records,
    runs: counters.runs === 0 && result.records > 0 ? 1 : counters.runs,
    passes: counters.passes,
    keyTypes: keys.map((key) => key.type),
    comparisons: counters.comparisons,
    bytesSpilled: counters.runBytesWritten,
    peakMemoryBytes: result.peakMemoryBytes,
    rssBytes: residentBytes(),
    seconds: Math.round(seconds * 1000) / 1000,
    digestIn: result.digestIn,
    digestOut: result.digestOut,
    skippedRows: rejectedRows,
  }
}

/**
 * The most memory of this process that was resident at one time. What the system counts for a process includes, on Linux,
 * what its parent had when it began; the high-water mark of its own address space does not.
 */
function residentBytes(): number {
  try {
    const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    if (kibibytes !== undefined) return Number(kibibytes) * 1024
  } catch {
    // There are systems without such a file.
  }
  return process.resourceUsage().maxRSS * 1024
}

function describe(summary: SortSummary, { output, rejects }: SortArguments): string {
  const lines = [
    `${formatPlural(summary.rows, 'row')} sorted into ${output} in ${formatDuration(summary.seconds)}`,
    `runs ${summary.runs}, merge passes ${summary.passes}, key ${summary.keyTypes.join(', ')}`,
    `comparisons ${formatCount(summary.comparisons)}, spilled ${formatBytes(summary.bytesSpilled)}`,
    `memory ${formatBytes(summary.peakMemoryBytes)} of buffers, ${formatBytes(summary.rssBytes)} resident`,
    `digest in ${summary.digestIn}, out ${summary.digestOut}`,
  ]
  if (summary.skippedRows > 0) lines.push(`${formatPlural(summary.skippedRows, 'row')} skipped, kept in ${rejects}`)
  return lines.join('\n')
}
