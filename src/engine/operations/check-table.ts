import { formatCount, formatPlural } from '../../base/format.ts'
import { parseRecord } from '../../base/parse.ts'
import { LAST_CHECKPOINT } from '../delta/log-path.ts'
import { earliestVersion, listLog } from '../delta/log-segment.ts'
import type { LogListing } from '../delta/log-segment.ts'
import type { Snapshot } from '../delta/snapshot.ts'
import { UnreadableProtocol } from '../delta/table-features.ts'
import { verifyLog } from '../delta/verify-log.ts'
import type { CommitSeen, Finding } from '../delta/verify-log.ts'
import type { ReadableStore } from '../storage/object-store.ts'
import { CheckScoreBuilder } from './check-score.ts'
import type { CheckScore } from './check-score.ts'
import { CopiedTimesFinder } from './copied-times.ts'
import type { CopiedTimes } from './copied-times.ts'
import { DyingVersions } from './dying-versions.ts'
import type { FilePorts } from './file-ports.ts'
import { ActionCounts, findFeatures, findRefused } from './found-features.ts'
import type { FoundFeature } from './found-features.ts'
import type { PortedOperation } from './operation.ts'
import { LogLinesBuilder } from './log-lines.ts'
import type { LogLines } from './log-lines.ts'
import { LogPlaces } from './log-places.ts'
import type { LinePlace, RecordedLine } from './log-places.ts'
import { runPaced } from './paced-store.ts'
import type { StoreProgress } from './paced-store.ts'
import { loadNewest, missingVersions, planFirst, versionsText } from './readable-versions.ts'
import type { ReadableFiles, VersionRange } from './readable-versions.ts'
import { openStore } from './read-table.ts'
import { MOST_LISTED, summarizeFiles } from './summarize-files.ts'
import type { FileSummary } from './summarize-files.ts'
import { createTableWork } from './table-told.ts'
import { tryPlanUnused, vacuumPlanOf } from './vacuum-plan.ts'
import type { NoVacuumPlan, VacuumPlan } from './vacuum-plan.ts'

/** One line of what was checked. */
export interface TableCheck {
  readonly label: string
  /** "0 to 14", "9 of 10". */
  readonly value: string
  readonly status: 'passed' | 'warned' | 'failed'
}

/** What the page is told of a table before it is stepped through. */
export interface TableReport extends Omit<FileSummary, 'missing'> {
  /** Live files that are not in the folder, the first few hundred, and where the log adds them. */
  readonly missing: readonly (FileSummary['missing'][number] & { readonly place: LinePlace | undefined })[]
  /** The newest line about the protocol; undefined where only a checkpoint has it. */
  readonly recordedProtocol: RecordedLine | undefined
  readonly name: string
  readonly objects: number
  readonly sizeBytes: number
  readonly checks: readonly TableCheck[]
  /** What was looked at for them, in its order. */
  readonly score: CheckScore
  /** Everything that is wrong with the log, the first few hundred. */
  readonly findings: readonly Finding[]
  readonly findingCount: number
  /** The newest version that can be rebuilt, of which everything here tells. */
  readonly version: number
  /** Versions [from, to) that cannot be rebuilt; those behind `version` among them. */
  readonly lost: readonly VersionRange[]
  readonly commits: number
  /** Those of versions that can be rebuilt. */
  readonly wholeCommits: number
  readonly lines: LogLines
  readonly readerVersion: number
  readonly writerVersion: number
  /** What was found, and whether it can be read. */
  readonly found: readonly FoundFeature[]
  /** "name string, age integer". */
  readonly columns: string
  readonly liveFiles: number
  readonly liveBytes: number
  readonly vacuum: VacuumPlan | NoVacuumPlan
  /** Of the newest commit, where its file and its own line differ by more than a day: a folder that was copied. */
  readonly copied: CopiedTimes | undefined
}

/** What the page is told of a table whose protocol asks for more than is read here. */
export interface RefusedTable {
  readonly refusal: { readonly code: string; readonly message: string; readonly where: string }
  readonly found: readonly FoundFeature[]
}

/** Looks at the log of a table, and at which files are there; reads no data file. Has no events. */
export const checkTableOperation: PortedOperation<FilePorts> = {
  name: 'check-table',
  open: async (params, _acts, ports) => {
    const { source, name } = parseRecord(params, 'params')
    const store = await openStore(ports, source)
    return createTableWork(() => runPaced(store, (paced, progress) => checkTable(paced, String(name), progress)))
  },
}

