import { resolve } from 'node:path'
import { formatBytes, formatCount, formatPlural } from '../base/format.ts'
import { tryParseMicros } from '../base/calendar.ts'
import { CHANGE_FIELDS, changeCells, readChanges } from '../engine/delta/change-data.ts'
import { rowsOf } from '../engine/delta/data-file.ts'
import type { RowBatch } from '../engine/delta/data-file.ts'
import { DeltaError } from '../engine/delta/delta-error.ts'
import { inspectTable } from '../engine/delta/inspect.ts'
import type { TableSummary } from '../engine/delta/inspect.ts'
import { ensureSchema, readRows } from '../engine/delta/read-rows.ts'
import { loadSnapshot } from '../engine/delta/snapshot.ts'
import type { StructType } from '../engine/delta/schema.ts'
import type { SnapshotTarget } from '../engine/delta/snapshot.ts'
import { formatRow } from '../engine/delta/values.ts'
import { verifyTable } from '../engine/delta/verify.ts'
import type { Finding } from '../engine/delta/verify-log.ts'
import type { ReadableStore } from '../engine/storage/object-store.ts'
import { describeDemo, runDemo } from './delta-demo.ts'
import { CliError } from './error-codes.ts'
import { openTable } from './open-table.ts'
import { readArguments } from './read-arguments.ts'

const OPTIONS = {
  version: { type: 'string' },
  timestamp: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  fork: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

const COMMANDS = ['inspect', 'rows', 'changes', 'verify'] as const

/** Versions, both included; without the last one up to the latest. */
interface ChangeRange {
  readonly from: number
  readonly to: number | undefined
}

interface DeltaArguments {
  readonly command: (typeof COMMANDS)[number]
  readonly path: string
  readonly target: SnapshotTarget
  readonly range: ChangeRange
  readonly isJson: boolean
}

/** Runs the command; returns the exit code: 0 fine, 1 findings. `isStopped` is asked between the parts of a long output. */
export async function runDeltaCommand(
  args: readonly string[],
  folder: string,
  isStopped: () => boolean,
  print: (text: string) => void,
): Promise<number> {
  if (args[0] === 'demo') return printDemo(args.slice(1), folder, print)
  const parsed = parseDeltaArguments(args, folder)
  const table = await openTable(parsed.path)
  try {
    switch (parsed.command) {
      case 'inspect': {
        const summary = await inspectTable(table.store, parsed.target)
        print(parsed.isJson ? JSON.stringify(summary) : describe(summary))
        return 0
      }
      case 'rows':
        await printRows(formatRows(table.store, parsed.target), isStopped, print)
        return 0
      case 'changes':
        await printRows(formatChanges(table.store, parsed.range), isStopped, print)
        return 0
      case 'verify': {
        const findings = await verifyTable(table.store)
        print(parsed.isJson ? JSON.stringify(findings) : describeFindings(findings))
        return findings.length > 0 ? 1 : 0
      }
    }
  } finally {
    table.close()
  }
}

async function printDemo(args: readonly string[], folder: string, print: (text: string) => void): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS)
  const [scenario, ...others] = positionals
  if (scenario === undefined || others.length > 0) throw usage('name one scenario of the lab', 'SCENARIO')
  if (values.out === undefined) throw usage('--out names the folder to write to', '--out')
  const result = await runDemo({ scenario, out: resolve(folder, values.out), isFork: values.fork ?? false })
  print(values.json === true ? JSON.stringify(result) : describeDemo(result))
  return 0
}

/** Lines printed at once. */
const LINES_OF_BLOCK = 1000

async function printRows(
  batches: AsyncIterable<Iterable<string>>,
  isStopped: () => boolean,
  print: (text: string) => void,
): Promise<void> {
  let lines: string[] = []
  for await (const batch of batches) {
    for (const row of batch) {
      if (lines.push(row) < LINES_OF_BLOCK) continue
      print(lines.join('\n'))
      lines = []
    }
    if (isStopped()) throw new CliError('STOPPED', 'stopped by a signal', 'delta')
  }
  if (lines.length > 0) print(lines.join('\n'))
}

async function* formatRows(store: ReadableStore, target: SnapshotTarget): AsyncGenerator<Iterable<string>> {
  const snapshot = await loadSnapshot(store, target)
  for await (const batch of readRows(store, snapshot)) yield formatBatch(ensureSchema(snapshot), batch)
}

