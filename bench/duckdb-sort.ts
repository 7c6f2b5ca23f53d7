import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'

/** The part of DuckDB-WASM that is used; the page gets it as a file of its own, without types. */
interface Duckdb {
  readonly VoidLogger: new () => unknown
  readonly AsyncDuckDB: new (logger: unknown, worker: Worker) => Database
}

interface Database {
  instantiate(wasm: string): Promise<unknown>
  connect(): Promise<{ query(sql: string): Promise<unknown> }>
  terminate(): Promise<void>
}

/** Where the package lies: in node_modules, or where DUCKDB_WASM says. Undefined where it is not installed. */
function tryPackage(): string | undefined {
  const folder = path.resolve(process.env['DUCKDB_WASM'] ?? 'node_modules/@duckdb/duckdb-wasm')
  return existsSync(path.join(folder, 'dist', 'duckdb-eh.wasm')) ? folder : undefined
}

/** Puts DuckDB-WASM, the bundle `eh`, beside a page; false where it is not installed. */
export function addDuckdb(folder: string): boolean {
  const source = tryPackage()
  if (source === undefined) return false
  for (const file of ['duckdb-eh.wasm', 'duckdb-browser-eh.worker.js']) {
    copyFileSync(path.join(source, 'dist', file), path.join(folder, file))
  }
  const entry = path.join(folder, 'duckdb-entry.js')
  writeFileSync(entry, `export * from ${JSON.stringify(path.join(source, 'dist', 'duckdb-browser.mjs'))}\n`)
  const args = ['scripts/write-bundle.mjs', entry, path.join(folder, 'duckdb')]
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return true
}

/**
 * Milliseconds that `ORDER BY` of so many random 32-bit integers takes, from a table in memory into another, the fastest
 * of `turns`; undefined where DuckDB gives up.
 */
export function timeDuckdb(page: Page, count: number, turns: number): Promise<number | undefined> {
  return page.evaluate(
    async ({ count, turns, place }) => {
      const { AsyncDuckDB, VoidLogger } = (await import(place)) as Duckdb
      const database = new AsyncDuckDB(new VoidLogger(), new Worker('./duckdb-browser-eh.worker.js'))
      try {
        await database.instantiate(new URL('./duckdb-eh.wasm', location.href).href)
        const connection = await database.connect()
        const random = '(random() * 4294967295 - 2147483648)::BIGINT::INTEGER'
        await connection.query(`CREATE TABLE input AS SELECT ${random} AS value FROM range(${count})`)
        let bestMs = Infinity
        for (let turn = 0; turn < turns; turn++) {
          const start = performance.now()
          await connection.query('CREATE OR REPLACE TABLE output AS SELECT value FROM input ORDER BY value')
          bestMs = Math.min(bestMs, performance.now() - start)
        }
        return bestMs
      } catch {
        return undefined
      } finally {
        await database.terminate()
      }
    },
    // An argument, since the bundler of this file would look for a module that it can name.
    { count, turns, place: './duckdb/main.mjs' },
  )
}