async function checkTable(
  store: ReadableStore,
  name: string,
  progress: StoreProgress,
): Promise<TableReport | RefusedTable> {
  try {
    return await reportTable(store, name, progress)
  } catch (error) {
    if (!(error instanceof UnreadableProtocol)) throw error
    const { code, message, where } = error
    return { refusal: { code, message, where }, found: findRefused(error.protocol) }
  }
}

async function reportTable(store: ReadableStore, name: string, progress: StoreProgress): Promise<TableReport> {
  const objects = await store.list('')
  const listing = await listLog(store)
  const findings: Finding[] = []
  const known = new Set<string>()
  progress.begin(countReplayed(listing), 'commits replayed')
  const snapshot = await loadNewest(store, listing)
  const builder = new LogLinesBuilder(listing.checkpoints.keys())
  const score = new CheckScoreBuilder()
  const report = (finding: Finding): void => {
    const key = JSON.stringify(finding)
    if (known.has(key)) return
    findings.push(finding)
    known.add(key)
    score.add('finding')
  }
  const { version, protocol, files, schema } = snapshot
  const sizes = new Map(objects.map(({ path, sizeBytes }) => [path, sizeBytes]))
  const there = new Set(sizes.keys())
  score.begin('data files')
  const summary = await summarizeFiles(snapshot, sizes, (done) => store.rest?.(done, files.count, 'live files'), {
    see: (isThere) => score.add(isThere ? 'file' : 'missing'),
    report,
  })
  progress.begin(listing.commits.size, 'commits checked')
  const unused = await tryPlanUnused(store, listing, snapshot)
  const dying = new DyingVersions(there, doomedOf(unused), store.rootPath)
  score.begin('the log')
  const places = new LogPlaces(summary.missing.map(({ path }) => path))
  const readable = { commits: new Set<number>(), checkpoints: new Set<number>() }
  const [counts, times] = [new ActionCounts(), new CopiedTimesFinder()]
  const see = (commit: CommitSeen): void => {
    if (commit.actions !== undefined) readable.commits.add(commit.version)
    const tails = builder.add(commit)
    counts.add(commit.version, commit.actions ?? [])
    score.add('line', (commit.actions?.length ?? 0) - tails)
    score.add('repaired', tails)
    places.add(commit)
    dying.add(commit)
    times.add(commit)
  }
  await verifyLog(store, listing, report, see, (of) => void readable.checkpoints.add(of))
  const lost = planLost(listing, snapshot, readable)
  const bounds = { first: earliestVersion(listing) ?? 0, last: version }
  const lines = builder.finish()
  const checks = planChecks(listing, snapshot, findings, {
    missing: summary.missingCount,
    misfits: summary.misfitCount,
    hasHint: there.has(LAST_CHECKPOINT),
    tails: lines.tails,
    lost,
  })
  score.begin('checks')
  for (const { status } of checks) score.add(status === 'failed' ? 'failed' : 'passed')
  return {
    name,
    objects: objects.length,
    sizeBytes: objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    checks,
    score: score.finish(),
    findings: findings.slice(0, MOST_LISTED),
    findingCount: findings.length,
    version,
    lost,
    commits: listing.commits.size,
    wholeCommits: countWhole(listing, lost),
    lines,
    readerVersion: protocol.minReaderVersion,
    writerVersion: protocol.minWriterVersion,
    found: findFeatures(snapshot, listing, counts, summary),
    columns: (schema?.fields ?? []).map((field) => `${field.name} ${field.type.kind}`).join(', '),
    liveFiles: files.count,
    liveBytes: files.sizeBytes,
    ...summary,
    missing: summary.missing.map((file) => ({ ...file, place: places.ofFile(file.path) })),
    recordedProtocol: places.protocol,
    vacuum: vacuumPlanOf(unused, lost.length > 0 ? undefined : dying.finish(bounds, summary.missingCount)),
    copied: times.finish(listing, snapshot.metadata),
  }
}

function countWhole({ commits }: LogListing, lost: readonly VersionRange[]): number {
  return [...commits.keys()].filter((of) => !lost.some(([from, to]) => of >= from && of < to)).length
}

