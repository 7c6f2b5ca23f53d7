import { describe, expect, it } from 'vitest'
import { drawUnlessWhole } from '../../../scripts/draw.ts'
import { Rng } from '../../base/rng.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { runAppend } from './append.ts'
import { readChanges } from './change-data.ts'
import { runCheckpoint } from './checkpoint-writer.ts'
import { runCreate } from './create.ts'
import { runDelete } from './delete.ts'
import { runMerge } from './merge.ts'
import { runOptimize } from './optimize.ts'
import { runOverwrite } from './overwrite.ts'
import { runRestore } from './restore.ts'
import { ALL_ROWS } from './row-condition.ts'
import { loadSnapshot } from './snapshot.ts'
import { createTestWriter, ITEMS, items, readItems, where } from './test-tables.ts'
import type { TableWriter } from './table-writer.ts'
import type { OperationResult } from './transaction.ts'
import { runUpdate } from './update.ts'
import { runVacuum } from './vacuum.ts'
import { verifyTable } from './verify.ts'
import type { Row } from './write-files.ts'
import { runZOrder } from './zorder.ts'

/** The slow twin: a table is a list of texts "id name part". */
type Twin = readonly string[]

interface Act {
  readonly name: string
  readonly run: () => Promise<OperationResult>
  readonly after: Twin
}

const PARTS = ['x', 'y', 'z']
const idOf = (text: string) => Number(text.split(' ')[0])
const partOf = (text: string) => text.split(' ')[2] as string

function randomText(rng: Rng): string {
  return `${rng.nextBelow(20)} n${rng.nextBelow(100)} ${PARTS[rng.nextBelow(3)]}`
}

/** Distinct ids, so that a MERGE has one source row for each. */
function randomSource(rng: Rng): string[] {
  const texts = Array.from({ length: rng.nextBelow(6) }, () => randomText(rng))
  return texts.filter((text, i) => texts.findIndex((other) => idOf(other) === idOf(text)) === i)
}

/** A condition on ids, on the partition, or on both, with its twin. */
function randomCondition(rng: Rng) {
  const [low, part, kind] = [rng.nextBelow(20), PARTS[rng.nextBelow(3)] as string, rng.nextBelow(3)]
  const high = low + rng.nextBelow(8)
  const isIn = (id: number, of: string) => (kind === 1 || (id >= low && id <= high)) && (kind === 0 || of === part)
  const condition = where(
    `${kind}: ${low} ≤ id ≤ ${high}, ${part}`,
    ([id, , of]) => isIn(id as number, of as string),
    kind === 0 ? undefined : [part],
  )
  return { condition, test: (text: string) => isIn(idOf(text), partOf(text)) }
}

const MAKERS: readonly ((rng: Rng, writer: TableWriter, twins: readonly Twin[], now: Twin) => Act)[] = [
  (rng, writer, _, now) => {
    const texts = Array.from({ length: rng.nextBelow(6) }, () => randomText(rng))
    return { name: 'append', run: () => runAppend(writer, items(...texts)), after: [...now, ...texts] }
  },
  (rng, writer, _, now) => {
    const { condition, test } = randomCondition(rng)
    return {
      name: 'delete',
      run: () => runDelete(writer, { where: condition }),
      after: now.filter((text) => !test(text)),
    }
  },
  (rng, writer, _, now) => {
    const { condition, test } = randomCondition(rng)
    const to = PARTS[rng.nextBelow(3)] as string
    const set = ([id, name]: Row): Row => [id, `${name as string}u`, to]
    const after = now.map((text) => (test(text) ? `${text.split(' ').slice(0, 2).join(' ')}u ${to}` : text))
    return { name: 'update', run: () => runUpdate(writer, { where: condition, set }), after }
  },
  (rng, writer, _, now) => {
    const source = randomSource(rng)
    const matchOf = (text: string) => source.find((one) => idOf(one) === idOf(text))
    const on = { text: 'id', target: ALL_ROWS, test: ([a]: Row, [b]: Row) => a === b }
    const matched = [
      { condition: { text: 'x', test: (_t: Row, s: Row) => s[2] === 'x' }, kind: 'delete' },
      { kind: 'update', set: (_t: Row, s: Row) => s },
    ] as const
    const kept = now.flatMap((text) => {
      const match = matchOf(text)
      return match === undefined ? [text] : partOf(match) === 'x' ? [] : [match]
    })
    const added = source.filter((one) => !now.some((text) => idOf(text) === idOf(one)))
    const options = { on, matched, notMatched: [{ insert: (row: Row) => row }], source: items(...source).rows }
    return { name: 'merge', run: () => runMerge(writer, options), after: [...kept, ...added] }
  },
  (rng, writer, _, now) => {
    const size = 500 + rng.nextBelow(2000)
    const sizes = { minFileSizeBytes: size, maxFileSizeBytes: size * 2 }
    return { name: 'optimize', run: () => runOptimize(writer, sizes), after: now }
  },
  (_rng, writer, _twins, now) => {
    return {
      name: 'zorder',
      run: () => runZOrder(writer, { columns: ['id', 'name'], maxFileSizeBytes: 900 }),
      after: now,
    }
  },
  (rng, writer, _, now) => {
    const texts = randomSource(rng)
    const scope = rng.nextBelow(2) === 0 ? 'table' : 'partitions'
    const parts = new Set(texts.map(partOf))
    const isPartitioned = writer.actor === 'partitioned'
    const kept = scope === 'partitions' && isPartitioned ? now.filter((text) => !parts.has(partOf(text))) : []
    return {
      name: `overwrite ${scope}`,
      run: () => runOverwrite(writer, items(...texts), { scope: { kind: scope } }),
      after: [...kept, ...texts],
    }
  },
  (rng, writer, twins, now) => {
    const version = rng.nextBelow(twins.length)
    if (version === twins.length - 1)
      return { name: 'nothing', run: () => runDelete(writer, { where: where('false', () => false) }), after: now }
    return {
      name: `restore ${version}`,
      run: () => runRestore(writer, { target: { version } }),
      after: twins[version] as Twin,
    }
  },
]

