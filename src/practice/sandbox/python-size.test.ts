import { statSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { PYTHON_SIZE_BYTES } from './python-size.ts'

it('the size of the interpreter is that of its files', () => {
  const folder = path.resolve(import.meta.dirname, '../../../node_modules/pyodide')
  const files = ['pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip']
  const sizes = files.map((file) => statSync(path.join(folder, file)).size)
  expect(sizes.reduce((sum, size) => sum + size)).toBe(PYTHON_SIZE_BYTES)
})