function* formatBatch(schema: StructType, batch: RowBatch): Generator<string> {
  for (const row of rowsOf(batch)) yield formatRow(schema, row)
}

async function* formatChanges(store: ReadableStore, { from, to }: ChangeRange): AsyncGenerator<Iterable<string>> {
  const snapshot = await loadSnapshot(store, to === undefined ? {} : { version: to })
  const schema: StructType = { kind: 'struct', fields: [...ensureSchema(snapshot).fields, ...CHANGE_FIELDS] }
  for await (const change of readChanges(store, from, to)) yield [formatRow(schema, changeCells(change))]
}

function parseDeltaArguments(args: readonly string[], folder: string): DeltaArguments {
  const { values, positionals } = readArguments(args, OPTIONS)
  const [command, path, ...others] = positionals
  if (!isCommand(command)) throw usage('delta has the commands inspect, rows, changes, verify and demo', 'delta')
  if (path === undefined || others.length > 0) throw usage('name one table: a folder, or an archive of one', 'DIR')
  if (values.version !== undefined && values.timestamp !== undefined) {
    throw usage('give --version or --timestamp, not both', '--timestamp')
  }
  if (command === 'verify' && (values.version ?? values.timestamp) !== undefined) {
    throw usage('verify looks at the whole log; it takes no version', '--version')
  }
  if (values.out !== undefined || values.fork !== undefined) throw usage('--out and --fork are of demo', '--out')
  const hasRows = command === 'rows' || command === 'changes'
  if (values.format !== undefined && (!hasRows || values.format !== 'ndjson')) {
    throw usage('--format is ndjson, and only for rows and changes', '--format')
  }
  const range = parseRange(command, values)
  return { command, path: resolve(folder, path), target: parseTarget(values), range, isJson: values.json ?? false }
}

function isCommand(text: string | undefined): text is (typeof COMMANDS)[number] {
  return COMMANDS.some((command) => command === text)
}

function parseRange(
  command: (typeof COMMANDS)[number],
  { from, to, version, timestamp }: Partial<Record<'from' | 'to' | 'version' | 'timestamp', string>>,
): ChangeRange {
  if (command !== 'changes') {
    if ((from ?? to) !== undefined) throw usage('--from and --to are of changes', '--from')
    return { from: 0, to: undefined }
  }
  if ((version ?? timestamp) !== undefined) throw usage('changes has --from and --to for versions', '--version')
  if (from === undefined) throw usage('--from names the first version whose changes are told', '--from')
  return { from: parseVersion(from, '--from'), to: to === undefined ? undefined : parseVersion(to, '--to') }
}

function parseVersion(text: string, option: string): number {
  if (!/^\d{1,15}$/.test(text)) throw usage(`${option} is a whole number`, option)
  return Number(text)
}

function parseTarget({ version, timestamp }: { version?: string; timestamp?: string }): SnapshotTarget {
  if (version !== undefined) return { version: parseVersion(version, '--version') }
  if (timestamp === undefined) return {}
  const micros = tryParseMicros(timestamp)
  if (micros === undefined) {
    const message = `"${timestamp}" is no time; write 2024-02-29 or 2024-02-29T13:04:05Z, in UTC unless it says otherwise`
    throw new DeltaError('DELTA_TIMESTAMP_INVALID', message, '--timestamp')
  }
  return { timestamp: Math.floor(Number(micros) / 1000) }
}

function usage(message: string, where: string): CliError {
  return new CliError('USAGE', message, where)
}

function describe({
  version,
  protocol,
  features,
  files,
  rows,
  sizeBytes,
  partitionColumns,
  history,
}: TableSummary): string {
  const lines = [
    `version ${version}, reader ${protocol.minReaderVersion}, writer ${protocol.minWriterVersion}`,
    `features ${features.join(', ') || 'none'}`,
    `${formatPlural(files, 'file')}, ${rows === null ? 'rows not known' : formatPlural(rows, 'row')}, ${formatBytes(sizeBytes)}`,
    `partitioned by ${partitionColumns.join(', ') || 'nothing'}`,
    ...history.map((entry) => `  ${formatCount(entry.version)}  ${entry.timestamp}  ${operationOf(entry)}`),
  ]
  return lines.join('\n')
}

function operationOf(entry: TableSummary['history'][number]): string {
  const { operation } = entry
  return typeof operation === 'string' ? operation : '(no information)'
}

function describeFindings(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'nothing wrong was found'
  return findings.map(({ code, message, where }) => `${code}  ${where}\n  ${message}`).join('\n')
}
