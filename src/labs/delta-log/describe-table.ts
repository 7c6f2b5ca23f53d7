import { formatMillis } from '../../base/calendar.ts'
import { formatBytes, formatCount, formatPlural } from '../../base/format.ts'
import { isRecord } from '../../base/parse.ts'
import type { CommitPayload } from '../../engine/delta/events.ts'
import { latestVersion, tryVersion } from '../../engine/delta/state.ts'
import type { DeltaState, VersionState } from '../../engine/delta/state.ts'
import { parseProgram } from '../../engine/sql/parse-program.ts'
import type { DescribeDetailStatement, DescribeHistoryStatement } from '../../engine/sql/statement.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { Moment, WrittenAnswer } from '../../player/lab.ts'

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

const HISTORY = [
  'version',
  'timestamp',
  'operation',
  'operationParameters',
  'readVersion',
  'isolationLevel',
  'isBlindAppend',
  'operationMetrics',
] as const
const NUMERIC: readonly string[] = ['version', 'readVersion', 'numFiles', 'sizeInBytes']

/** The newest version first, as Delta does it; a version that only a checkpoint tells of has no line in the log. */
function describeHistory(state: DeltaState, log: Log, limit: number): WrittenAnswer {
  const { commits, times } = commitsOf(state)
  const shown = commits.slice(-limit).reverse()
  const rows = shown.map((of) => {
    const info = infoOf(log, of)
    const own = info['inCommitTimestamp']
    return [
      formatCount(of.version),
      momentText(typeof own === 'number' ? own : (times.get(of.version) ?? of.timestampMs)),
      of.operation,
      textOf(info['operationParameters']),
      of.readVersion === undefined ? '' : formatCount(of.readVersion),
      of.isolation,
      String(of.isBlindAppend),
      textOf(info['operationMetrics']),
    ]
  })
  const count = commits.length
  const note =
    rows.length < count
      ? `the newest ${formatCount(rows.length)} of ${formatPlural(count, 'commit')}`
      : formatPlural(count, 'commit')
  return answerOf(HISTORY, rows, note)
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
  const { table } = state.header
  const { metaData, protocol, clustering } = definitionOf(state, log)
  const latest = latestVersion(state)
  const newest = tryVersion(state, latest)
  const cells: readonly (readonly [column: string, value: string])[] = [
    ['format', 'delta'],
    ['id', textOf(metaData['id'])],
    ['name', table],
    ['createdAt', typeof metaData['createdTime'] === 'number' ? momentText(metaData['createdTime']) : ''],
    ['lastModified', newest === undefined ? '' : momentText(newest.timestampMs)],
    ['partitionColumns', (state.metadata?.partitionColumns ?? []).join(', ')],
    ['clusteringColumns', clustering.join(', ')],
    ['numFiles', formatCount(state.counts.liveFiles)],
    ['sizeInBytes', `${state.counts.liveBytes}`],
    ['properties', textOf(state.metadata?.configuration)],
    ['minReaderVersion', textOf(protocol['minReaderVersion'])],
    ['minWriterVersion', textOf(protocol['minWriterVersion'])],
    ['tableFeatures', listText(protocol['writerFeatures'])],
  ]
  // Fields are many and the answer is one row: it stands upright.
  const rows = cells.map(([name, value]) => [name, value])
  return answerOf(['field', 'value'], rows, `version ${formatCount(latest)}, ${formatBytes(state.counts.liveBytes)}`)
}

interface Definition {
  readonly metaData: Readonly<Record<string, unknown>>
  readonly protocol: Readonly<Record<string, unknown>>
  readonly clustering: readonly string[]
}

/** The newest of each action that says what the table is, as far as the events carry the text of its commit. */
function definitionOf(state: DeltaState, log: Log): Definition {
  const found = new Map<string, Readonly<Record<string, unknown>>>()
  for (let version = latestVersion(state); version >= state.header.firstVersion && found.size < 3; version--) {
    const of = tryVersion(state, version)
    if (of === undefined) continue
    for (const action of actionsOf(log, of)) {
      for (const [kind, fields] of Object.entries(action)) {
        if (!isRecord(fields) || found.has(kind)) continue
        const isWanted = kind === 'metaData' || kind === 'protocol'
        if (isWanted || (kind === 'domainMetadata' && fields['domain'] === 'delta.clustering')) found.set(kind, fields)
      }
    }
  }
  return {
    metaData: found.get('metaData') ?? {},
    protocol: found.get('protocol') ?? {},
    clustering: clusteringOf(found.get('domainMetadata')?.['configuration']),
  }
}

function clusteringOf(configuration: unknown): readonly string[] {
  const value = typeof configuration === 'string' ? tryParse(configuration) : undefined
  const columns = isRecord(value) ? value['clusteringColumns'] : undefined
  return Array.isArray(columns) ? columns.map((path: unknown) => (Array.isArray(path) ? path.join('.') : '')) : []
}

function infoOf(log: Log, version: VersionState): Readonly<Record<string, unknown>> {
  const found = actionsOf(log, version).find((action) => isRecord(action['commitInfo']))?.['commitInfo']
  return isRecord(found) ? found : {}
}

/** The lines of a commit that are JSON objects; none where its event does not carry them. */
function actionsOf(log: Log, { seq }: VersionState): readonly Readonly<Record<string, unknown>>[] {
  const { text } = log.payload(seq) as CommitPayload
  return text.split('\n').flatMap((line) => {
    const value = tryParse(line)
    return isRecord(value) ? [value] : []
  })
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
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

function listText(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : ''
}

function answerOf(columns: readonly string[], rows: readonly (readonly string[])[], note: string): WrittenAnswer {
  return { columns: columns.map((name) => ({ name, isNumeric: NUMERIC.includes(name) })), rows, note }
}
