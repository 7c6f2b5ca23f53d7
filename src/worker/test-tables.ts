import type { TableReport } from '../engine/operations/check-table.ts'
import type { MemoryStore } from '../engine/storage/memory-store.ts'
import { createWorld } from './test-files.ts'

/** A table of ours, as the page hands over a folder that was dropped. */
export async function folderOf(store: MemoryStore, keep: (path: string) => boolean = () => true) {
  const objects = (await store.list('')).filter(({ path }) => keep(path))
  const files = await Promise.all(
    objects.map(async ({ path, modifiedMs }) => ({
      path: `orders/${path}`,
      file: new File([await store.get(path)], path, { lastModified: modifiedMs }),
    })),
  )
  return { kind: 'folder', name: 'orders', files }
}

/** What the page is told of a table before it is opened. */
export async function check(source: unknown): Promise<TableReport> {
  const { last } = await createWorld().ask('check-table', { source, name: 'orders' })
  if (last.type !== 'finished') throw new Error(JSON.stringify(last))
  return last.result as TableReport
}
