import { describe, expect, it } from 'vitest'
import { hasDeltaTables, readDeltaTables } from '../../../scripts/delta-tables.ts'
import type { DeltaTables } from '../../../scripts/delta-tables.ts'
import { canonicalPath } from '../../engine/delta/data-path.ts'
import { deletionVectorPath } from '../../engine/delta/deletion-vector.ts'
import { loadSnapshot } from '../../engine/delta/snapshot.ts'
import { countersOf, theoryOf } from './counters.ts'
import { DEFAULTS } from './params.ts'
import { runTable } from './test-moments.ts'
import { describeMark } from './marks.ts'
import { canRead } from './read.ts'
import { add, metaData, PROTOCOL, readOwn, remove, storeOf } from './own-table/test-own-tables.ts'
import type { OwnRun } from './own-table/test-own-tables.ts'
import { tableOf } from './table.ts'
import { whyCommit } from './why/commits.ts'

function billOf({ end }: OwnRun): Readonly<Record<string, readonly [expected: string, measured: string | undefined]>> {
  return Object.fromEntries(theoryOf(end).map(({ label, expected, measured }) => [label, [expected, measured]]))
}

const START = [PROTOCOL, metaData()]

describe('a folder that VACUUM has cleaned', () => {
  const commits = [[...START, add('a', 5)], [add('b', 5)], [remove('a'), remove('b'), add('c', 10)]]

  it('is billed by what lies there, not by what the log removed', async () => {
    const store = storeOf(commits, { c: 10, b: 10, 'x.parquet': 7, 'deletion_vector_1.bin': 3, _SUCCESS: 0 })
    const run = await readOwn(store)
    expect(billOf(run)).toMatchObject({
      'storage: live, on disk': ['1 file', '10 B'],
      'storage: removed, on disk': ['1 file', '10 B'],
      'storage: data files in no commit up to 2': ['1 file', '7 B'],
      'storage: deletion vectors, changes, all else': ['2 files', '3 B'],
      'versions that can be read': ['0 to 2', 'all but 0 and 1'],
    })
    expect([0, 1, 2].map((version) => canRead(run.end.state, version))).toEqual([false, false, true])
    expect(describeMark(run.end.state, 'file-0')).toContain('removed since version 2; not in the folder')
    expect(describeMark(run.end.state, 'file-1')).toContain('removed, still on disk since version 2')
    expect(describeMark(run.end.state, 'version-0')).toContain('not all on disk any more')
    expect(tableOf(run.end).rows.map((row) => row.at(-1))).toEqual(['removed, not on disk', 'kept', 'live'])
  })

  it('does not count bytes that the folder does not have', async () => {
    const store = storeOf([[...START, add('a', 5, { size: 10_737_418_240 })]], { a: 10 })
    expect(billOf(await readOwn(store))['storage: live, on disk']).toEqual([
      '1 file',
      '10 B at most; 10.7 GB by the log',
    ])
  })

  it('says at a version before what is there today', async () => {
    const { state } = (await readOwn(storeOf(commits, { c: 10 }))).at(1)
    expect([canRead(state, 0), canRead(state, 1)]).toEqual([false, false])
    expect(state.gaps).toMatchObject({ absentFiles: 2, absentBytes: 20 })
    expect(describeMark(state, 'file-0')).toContain('in the table since version 0; not in the folder')
  })

  it('has no version to read where no file is left', async () => {
    expect(billOf(await readOwn(storeOf(commits)))).toMatchObject({
      'storage: live, on disk': ['0 of 1 file', '0 B'],
      'storage: removed, on disk': ['0 files', '0 B'],
      'versions that can be read': ['0 to 2', 'none'],
    })
  })

  it('looks at no file outside of the folder, and says so', async () => {
    const run = await readOwn(storeOf([[...START, add('s3://other/table/a', 5)]]))
    expect(describeMark(run.end.state, 'file-0')).toContain('outside of the folder, where nobody has looked')
    expect(tableOf(run.end).rows[0]?.at(-1)).toBe('live, not looked at')
  })

  it('cannot read a version whose deletion vector is gone, though its file is there', async () => {
    const deletionVector = (pathOrInlineDv: string) => ({
      deletionVector: { storageType: 'u', pathOrInlineDv, offset: 1, sizeInBytes: 36, cardinality: 2 },
    })
    const gone = deletionVector('ab^-aqEH.-t@S}K{vb[*k^')
    const marked = [
      [...START, add('a', 5)],
      [remove('a'), add('a', 5, gone)],
    ]
    const { end } = await readOwn(storeOf(marked, { a: 10 }))
    expect(end.state.counts.liveRows).toBe(3)
    expect([canRead(end.state, 0), canRead(end.state, 1)]).toEqual([true, false])
    const there = { a: 10, 'ab/deletion_vector_d2c639aa-8816-431a-aaf6-d3fe2512ff61.bin': 43 }
    expect(canRead((await readOwn(storeOf(marked, there))).end.state, 1)).toBe(true)
  })

  it('is listed once, however many files the log names', async () => {
    const store = storeOf([[...START, ...Array.from({ length: 3000 }, (_, i) => add(`part-${i}`, 1))]])
    const calls = { heads: 0, lists: 0 }
    const head = store.tryHead.bind(store)
    const list = store.list.bind(store)
    store.tryHead = (path) => (calls.heads++, head(path))
    store.list = (prefix, startAfter) => (calls.lists++, list(prefix, startAfter))
    const { end } = await readOwn(store)
    expect(end.state.gaps.absentFiles).toBe(3000)
    expect(calls).toEqual({ heads: 0, lists: 2 })
  })
})

