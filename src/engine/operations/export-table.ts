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
    const name = folderName(parseText(given['name'], 'name'))
    return createWorkOf(async () => packTable(given['run'], given['acts'], until, name))
  },
}

async function packTable(run: unknown, acts: unknown, until: number, name: string): Promise<Uint8Array> {
  const store = await buildTable(run, acts, until)
  const files: ZipFile[] = []
  for (const { path, modifiedMs } of await store.list('')) {
    files.push({ path: `${name}/${path}`, bytes: await store.get(path), modifiedMs })
  }
  return writeZip([...files, howToOpen(name, 'as it was made', files)])
}

/** A name that every reader takes as a folder's. */
export function folderName(name: string): string {
  return name.replaceAll(/[^\w-]/g, '_')
}

/** The file beside the folder of a table that says how others open it. */
export function howToOpen(name: string, origin: string, files: readonly ZipFile[]): ZipFile {
  const modifiedMs = files.reduce((most, file) => Math.max(most, file.modifiedMs), 0)
  return { path: 'HOW-TO-OPEN.txt', bytes: new TextEncoder().encode(linesToOpen(name, origin)), modifiedMs }
}

/** How other readers open the folder. */
export function linesToOpen(name: string, origin: string): string {
  return `This is the Delta table "${name}", ${origin} in Lakescope.

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