const CONFIGURATIONS: readonly Record<string, string>[] = [
  {},
  { 'delta.enableDeletionVectors': 'true' },
  { 'delta.enableDeletionVectors': 'true', 'delta.enableChangeDataFeed': 'true', 'delta.checkpointPolicy': 'v2' },
  {
    'delta.columnMapping.mode': 'name',
    'delta.enableChangeDataFeed': 'true',
    'delta.enableInCommitTimestamps': 'true',
  },
]

/** The rows of a version by applying the changes of its commit to the rows before. */
async function applyChanges(store: MemoryStore, version: number, before: Twin): Promise<string[]> {
  const rows = [...before]
  const added: string[] = []
  for await (const { changeType, values } of readChanges(store, version, version)) {
    const text = values.map(String).join(' ')
    if (changeType === 'insert' || changeType === 'update_postimage') added.push(text)
    else rows.splice(rows.indexOf(text), rows.includes(text) ? 1 : 0)
  }
  return [...rows, ...added].sort()
}

const SEEDS = Array.from({ length: 24 }, (_, i) => i)

describe('random operations against a table that is a list', () => {
  it.each(drawUnlessWhole(SEEDS, 1 / 3, 'twins'))('seed %i: every version has the rows of its twin', async (seed) => {
    const rng = new Rng(seed)
    const isPartitioned = rng.nextBelow(2) === 0
    const configuration = CONFIGURATIONS[seed % CONFIGURATIONS.length] as Record<string, string>
    let nowMs = 1_700_000_000_000
    const store = new MemoryStore(() => nowMs)
    const writer = createTestWriter(store, isPartitioned ? 'partitioned' : 'flat', {
      now: () => (nowMs += 1000),
      hasCheckpoints: true,
      mostRowsPerFile: 4,
    })
    const properties = new Map(Object.entries({ 'delta.checkpointInterval': '4', ...configuration }))
    await runCreate(writer, {
      schema: ITEMS,
      partitionColumns: isPartitioned ? ['part'] : [],
      configuration: properties,
    })
    const twins: Twin[] = [[]]
    for (let i = 0; i < 14; i++) {
      const now = twins.at(-1) as Twin
      const act = (MAKERS[i < 2 ? 0 : rng.nextBelow(MAKERS.length)] as (typeof MAKERS)[number])(rng, writer, twins, now)
      const result = await act.run()
      expect(['committed', 'unchanged'], act.name).toContain(result.kind)
      if (result.kind === 'committed') twins.push([...act.after].sort())
      else expect([...act.after].sort(), act.name).toEqual([...now].sort())
      expect(await readItems(store), act.name).toEqual(twins.at(-1))
    }
    for (const [version, twin] of twins.entries()) {
      expect(await readItems(store, { version }), `version ${version}`).toEqual(twin)
      if (version === 0 || configuration['delta.enableChangeDataFeed'] === undefined) continue
      expect(await applyChanges(store, version, twins[version - 1] as Twin), `changes ${version}`).toEqual(twin)
    }
    expect(await verifyTable(store)).toEqual([])
    nowMs += 30 * 86_400_000
    await runVacuum(writer)
    await runCheckpoint(writer, twins.length - 1)
    expect(await readItems(store)).toEqual(twins.at(-1))
    const { files } = await loadSnapshot(store)
    const data = (await store.list('')).filter(({ path }) => path.endsWith('.parquet') && !path.startsWith('_'))
    expect(data).toHaveLength(files.count)
  })
})