describe('rows that no statistics tell', () => {
  it('are not told, and not 0', async () => {
    const { end } = await readOwn(storeOf([[...START, add('a', 5)], [add('b')]], { a: 10, b: 10 }))
    expect(billOf({ end } as OwnRun)['live rows']).toEqual(['by the statistics', 'not told'])
    expect(countersOf(end).map(({ label }) => label)).not.toContain('live rows')
    expect(describeMark(end.state, 'version-1')).toContain('2 live files, rows not told')
    expect(describeMark(end.state, 'version-0')).toContain('1 live file, 5 rows')
    expect(describeMark(end.state, 'file-1')).toContain('rows not told')
    expect(tableOf(end).rows[1]?.[2]).toBe('not told')
    const [said] = whyCommit(end, end.event as NonNullable<typeof end.event>).paragraphs
    expect(said).not.toContain('the table has')
  })

  it('are known from the action on that is repeated with statistics', async () => {
    const run = await readOwn(storeOf([[...START, add('a')], [add('a', 100)], [remove('a')]], { a: 10 }))
    expect([0, 1, 2].map((version) => run.at(version).state.versions.get(version).liveRows)).toEqual([
      undefined,
      100,
      0,
    ])
    expect(run.end.state.counts).toMatchObject({ liveRows: 0, liveFiles: 0 })
    expect(run.end.state.gaps.untoldFiles).toBe(0)
  })
})

describe('what is said of a commit', () => {
  it('names an isolation level only where the writer did', async () => {
    const info = (more: object) => ({ commitInfo: { operation: 'WRITE', ...more } })
    const run = await readOwn(
      storeOf(
        [
          [info({}), ...START],
          [info({ isolationLevel: 'Serializable' }), add('a', 1)],
        ],
        { a: 10 },
      ),
    )
    const said = [0, 1].map((version) => {
      const moment = run.at(version)
      return whyCommit(moment, moment.event as NonNullable<typeof moment.event>).paragraphs.at(-1)
    })
    expect(said[0]).toMatch(/one object that is there or not\.$/)
    expect(said[1]).toMatch(/It was committed under Serializable\.$/)
  })

  it('says where the removed files are', async () => {
    const { end } = await readOwn(
      storeOf(
        [
          [...START, add('a', 1), add('b', 1)],
          [remove('a'), remove('b')],
        ],
        { a: 10 },
      ),
    )
    const [said] = whyCommit(end, end.event as NonNullable<typeof end.event>).paragraphs
    expect(said).toContain('f1 stays on disk for older versions. f2 is not in the folder.')
  })
})

