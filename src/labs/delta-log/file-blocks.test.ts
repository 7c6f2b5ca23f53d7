import { describe, expect, it } from 'vitest'
import { drawUnlessWhole } from '../../../scripts/draw.ts'
import { Rng } from '../../base/rng.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import { createDeltaFold } from '../../engine/delta/fold.ts'
import { isLive, latestVersion, spanAt } from '../../engine/delta/state.ts'
import type { DeltaState, FileState } from '../../engine/delta/state.ts'
import type { ChangeLine, Moment } from '../../player/lab.ts'
import { changesOf } from './changes.ts'
import { countInView, partitionsOf, rangeOf } from './file-blocks.ts'
import { canRead, fileName, filesAt, partitionLabel, readableText, statusOf } from './read.ts'
import { SCENARIOS } from './scenarios.ts'
import { runTable } from './test-moments.ts'
import { chooseFiles } from './view-model/files.ts'

/** The same answers, found by looking at every file. */
const slow = {
  isInView: ({ spans, deletedAt }: FileState, first: number): boolean => {
    const last = spans.at(-1)
    if (last === undefined) return typeof deletedAt !== 'number' || deletedAt >= first
    return last.to === undefined || last.to >= first
  },
  canRead: (state: DeltaState, version: number): boolean => {
    if (version < state.firstKept && !state.checkpoints.some((found) => found.version <= version)) return false
    return filesAt(state, version).every(
      (file) => file.deletedAt === undefined && spanAt(file, version)?.vector?.isDeleted !== true,
    )
  },
  choose: (state: DeltaState, first: number, touched: ReadonlySet<number>, most: number): readonly FileState[] => {
    const weight = (file: FileState): number =>
      touched.has(file.id) ? 3 : statusOf(state, file) === 'staged' ? 2 : isLive(file) ? 1 : 0
    const seen = [...state.files].filter((file) => slow.isInView(file, first))
    const chosen = seen.toSorted((a, b) => weight(b) - weight(a) || b.id - a.id).slice(0, most)
    return chosen.sort((a, b) => a.id - b.id)
  },
  commitChanges: ({ before, state, event }: Moment<DeltaState>): readonly ChangeLine[] => {
    const version = event?.b ?? 0
    const linesAt = (of: DeltaState, at: number): Map<number, string> =>
      new Map(filesAt(of, at).map((file) => [file.id, lineOf(file, at)]))
    const [then, now] = [linesAt(before, version - 1), linesAt(state, version)]
    const gone = [...then].filter(([id, line]) => now.get(id) !== line)
    const come = [...now].filter(([id, line]) => then.get(id) !== line)
    const kept = now.size - come.length
    return [
      ...gone.map(([, text]): ChangeLine => ({ sign: '-', text })),
      ...come.map(([, text]): ChangeLine => ({ sign: '+', text })),
      { sign: ' ', text: kept === 1 ? '1 file as before' : `${kept} files as before` },
    ]
  },
}

function lineOf(file: FileState, version: number): string {
  const span = file.spans.find(({ from, to }) => from <= version && (to === undefined || to > version))
  const rows = (file.rows ?? 0) - (span?.deletedRows ?? 0)
  const place = file.partition === '' ? '' : ` ${partitionLabel(file.partition)}`
  return `${fileName(file.id)}${place} ${rows} ${rows === 1 ? 'row' : 'rows'}`
}

function expectSame(state: DeltaState, touched: ReadonlySet<number>): void {
  const latest = latestVersion(state)
  for (const first of [0, Math.floor(latest / 2), Math.max(0, latest)]) {
    const seen = [...state.files].filter((file) => slow.isInView(file, first))
    expect(countInView(state, first)).toBe(seen.length)
    for (const most of [3, 40]) {
      expect(chooseFiles(state, { first, touched, most }).map(({ id }) => id)).toEqual(
        slow.choose(state, first, touched, most).map(({ id }) => id),
      )
    }
  }
  const versions = Array.from({ length: latest + 1 }, (_, version) => version)
  const readable = versions.filter((version) => slow.canRead(state, version))
  expect(versions.filter((version) => canRead(state, version))).toEqual(readable)
  expect(readableText(state, latest) === 'all').toBe(readable.length === versions.length)
  expect(partitionsOf(state)).toEqual([...new Set([...state.files].map(({ partition }) => partition))])
}