/** The versions that cannot be rebuilt; the one that was loaded can be, though only a compaction of the log may tell of it. */
function planLost(listing: LogListing, { version }: Snapshot, readable: ReadableFiles): VersionRange[] {
  const { latest = version } = listing
  const lost = missingVersions(listing, planFirst(listing), readable).flatMap(([from, to]) =>
    [[from, Math.min(to, version)] as const, [Math.max(from, version + 1), to] as const].filter(([a, b]) => a < b),
  )
  return version < latest && lost.at(-1)?.[1] !== latest + 1 ? [...lost, [version + 1, latest + 1]] : lost
}

/** The paths of what VACUUM would delete; none where that cannot be told. */
function doomedOf(unused: Awaited<ReturnType<typeof tryPlanUnused>>): ReadonlySet<string> {
  return new Set('code' in unused ? [] : unused.map(({ path }) => path))
}

/** Commits behind the latest checkpoint. */
function countReplayed({ commits, checkpoints }: LogListing): number {
  const from = leastOf(checkpoints.keys(), (a, b) => b - a) ?? -1
  let count = 0
  for (const version of commits.keys()) if (version > from) count++
  return count
}

/** The first by an order, of any number of them; undefined of none. */
function leastOf(values: Iterable<number>, compare: (a: number, b: number) => number): number | undefined {
  let least: number | undefined
  for (const value of values) if (least === undefined || compare(value, least) < 0) least = value
  return least
}

interface ToCheck {
  readonly missing: number
  /** Files of another size than the log says. */
  readonly misfits: number
  readonly hasHint: boolean
  readonly tails: number
  readonly lost: readonly VersionRange[]
}

function planChecks(
  { commits, checkpoints, latest = 0 }: LogListing,
  { files, warnings, protocol }: Snapshot,
  findings: readonly Finding[],
  { missing, misfits, hasHint, tails, lost }: ToCheck,
): TableCheck[] {
  const first = leastOf([...commits.keys(), ...checkpoints.keys()], (a, b) => a - b) ?? 0
  const count = (...codes: readonly string[]): number => findings.filter(({ code }) => codes.includes(code)).length
  const gaps = count('DELTA_VERSIONS_NOT_CONTIGUOUS')
  const lines = count('DELTA_LOG_FILE_MALFORMED')
  const wrong = count('CHECKPOINT_MISMATCH', 'DELTA_CHECKPOINT_DAMAGED') + warnings.length
  const hint = count('HINT_WRONG', 'HINT_UNREADABLE')
  const status = (faults: number, bad: TableCheck['status']): TableCheck['status'] => (faults === 0 ? 'passed' : bad)
  return [
    { label: 'A _delta_log is there', value: formatPlural(commits.size, 'commit'), status: 'passed' },
    {
      label: 'Versions without a gap',
      value: lost[0] === undefined ? `${formatCount(first)} to ${formatCount(latest)}` : lostText(lost[0], lost.length),
      status: lost.length > 0 ? 'failed' : status(gaps, 'warned'),
    },
    {
      label: 'Every line is one action',
      value: lines > 0 ? `${formatCount(lines)} not` : tails > 0 ? `${formatCount(tails)} repaired` : 'all',
      status: lines > 0 ? 'failed' : status(tails, 'warned'),
    },
    {
      label: 'Protocol can be read',
      value: `${protocol.minReaderVersion}, ${protocol.minWriterVersion}`,
      status: 'passed',
    },
    {
      label: 'Checkpoints = replay',
      value:
        checkpoints.size === 0
          ? 'none'
          : wrong === 0
            ? formatCount(checkpoints.size)
            : `${formatCount(wrong)} of ${formatCount(checkpoints.size)} not`,
      status: status(wrong, 'failed'),
    },
    {
      label: '_last_checkpoint fits',
      value: !hasHint ? 'none' : hint === 0 ? 'yes' : 'no',
      status: status(hint, 'warned'),
    },
    {
      label: 'Data files are there',
      value: `${formatCount(files.count - missing)} of ${formatCount(files.count)}`,
      status: status(missing, 'failed'),
    },
    {
      label: 'Data files have their sizes',
      value: `${formatCount(files.count - missing - misfits)} of ${formatCount(files.count - missing)}`,
      status: status(misfits, 'failed'),
    },
  ]
}

/** "not version 3", "not versions 3 to 5, and 2 more". */
function lostText(first: VersionRange, count: number): string {
  return `not ${versionsText(first)}${count > 1 ? `, and ${formatCount(count - 1)} more` : ''}`
}
