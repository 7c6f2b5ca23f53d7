import { formatMillis } from '../../base/calendar.ts'
import { formatBytes, formatCount, formatPlural } from '../../base/format.ts'
import type { ColumnPath, CommitPayload, CommitWords, MappedColumn } from '../../engine/delta/events.ts'
import { latestVersion, tryVersion } from '../../engine/delta/state.ts'
import type { DeltaState, VersionState } from '../../engine/delta/state.ts'
import { parseProgram } from '../../engine/sql/parse-program.ts'
import type { DescribeDetailStatement, DescribeHistoryStatement } from '../../engine/sql/statement.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { Moment } from '../../player/lab.ts'
import type { WrittenAnswer } from '../../player/written-answer.ts'

/** Versions that DESCRIBE HISTORY shows without a LIMIT. */
const MOST_VERSIONS = 200

/** The text as DESCRIBE HISTORY or DESCRIBE DETAIL, where it is one and nothing else. */
export function tryDescribe(text: string): DescribeHistoryStatement | DescribeDetailStatement | undefined {
  const [step, ...others] = parseProgram(text)
  if (step?.kind !== 'statement' || others.length > 0) return undefined
  const { statement } = step
  return statement.kind === 'describe-history' || statement.kind === 'describe-detail' ? statement : undefined
}

/** What the log says of the table at the event: nothing is read for it. */
export function describeTable(
  { state, log }: Pick<Moment<DeltaState>, 'state' | 'log'>,
  statement: DescribeHistoryStatement | DescribeDetailStatement,
): WrittenAnswer {
  return statement.kind === 'describe-detail'
    ? describeDetail(state, log)
    : describeHistory(state, log, statement.limit ?? MOST_VERSIONS)
}

/** The columns of Delta's DESCRIBE HISTORY, in its order. */
const HISTORY = [
  'version',
  'timestamp',
  'userId',
  'userName',
  'operation',
  'operationParameters',
  'job',
  'notebook',
  'clusterId',
  'readVersion',
  'isolationLevel',
  'isBlindAppend',
  'operationMetrics',
  'userMetadata',
  'engineInfo',
] as const
const NUMERIC: readonly string[] = ['version', 'readVersion', 'numFiles', 'sizeInBytes']

/** The newest version first, as Delta does it; a version that only a checkpoint tells of has no line in the log. */
function describeHistory(state: DeltaState, log: Log, limit: number): WrittenAnswer {
  const { commits, times } = commitsOf(state)
  const shown = commits.slice(-limit).reverse()
  const rows = shown.map((of) => {
    const words = wordsOf(log, of)
    const cells: Readonly<Partial<Record<string, string>>> = {
      version: formatCount(of.version),
      timestamp: momentText(ownTimeOf(state, log, of) ?? times.get(of.version) ?? of.timestampMs),
      operation: of.operation,
      operationParameters: textOf(words?.parameters),
      readVersion: of.readVersion === undefined ? '' : formatCount(of.readVersion),
      isolationLevel: of.isolation,
      isBlindAppend: textOf(of.isBlindAppend),
      operationMetrics: textOf(words?.metrics),
    }
    return HISTORY.map((name) => cells[name] ?? textOf(words?.maker[name as keyof CommitWords['maker']]))
  })
  const count = commits.length
  const note =
    rows.length < count
      ? `the newest ${formatCount(rows.length)} of ${formatPlural(count, 'commit')}`
      : formatPlural(count, 'commit')
  return { ...answerOf(HISTORY, rows, note), areRecords: true }
}

/** The commits, the oldest first, and when each was made: by its file, later than the one before by a millisecond at least. */
function commitsOf(state: DeltaState): { readonly commits: VersionState[]; readonly times: Map<number, number> } {
  const commits: VersionState[] = []
  const times = new Map<number, number>()
  let last = -Infinity
  for (const of of state.versions) {
    if (of.sizeBytes === 0) continue
    commits.push(of)
    last = Math.max(of.timestampMs, last + 1)
    times.set(of.version, last)
  }
  return { commits, times }
}

function describeDetail(state: DeltaState, log: Log): WrittenAnswer {
  const { header, metadata, protocol, clustering } = state
  const latest = latestVersion(state)
  const newest = tryVersion(state, latest)
  const cells: readonly (readonly [column: string, value: string])[] = [
    ['format', 'delta'],
    ['id', metadata?.id ?? ''],
    ['name', header.table],
    ['createdAt', typeof metadata?.createdMs === 'number' ? momentText(metadata.createdMs) : ''],
    ['lastModified', newest === undefined ? '' : momentText(ownTimeOf(state, log, newest) ?? newest.timestampMs)],
    ['partitionColumns', (metadata?.partitionColumns ?? []).join(', ')],
    ['clusteringColumns', clustering.map((path) => nameOf(path, metadata?.mapped ?? [])).join(', ')],
    ['numFiles', formatCount(state.counts.liveFiles)],
    ['sizeInBytes', `${state.counts.liveBytes}`],
    ['properties', textOf(metadata?.configuration)],
    ['minReaderVersion', textOf(protocol?.minReaderVersion)],
    ['minWriterVersion', textOf(protocol?.minWriterVersion)],
    ['tableFeatures', (protocol?.features ?? []).toSorted().join(', ')],
  ]
  // Fields are many and the answer is one row: it stands upright.
  const rows = cells.map(([name, value]) => [name, value])
  return answerOf(['field', 'value'], rows, `version ${formatCount(latest)}, ${formatBytes(state.counts.liveBytes)}`)
}

/** A column's name in the table. */
function nameOf(path: ColumnPath, columns: readonly MappedColumn[]): string {
  let level = columns
  const names = path.map((physicalName) => {
    const column = level.find((known) => known.physicalName === physicalName)
    level = column?.inner ?? []
    return column?.name ?? physicalName
  })
  return names.join('.')
}

/** The commit's own time, in milliseconds since 1970, where the table has in-commit timestamps since it or before. */
function ownTimeOf({ metadata }: DeltaState, log: Log, of: VersionState): number | undefined {
  const configuration = metadata?.configuration ?? {}
  if (configuration['delta.enableInCommitTimestamps']?.toLowerCase() !== 'true') return undefined
  const since = Number(configuration['delta.inCommitTimestampEnablementVersion'] ?? 0)
  return of.version < since ? undefined : (wordsOf(log, of)?.inCommitMs ?? undefined)
}

function wordsOf(log: Log, { seq }: VersionState): CommitWords | undefined {
  return (log.payload(seq) as CommitPayload).words
}

/** "2024-02-29 13:04:05.006 UTC" */
function momentText(millis: number): string {
  return `${formatMillis(Math.floor(millis)).replace('T', ' ').replace('Z', '')} UTC`
}

/** A value of JSON as a cell; nothing for one that is missing. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function answerOf(columns: readonly string[], rows: readonly (readonly string[])[], note: string): WrittenAnswer {
  return { columns: columns.map((name) => ({ name, isNumeric: NUMERIC.includes(name) })), rows, note }
}
