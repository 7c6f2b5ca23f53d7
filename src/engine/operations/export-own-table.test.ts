import { expect, it } from 'vitest'
import { parseProgram } from '../sql/parse-program.ts'
import { runStatement } from '../delta/sql-statement.ts'
import type { ChangeStatement } from '../delta/sql-statement.ts'
import { createTestWriter, readTexts } from '../delta/test-tables.ts'
import { loadSnapshot } from '../delta/snapshot.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import type { ReadableStore } from '../storage/object-store.ts'
import { ZipStore } from '../storage/zip-store.ts'
import { TraceWriter } from '../trace/writer.ts'
import { exportOwnTableOperation } from './export-own-table.ts'
import type { FilePorts } from './file-ports.ts'

async function exported(store: ReadableStore, name: string): Promise<{ zip: ZipStore; told: string[] }> {
  const ports: Pick<FilePorts, 'openTable'> = { openTable: () => Promise.resolve(store) }
  const run = await exportOwnTableOperation.open({ source: {}, name }, [], ports as FilePorts)
  const job = run.run(new TraceWriter()) as AsyncGenerator<{ done: number; total: number }, Uint8Array<ArrayBuffer>>
  const told: string[] = []
  for (;;) {
    const step = await job.next()
    if (step.done !== true) {
      told.push(`${step.value.done} of ${step.value.total}`)
      continue
    }
    const bytes = step.value
    const read = (start: number, end: number) => Promise.resolve(bytes.slice(start, end))
    const refuse = () => Promise.reject(new Error('packed'))
    return { zip: await ZipStore.open({ name: 'a.zip', sizeBytes: bytes.length, read }, refuse), told }
  }
}

it('holds every file as it was, with its time, and says how others open it', async () => {
  let nowMs = 1_700_000_001_000
  const store = new MemoryStore(() => (nowMs += 3))
  const writer = createTestWriter(store)
  for (const step of parseProgram(
    'CREATE TABLE t (id INT); INSERT INTO t VALUES (1), (2); DELETE FROM t WHERE id = 1',
  )) {
    if (step.kind === 'statement') await runStatement(writer, step.statement as ChangeStatement)
  }
  const { zip, told } = await exported(store, 'my table.tar.gz')
  const objects = await store.list('')
  expect(told.at(-1)).toBe(`${objects.length - 1} of ${objects.length}`)
  const folder = zip.inFolder('my_table/')
  expect(await folder.list('')).toEqual(objects)
  for (const { path, modifiedMs } of objects) {
    const version = /^_delta_log\/0*(\d+)\.json$/.exec(path)?.[1]
    if (version === undefined) continue
    for (const place of [store, folder]) {
      expect((await loadSnapshot(place, { timestamp: modifiedMs })).version).toBe(Number(version))
    }
  }
  for (const { path } of objects) expect(await folder.get(path)).toEqual(await store.get(path))
  const copy = new MemoryStore()
  for (const { path } of objects) await copy.put(path, await folder.get(path))
  expect(await readTexts(copy)).toEqual(['{"id":2}'])
  const words = new TextDecoder().decode(await zip.get('HOW-TO-OPEN.txt'))
  expect(words).toContain('"my_table", as it was opened in Lakescope')
})

it.each([
  [1, 600_000_000, 'the table has 1 file of 600.0 MB'],
  [70_000, 1, 'the table has 70,000 files'],
])('refuses what is too large, %i of %i bytes, before it reads one', async (files, sizeBytes, words) => {
  const objects = Array.from({ length: files }, (_, i) => ({ path: `${i}`, sizeBytes, modifiedMs: 0 }))
  const store = { list: () => Promise.resolve(objects), get: () => Promise.reject(new Error('read')) }
  await expect(exported(store as unknown as ReadableStore, 't')).rejects.toThrow(words)
})
