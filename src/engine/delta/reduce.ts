import { mix } from '../../base/digest.ts'
import { payloadAt } from '../trace/chunk.ts'
import type { TraceChunk, TraceEvent } from '../trace/chunk.ts'
import { DeltaEvent, ISOLATION_LEVELS } from './events.ts'
import type { AddPayload, CommitPayload, DeletePayload, SearchPayload, WritePayload } from './events.ts'
import { reduceRun } from './reduce-run.ts'
import { createFile, isLive, latestVersion, liveRowsOf, tryVersion } from './state.ts'
import type { CheckpointState, Counts, DeltaState, FileSpan, FileState, Gaps, SpanVector } from './state.ts'

/** Folds events [lo, hi) of a chunk into a draft. */
export function reduceDelta(draft: DeltaState, chunk: TraceChunk, lo: number, hi: number): void {
  // The counts that others have of this draft stay as they are; its own are added to in place.
  draft.counts = { ...draft.counts }
  draft.gaps = { ...draft.gaps }
  for (let i = lo; i < hi; i++) {
    const event: TraceEvent = {
      seq: chunk.first + i + 1,
      kind: chunk.kind[i] as number,
      at: chunk.at[i] as number,
      a: chunk.a[i] as number,
      b: chunk.b[i] as number,
      c: chunk.c[i] as number,
    }
    const payload = payloadAt(chunk, i)
    draft.atMs = event.at * draft.header.tickMs
    draft.rolling = mix(mix(mix(draft.rolling, event.kind), event.b), event.c)
    reduceTable(draft, event, payload)
    reduceRun(draft, event, payload)
  }
}

/** What an event changes of the table and its files. */
function reduceTable(draft: DeltaState, event: TraceEvent, payload: unknown): void {
  const { b, c } = event
  switch (event.kind) {
    case DeltaEvent.readLog:
      count(draft, { logReads: 1, logBytesRead: c })
      return
    case DeltaEvent.readData:
      count(draft, { dataReads: 1, dataRowsRead: c })
      return
    case DeltaEvent.writeData:
      writeObject(draft, event, payload as WritePayload)
      return
    case DeltaEvent.add:
      describeFile(draft, event, payload as AddPayload)
      return
    case DeltaEvent.lose:
      return
    case DeltaEvent.commit:
      commit(draft, event, payload as CommitPayload)
      return
    case DeltaEvent.checkpoint: {
      draft.checkpoints = withCheckpoint(draft.checkpoints, { version: b, sizeBytes: c })
      count(draft, { logBytes: c, bytesWritten: c })
      return
    }
    case DeltaEvent.deleteFile:
      deleteObject(draft, event, payload as DeletePayload)
      return
    case DeltaEvent.isolation:
      draft.isolation = ISOLATION_LEVELS[b] ?? draft.isolation
      return
    case DeltaEvent.search: {
      const { wanted, schedule, what } = payload as SearchPayload
      draft.search = { explored: b, verdict: c, wanted, schedule, what }
    }
  }
}

function withCheckpoint(known: readonly CheckpointState[], added: CheckpointState): readonly CheckpointState[] {
  const last = known.at(-1)
  // The usual case, and a table may have thousands.
  if (last === undefined || last.version < added.version) return [...known, added]
  const others = known.filter(({ version }) => version !== added.version)
  return [...others, added].sort((x, y) => x.version - y.version)
}

/** A commit may count hundreds of thousands of times: no object is made for each. */
function count(draft: DeltaState, changes: Partial<Counts>): void {
  const counts = draft.counts as Record<keyof Counts, number>
  for (const name in changes) counts[name as keyof Counts] += changes[name as keyof Counts] ?? 0
}

/** Files are counted one by one, and a commit may bring hundreds of thousands. */
function countLive(draft: DeltaState, sign: 1 | -1, file: FileState, deletedRows: number): void {
  const counts = draft.counts as Record<keyof Counts, number>
  const gaps = draft.gaps as Record<keyof Gaps, number>
  const { sizeBytes, rows, deletedAt } = file
  counts.liveFiles += sign
  counts.liveBytes += sign * sizeBytes
  if (rows === undefined) gaps.untoldFiles += sign
  else counts.liveRows += sign * (rows - deletedRows)
  if (typeof deletedAt !== 'string') return
  gaps.absentFiles += sign
  gaps.absentBytes += sign * sizeBytes
}

function countLoose(draft: DeltaState, files: number, sizeBytes: number): void {
  const counts = draft.counts as Record<keyof Counts, number>
  counts.looseFiles += files
  counts.looseBytes += sizeBytes
}

