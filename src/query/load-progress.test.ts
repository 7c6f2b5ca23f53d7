import { statSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { WASM_SIZE_BYTES } from './load-progress.ts'

it('the size of the engine is that of its file', () => {
  const file = path.resolve(import.meta.dirname, '../../node_modules/@duckdb/duckdb-wasm/dist/duckdb-eh.wasm')
  expect(statSync(file).size).toBe(WASM_SIZE_BYTES)
})
