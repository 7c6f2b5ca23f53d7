import { Digest } from '../../base/digest.ts'
import { parseRecord, ParseError } from '../../base/parse.ts'
import type { Fold } from '../trace/fold.ts'
import { SharedList } from '../trace/shared-list.ts'
import { DELTA_EVENT_KINDS } from './events.ts'
import { reduceDelta } from './reduce.ts'
import type { Counts, DeltaHeader, DeltaState, FileState, Gaps, StatementRun, VersionState } from './state.ts'

/** The fold of a Delta table with that header. Throws when `header` is not a Delta table's. */
export function createDeltaFold(header: unknown): Fold<DeltaState> {
  const checked = parseDeltaHeader(header)
  return {
    kinds: DELTA_EVENT_KINDS,
    stride: STRIDE,
    start: () => startDelta(checked),
    copy: copyDelta,
    own: copyDelta,
    reduce: reduceDelta,
    sizeBytes: sizeOfDelta,
    digest: digestDelta,
    digestInPieces: digestDeltaInPieces,
    isSame: isSameDelta,
  }
}

/** An add with its payload takes some 4 µs. */
const STRIDE = 1024

function parseDeltaHeader(header: unknown): DeltaHeader {
  const { actors, startMs } = parseRecord(header, 'header')
  const right = Array.isArray(actors) && actors.every((name) => typeof name === 'string') && typeof startMs === 'number'
  if (!right) throw new ParseError('header', 'the header of a Delta table')
  return header as DeltaHeader
}

const NO_COUNTS: Counts = {
  liveFiles: 0,
  liveBytes: 0,
  liveRows: 0,
  keptFiles: 0,
  keptBytes: 0,
  looseFiles: 0,
  looseBytes: 0,
  logBytes: 0,
  logReads: 0,
  logBytesRead: 0,
  dataReads: 0,
  dataRowsRead: 0,
  bytesWritten: 0,
  commits: 0,
  conflicts: 0,
}

const NO_GAPS: Gaps = { untoldFiles: 0, absentFiles: 0, absentBytes: 0 }

function startDelta(header: DeltaHeader): DeltaState {
  return {
    header,
    atMs: 0,
    isolation: header.isolation,
    metadata: undefined,
    protocol: undefined,
    clustering: [],
    zOrderBy: [],
    versions: new SharedList(),
    files: new SharedList(),
    runs: new SharedList(),
    missing: [],
    currentRun: header.actors.map(() => -1),
    dead: header.actors.map(() => false),
    checkpoints: [],
    lostCommits: [],
    firstKept: header.firstVersion,
    counts: NO_COUNTS,
    gaps: NO_GAPS,
    search: undefined,
    rolling: 0,
  }
}

function copyDelta(state: DeltaState): DeltaState {
  const { versions, files, runs } = state
  return { ...state, versions: versions.copy(), files: files.copy(), runs: runs.copy() }
}

/** What a copy has of its own: references to blocks. The entries are shared with the states around it. */
function sizeOfDelta({ versions, files, runs, checkpoints }: DeltaState): number {
  return 1500 + (versions.length + files.length + runs.length) * 2 + checkpoints.length * 8
}

function digestDelta(state: DeltaState): string {
  const pieces = digestDeltaInPieces(state)
  for (;;) {
    const piece = pieces.next()
    if (piece.done === true) return piece.value
  }
}

/** Entries of a piece: a file is some 150 signs. */
const ENTRIES_AT_ONCE = 2048

function* digestDeltaInPieces(state: DeltaState): Generator<undefined, string> {
  const digest = digestHead(state)
  let done = 0
  for (const version of state.versions) {
    digestVersion(digest, version)
    if (++done % ENTRIES_AT_ONCE === 0) yield undefined
  }
  for (const file of state.files) {
    digestFile(digest, file)
    if (++done % ENTRIES_AT_ONCE === 0) yield undefined
  }
  for (const run of state.runs) digestRun(digest, run)
  return digestTail(digest, state).hex()
}

/** Blocks that both have are not looked into: a step changes a few of a thousand. */
function isSameDelta(left: DeltaState, right: DeltaState): boolean {
  return (
    hasSameEntries(left.versions, right.versions, digestVersion) &&
    hasSameEntries(left.files, right.files, digestFile) &&
    hasSameEntries(left.runs, right.runs, digestRun) &&
    digestTail(digestHead(left), left).hex() === digestTail(digestHead(right), right).hex()
  )
}

function hasSameEntries<T>(
  left: SharedList<T>,
  right: SharedList<T>,
  add: (digest: Digest, entry: T) => void,
): boolean {
  if (left.length !== right.length) return false
  const others = right.blocks()
  const digestOf = (block: readonly T[]): string => {
    const digest = new Digest()
    for (const entry of block) add(digest, entry)
    return digest.hex()
  }
  return left.blocks().every((block, i) => {
    const other = others[i] ?? []
    return block === other || digestOf(block) === digestOf(other)
  })
}

function digestHead(state: DeltaState): Digest {
  return new Digest().int(state.atMs).text(state.isolation).int(state.rolling).int(state.firstKept)
}

function digestTail(digest: Digest, state: DeltaState): Digest {
  for (const { version, sizeBytes } of state.checkpoints) digest.int(version).int(sizeBytes)
  digest.ints(state.currentRun).ints(Object.values(state.counts)).int(state.lostCommits.length)
  const gaps = Object.values(state.gaps)
  // Where nothing is left open, a state has the digest that it has always had.
  return gaps.some((gap) => gap > 0) ? digest.ints(gaps) : digest
}

function digestVersion(digest: Digest, { version, operation, sizeBytes }: VersionState): void {
  digest.int(version).text(operation).int(sizeBytes)
}

function digestFile(digest: Digest, { path, partition, rows, spans, deletedAt }: FileState): void {
  digest
    .text(path)
    .text(partition)
    .int(rows ?? 0)
    .int(typeof deletedAt === 'string' ? -2 : (deletedAt ?? -1))
  for (const { from, to, deletedRows, vector } of spans) {
    digest
      .int(from)
      .int(to ?? -1)
      .int(deletedRows)
    if (vector?.isDeleted === true) digest.text(vector.path)
  }
}

function digestRun(digest: Digest, run: StatementRun): void {
  digest
    .text(run.text)
    .int(run.replay?.version ?? run.readVersion ?? -1)
    .int(run.attempt)
    .int(run.committed ?? -1)
  digest.ints(run.filesRead).ints(run.filesWritten).ints(run.removes).int(run.adds.length)
  digest.int(run.checks.length).text(run.end?.message ?? '')
}