function countKept(draft: DeltaState, files: number, sizeBytes: number): void {
  const counts = draft.counts as Record<keyof Counts, number>
  counts.keptFiles += files
  counts.keptBytes += sizeBytes
}

function writeObject(draft: DeltaState, { a, b, c, seq }: TraceEvent, { path }: WritePayload): void {
  count(draft, { bytesWritten: c })
  if (b < 0) return
  const known = draft.files.tryGet(b)
  const file = known ?? createFile(b, { path, partition: '', sizeBytes: c, deletedRows: 0, bounds: {} }, 0, a, seq)
  draft.files.set(b, { ...file, sizeBytes: c })
  if (known === undefined) countLoose(draft, 1, c)
}

/** An add action says more of a file than writing it did; of one that was never seen written it says all. */
function describeFile(draft: DeltaState, { a, b: id, c, seq }: TraceEvent, add: AddPayload): void {
  const known = draft.files.tryGet(id)
  const rows = c < 0 ? known?.rows : c
  if (known === undefined) {
    draft.files.set(id, createFile(id, add, rows, a, seq))
    if (add.absence === undefined) countLoose(draft, 1, add.sizeBytes)
    return
  }
  const described = { ...known, partition: add.partition, bounds: add.bounds, rows }
  draft.files.set(id, described)
  // An action may be repeated with statistics: the file has had those rows all the time.
  const last = isLive(known) ? known.spans.at(-1) : undefined
  if (last === undefined || known.rows === rows) return
  countLive(draft, -1, known, last.deletedRows)
  countLive(draft, 1, described, last.deletedRows)
}

function commit(draft: DeltaState, event: TraceEvent, payload: CommitPayload): void {
  const { a, b: version, seq } = event
  const isReplaced = event.c === 1
  if (isReplaced) loseCommit(draft, version)
  const twin = event.c === 2 ? tryVersion(draft, version) : undefined
  if (twin !== undefined) draft.lostCommits = [...draft.lostCommits, twin]
  fillGap(draft, event)
  for (const id of payload.removes) removeFile(draft, id, version)
  // Files that a commit brings have one life so far, and share it: a checkpoint may bring hundreds of thousands.
  const first: readonly FileSpan[] = [{ from: version, to: undefined, deletedRows: 0, vector: undefined }]
  const vectors = new Map(payload.vectors.map(({ file, path, isLost = false }) => [file, { path, isDeleted: isLost }]))
  payload.adds.forEach((id, i) => addFile(draft, id, first, payload.deletedRows[i] ?? 0, vectors.get(id)))
  if (payload.metadata !== null) draft.metadata = payload.metadata
  draft.protocol = payload.protocol ?? draft.protocol
  draft.clustering = payload.clustering ?? draft.clustering
  if (payload.zOrderBy.length > 0) draft.zOrderBy = payload.zOrderBy
  const { sizeBytes, operation, readVersion, isolation, isBlindAppend, timestampMs, adds, removes } = payload
  const { liveFiles, liveBytes } = draft.counts
  draft.versions.set(version - draft.header.firstVersion, {
    version,
    actor: a,
    seq,
    operation,
    readVersion: readVersion ?? undefined,
    isolation,
    isBlindAppend: isBlindAppend ?? undefined,
    timestampMs,
    sizeBytes,
    adds,
    removes,
    liveFiles,
    liveBytes,
    liveRows: liveRowsOf(draft),
  })
  count(draft, { commits: 1, logBytes: sizeBytes, bytesWritten: sizeBytes })
}

/**
 * Versions before this one that nothing has told of. The counter of a naive log runs ahead of its entries, and there they are
 * like the one before; a log that was read back lacks them.
 */
function fillGap(draft: DeltaState, { a: actor, b: version, seq }: TraceEvent): void {
  const { versions, header } = draft
  const from = header.firstVersion + versions.length
  if (version <= from) return
  const last = versions.tryGet(versions.length - 1)
  const { liveFiles, liveBytes, liveRows, timestampMs } = last ?? NO_VERSION
  const isNaive = header.log === 'naive'
  const like = isNaive ? last : { ...NO_VERSION, actor, seq, liveFiles, liveBytes, liveRows, timestampMs }
  if (like === undefined) return
  if (!isNaive) draft.missing = [...draft.missing, [from, version]]
  for (let next = from; next < version; next++) {
    versions.push({ ...like, version: next, operation: '', adds: [], removes: [] })
  }
}

