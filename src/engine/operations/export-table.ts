import { parseCount, parseRecord, parseText } from '../../base/parse.ts'
import { writeZip } from '../storage/zip-writer.ts'
import type { ZipFile } from '../storage/zip-writer.ts'
import { createWorkOf } from './answer.ts'
import { buildTable } from './delta-table.ts'
import type { Operation } from './operation.ts'

/**
 * The table of a run as a zip, up to an event: parameters `{ run, acts, until, name }`. Its answer is the archive's bytes; it has
 * no log.
 */
export const exportTableOperation: Operation = {
  name: 'export-table',
  samples: [],
  prepare: (params) => {
    const given = parseRecord(params, 'params')
    const until = parseCount(given['until'], 'until')
    const name = parseText(given['name'], 'name').replaceAll(/[^\w-]/g, '_')
    return createWorkOf(async () => packTable(given['run'], given['acts'], until, name))
  },
}

async function packTable(run: unknown, acts: unknown, until: number, name: string): Promise<Uint8Array> {
  const store = await buildTable(run, acts, until)
  const files: ZipFile[] = []
  for (const { path, modifiedMs } of await store.list('')) {
    files.push({ path: `${name}/${path}`, bytes: await store.get(path), modifiedMs })
  }
  const modifiedMs = Math.max(0, ...files.map((file) => file.modifiedMs))
  return writeZip([
    ...files,
    { path: 'HOW-TO-OPEN.txt', bytes: new TextEncoder().encode(linesToOpen(name)), modifiedMs },
  ])
}

/** How other readers open the folder. */
export function linesToOpen(name: string): string {
  return `This is the Delta table "${name}", as it was made in Lakescope.

PySpark with delta-spark
  spark.read.format("delta").load("${name}").show()
  spark.sql("DESCRIBE HISTORY delta.\`$PWD/${name}\`").show()

delta-rs (pip install deltalake)
  from deltalake import DeltaTable
  DeltaTable("${name}").to_pyarrow_table()
  DeltaTable("${name}", version=0).history()

DuckDB (INSTALL delta; LOAD delta;)
  SELECT * FROM delta_scan('${name}');

Times of commits are those of their files: unpack with a tool that keeps them, or travel by version.
`
}
