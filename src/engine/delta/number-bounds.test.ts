import { describe, expect, it } from 'vitest'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import type { Action } from './action-types.ts'
import { runAppend } from './append.ts'
import { runCreate } from './create.ts'
import { runDelete } from './delete.ts'
import { readFileRows } from './file-rows.ts'
import { commitPath } from './log-path.ts'
import { planFiles } from './plan-files.ts'
import type { StructType } from './schema.ts'
import { loadSnapshot } from './snapshot.ts'
import { createCondition } from './sql-condition.ts'
import { createLayout } from './table-layout.ts'
import { createTestWriter, field, struct } from './test-tables.ts'
import { verifyTable } from './verify.ts'
import { writeActions } from './write-actions.ts'
import { formatSchema } from './write-schema.ts'

const FLOATS = struct(field('f', 'float'), field('n', struct(field('g', 'float'))))
const VALUES = [0.7, 0.1].map(Math.fround)

/** A file for each of 0.7 and 0.1, with the statistics that Spark writes of them. */
async function createFloats() {
  const store = new MemoryStore()
  const writer = createTestWriter(store)
  await runCreate(writer, { schema: FLOATS })
  for (const value of VALUES) await runAppend(writer, { schema: FLOATS, rows: [[value, [value]]] })
  const { version, files } = await loadSnapshot(store)
  const shorten = (digits: string): string => String(Number(Number(digits).toPrecision(7)))
  const adds = [...files].map((add) => ({ ...add, stats: add.stats?.replace(/0\.\d{9,}/g, shorten) }))
  commit(store, version + 1, adds)
  return { store, writer, version: version + 1 }
}

function commit(store: MemoryStore, version: number, actions: readonly Action[]): void {
  store.set(commitPath(version), writeActions([{ kind: 'commitInfo', fields: {} }, ...actions]), 0)
}

/** As ALTER COLUMN TYPE leaves a table: its files stay as they are. */
async function createWidened() {
  const { store, writer, version } = await createFloats()
  const { protocol, metadata } = await loadSnapshot(store)
  const features = ['typeWidening']
  const change = { 'delta.typeChanges': [{ fromType: 'float', toType: 'double' }] }
  const wide = (name: string) => ({ ...field(name, 'double'), metadata: change })
  const schema: StructType = struct(wide('f'), field('n', struct(wide('g'))))
  commit(store, version + 1, [
    { ...protocol, minReaderVersion: 3, minWriterVersion: 7, readerFeatures: features, writerFeatures: features },
    { ...metadata, schemaString: formatSchema(schema) },
  ])
  return { store, writer }
}

/** How many files are read for a condition, and how many of their rows meet it. */
async function search({ store, writer }: Awaited<ReturnType<typeof createWidened>>, text: string) {
  const snapshot = await loadSnapshot(store)
  const condition = createCondition(
    createLayout(snapshot.protocol, snapshot.metadata),
    parseExpressionText(text.replaceAll('0.7f', 'CAST(0.7 AS FLOAT)')),
  )
  const planned = planFiles(writer, snapshot, condition)
  let found = 0
  for (const file of planned) {
    const { rows } = await readFileRows(writer, snapshot, file)
    found += rows.filter((row) => condition.test(row) === true).length
  }
  return { files: planned.length, found }
}

describe('bounds in the shortest digits of a float', () => {
  it.each([
    ['f = 0.7f', 2, 1],
    ['n.g = 0.7f', 2, 1],
    ['f IN (0.7f, 0.8)', 2, 1],
    ['f <= 0.7f', 2, 2],
    // The digits are those of a double that is greater.
    ['f < 0.7D', 2, 2],
    ['f < CAST(0.1 AS FLOAT)', 0, 0],
    ['f < 0.5', 1, 1],
  ])('leave out no row of a float: %s', async (text, files, found) => {
    expect(await search(await createFloats(), text)).toEqual({ files, found })
  })

  it.each([
    ['f < 0.7D', 2, 2],
    ['n.g < 0.7D', 2, 2],
    ['f = 0.7f', 2, 1],
    ['f < 0.5D', 1, 1],
  ])('leave out no row of a double that was a float: %s', async (text, files, found) => {
    expect(await search(await createWidened(), text)).toEqual({ files, found })
  })

  it('let DELETE find the rows', async () => {
    const { store, writer } = await createFloats()
    const { protocol, metadata } = await loadSnapshot(store)
    const text = 'f = CAST(0.7 AS FLOAT)'
    await runDelete(writer, { where: createCondition(createLayout(protocol, metadata), parseExpressionText(text)) })
    expect((await loadSnapshot(store)).files.count).toBe(1)
  })

  it.each([
    ['floats', createFloats],
    ['doubles that were floats', createWidened],
  ])('are no mismatch of %s', async (_, create) => {
    expect(await verifyTable((await create()).store)).toEqual([])
  })

  it('are a mismatch where a value is beyond both readings', async () => {
    const { store } = await createWidened()
    const snapshot = await loadSnapshot(store)
    const [add] = [...snapshot.files].filter(({ stats }) => stats?.includes('0.7') === true)
    if (add === undefined) throw new Error('no file has the bound')
    commit(store, snapshot.version + 1, [{ ...add, stats: add.stats?.replaceAll('0.7', '0.71') }])
    expect(await verifyTable(store)).toMatchObject([{ code: 'STATS_MISMATCH' }])
  })
})