const NO_VERSION = {
  readVersion: undefined,
  isolation: '',
  isBlindAppend: undefined,
  timestampMs: 0,
  sizeBytes: 0,
  liveFiles: 0,
  liveBytes: 0,
  liveRows: 0,
}

/** The commit of the latest version is replaced: nothing of what it did has happened. */
function loseCommit(draft: DeltaState, version: number): void {
  const lost = tryVersion(draft, version)
  if (lost === undefined) return
  draft.lostCommits = [...draft.lostCommits, lost]
  for (const id of lost.adds) undoAdd(draft, draft.files.get(id), version)
  for (const id of lost.removes) undoRemove(draft, draft.files.get(id), version)
  count(draft, { logBytes: -lost.sizeBytes })
}

function undoAdd(draft: DeltaState, file: FileState, version: number): void {
  const last = file.spans.at(-1)
  if (last?.from !== version) return
  draft.files.set(file.id, { ...file, spans: file.spans.slice(0, -1) })
  countLive(draft, -1, file, last.deletedRows)
  if (file.spans.length === 1) countLoose(draft, 1, file.sizeBytes)
  else countKept(draft, 1, file.sizeBytes)
}

function undoRemove(draft: DeltaState, file: FileState, version: number): void {
  const last = file.spans.at(-1)
  if (last?.to !== version) return
  draft.files.set(file.id, { ...file, spans: [...file.spans.slice(0, -1), { ...last, to: undefined }] })
  revive(draft, file, last.deletedRows)
}

function revive(draft: DeltaState, file: FileState, deletedRows: number): void {
  countLive(draft, 1, file, deletedRows)
  if (file.deletedAt === undefined) countKept(draft, -1, -file.sizeBytes)
}

function removeFile(draft: DeltaState, id: number, version: number): void {
  const file = draft.files.tryGet(id)
  const last = file?.spans.at(-1)
  if (file === undefined || last === undefined || last.to !== undefined) return
  draft.files.set(id, { ...file, spans: [...file.spans.slice(0, -1), { ...last, to: Math.max(version, last.from) }] })
  countLive(draft, -1, file, last.deletedRows)
  if (file.deletedAt === undefined) countKept(draft, 1, file.sizeBytes)
}

/** `first` is the life of a file that comes with this commit for the first time, whole. */
function addFile(
  draft: DeltaState,
  id: number,
  first: readonly FileSpan[],
  deletedRows: number,
  vector: SpanVector | undefined,
): void {
  const file = draft.files.tryGet(id)
  if (file === undefined || isLive(file)) return
  const isNew = file.spans.length === 0
  const isWhole = deletedRows === 0 && vector === undefined
  const spans = isNew && isWhole ? first : [...file.spans, ...first.map((span) => ({ ...span, deletedRows, vector }))]
  draft.files.set(id, { ...file, spans })
  if (!isNew) return revive(draft, file, deletedRows)
  countLive(draft, 1, file, deletedRows)
  if (file.deletedAt === undefined) countLoose(draft, -1, -file.sizeBytes)
}

function deleteObject(draft: DeltaState, { b, c }: TraceEvent, { path, role }: DeletePayload): void {
  if (role === 'log') {
    count(draft, { logBytes: -c })
    const version = /(\d{20})\.json$/.exec(path)?.[1]
    if (version !== undefined) draft.firstKept = Math.max(draft.firstKept, Number(version) + 1)
    const checkpoint = /(\d{20})\.checkpoint/.exec(path)?.[1]
    if (checkpoint !== undefined)
      draft.checkpoints = draft.checkpoints.filter(({ version: of }) => of !== Number(checkpoint))
    return
  }
  if (b < 0) return deleteVector(draft, path)
  const file = draft.files.tryGet(b)
  if (file === undefined || file.deletedAt !== undefined) return
  draft.files.set(b, { ...file, deletedAt: latestVersion(draft) })
  if (file.spans.length === 0) countLoose(draft, -1, -file.sizeBytes)
  else if (!isLive(file)) countKept(draft, -1, -file.sizeBytes)
}

/** An object that holds no rows: the files whose marks it holds, if any, are there and can no longer be read at those versions. */
function deleteVector(draft: DeltaState, path: string): void {
  const marked = [...draft.files].filter(({ spans }) => spans.some(({ vector }) => vector?.path === path))
  for (const file of marked) {
    const spans = file.spans.map((span) =>
      span.vector?.path === path ? { ...span, vector: { path, isDeleted: true } } : span,
    )
    draft.files.set(file.id, { ...file, spans })
  }
}