it('says what the lab replays: one commit more before the first checkpoint than behind one', async () => {
  const insert = 'INSERT INTO orders VALUES (1)'
  const rowAfter = async (inserts: number) => {
    const setup = ['CREATE TABLE orders (a INT)', ...Array.from({ length: inserts }, () => insert)].join('; ')
    const run = await runTable({ ...DEFAULTS, setup, a: '', b: '' })
    const { label, expected, measured } = theoryOf(run.momentAt(run.log.length))[0] ?? {}
    return [label, expected, measured]
  }
  expect(DEFAULTS['checkpoint']).toBe(10)
  expect(await rowAfter(4)).toEqual(['snapshot 4: commits replayed, without a checkpoint', 'at most 10', '5'])
  expect(await rowAfter(9)).toEqual(['snapshot 9: commits replayed, without a checkpoint', 'at most 10', '10'])
  expect(await rowAfter(13)).toEqual(['snapshot 13: commits replayed behind checkpoint 10', 'at most 9', '3'])
})

it('says how far a table replays by its own interval, and none of the lab', async () => {
  const commits = [[PROTOCOL, metaData({ configuration: { 'delta.checkpointInterval': '100' } })], [add('a', 1)]]
  const { end } = await readOwn(storeOf(commits, { a: 10 }))
  expect(theoryOf(end)[0]).toMatchObject({
    label: 'snapshot 1: commits replayed, without a checkpoint',
    expected: 'at most 100',
    measured: '2',
  })
  const bare = await readOwn(storeOf([START]))
  expect(theoryOf(bare.end)[0]?.expected).toBe('the table sets no interval')
})

const tables = hasDeltaTables ? readDeltaTables() : undefined

/** Versions of a table that are looked at, the newest. */
const MOST_VERSIONS = 12

describe.skipIf(tables === undefined)('a real table (needs ../shared/data)', () => {
  it.each((tables?.cases ?? []).map(({ id }) => id))(
    '%s: a version can be read where all of it is there',
    async (id) => {
      const store = (tables as DeltaTables).store(id)
      const there = new Set((await store.list('')).map(({ path }) => path))
      const run = await readOwn(store).catch(() => undefined)
      for (const { version } of [...(run?.end.state.versions ?? [])].slice(-MOST_VERSIONS)) {
        const snapshot = await loadSnapshot(store, { version }).catch(() => undefined)
        if (run === undefined || snapshot === undefined) continue
        const isWhole = [...snapshot.files].every(({ path, deletionVector }) => {
          if (!there.has(canonicalPath(path, undefined))) return false
          if (deletionVector === undefined || deletionVector.storageType === 'i') return true
          // An absolute path leads out of the folder.
          return deletionVector.storageType === 'u' && there.has(deletionVectorPath(deletionVector, undefined, path))
        })
        expect(canRead(run.end.state, version), `version ${version}`).toBe(isWhole)
      }
    },
  )

  it('golden__snapshot-vacuumed: two files in the folder, and only version 5 can be read', async () => {
    const store = tables?.store('golden__snapshot-vacuumed')
    if (store === undefined) throw new Error('no such table')
    expect(billOf(await readOwn(store))).toMatchObject({
      'storage: removed, on disk': ['0 files', '0 B'],
      'versions that can be read': ['0 to 5', 'all but 0 to 4'],
    })
  })

  it('golden__data-reader-primitives: its rows are not told', async () => {
    const store = tables?.store('golden__data-reader-primitives')
    if (store === undefined) throw new Error('no such table')
    expect(billOf(await readOwn(store))['live rows']).toEqual(['by the statistics', 'not told'])
  })
})