const HEADER = {
  table: 'orders',
  actors: ['the log'],
  startMs: 0,
  tickMs: 1,
  firstVersion: 0,
  isolation: '',
  store: 'put-if-absent',
  log: 'delta',
  skewMs: 0,
}

/** A table of that many versions whose files come, go, come back and are deleted, by chance. */
function randomState(rng: Rng, versions: number): DeltaState {
  const state = createDeltaFold(HEADER).start()
  const file = (id: number): FileState => {
    const from = rng.nextBelow(versions)
    const to = rng.nextBelow(3) === 0 ? undefined : from + rng.nextBelow(versions)
    const vector = { path: `v${id}.bin`, isDeleted: rng.nextBelow(50) === 0 }
    const back =
      to !== undefined && rng.nextBelow(9) === 0 ? [{ from: to + 1, to: undefined, deletedRows: 1, vector }] : []
    return {
      id,
      path: `f${id}`,
      partition: `region=${rng.nextBelow(40)}`,
      sizeBytes: 1,
      rows: 5,
      bounds: rng.nextBelow(4) === 0 ? {} : { id: [rng.nextBelow(1000), 1000 + rng.nextBelow(1000)] },
      actor: undefined,
      writtenSeq: id,
      spans: rng.nextBelow(12) === 0 ? [] : [{ from, to, deletedRows: 0, vector: undefined }, ...back],
      deletedAt: rng.nextBelow(200) === 0 ? rng.nextBelow(versions) : undefined,
    }
  }
  for (let id = 0; id < 2000; id++) state.files.push(file(id))
  for (let version = 0; version < versions; version++)
    state.versions.push({
      version,
      actor: 0,
      seq: version,
      operation: 'WRITE',
      readVersion: undefined,
      isolation: '',
      isBlindAppend: true,
      timestampMs: 0,
      sizeBytes: 1,
      adds: [],
      removes: [],
      liveFiles: 0,
      liveBytes: 0,
      liveRows: 0,
    })
  state.firstKept = rng.nextBelow(versions)
  if (rng.nextBelow(2) === 0) state.checkpoints = [{ version: rng.nextBelow(versions), sizeBytes: 1 }]
  return state
}

describe('what is asked of files by blocks', () => {
  for (const { id, params, fork } of drawUnlessWhole(SCENARIOS, 1 / 6, 'file blocks')) {
    it(`is what looking at every file tells, all along ${id}`, async () => {
      const run = await runTable(fork?.params ?? params, fork?.acts)
      for (let position = 0; position <= run.log.length; position++) {
        const moment = run.momentAt(position)
        const isCommit = moment.event?.kind === DeltaEvent.commit
        if (isCommit) expect(changesOf(moment)).toEqual(slow.commitChanges(moment))
        if (isCommit || position % 5 === 0)
          expectSame(moment.state, new Set(moment.event === undefined ? [] : [moment.event.b]))
      }
    })
  }

  for (const seed of [1, 2, 3, 4]) {
    it(`is what looking at every file tells, in a table by chance, and in what becomes of it (seed ${seed})`, () => {
      const rng = new Rng(seed, 'file-blocks')
      let state = randomState(rng, 20)
      for (let turn = 0; turn < 10; turn++) {
        expectSame(state, new Set([rng.nextBelow(2000), rng.nextBelow(2000)]))
        const numbers = [...state.files].flatMap(({ bounds }) => (bounds['id'] ?? []).map(Number))
        expect(rangeOf(state, 'id')).toEqual([Math.min(...numbers), Math.max(...numbers)])
        const files = state.files.copy()
        const other = randomState(rng, 20)
        for (let n = 0; n < 5; n++) {
          const id = rng.nextBelow(2000)
          files.set(id, other.files.get(id))
        }
        state = { ...state, files }
      }
    })
  }
})
