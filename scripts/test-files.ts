import { readFileSync } from 'node:fs'
import path from 'node:path'
import { listFiles } from './fingerprint.mjs'

export type TestKind = 'node' | 'page' | 'mocking'

/** By what stands in a test file: whether it puts something in the place of a module, needs a document, or neither. */
export function kindOf(text: string): TestKind {
  if (/^\s*(await )?vi\.(mock|doMock)\(/m.test(text)) return 'mocking'
  return /^\/\/ @vitest-environment happy-dom$/m.test(text) ? 'page' : 'node'
}

/** All files of unit tests, relative to the project. */
export function listTestFiles(root: string): Readonly<Record<TestKind, string[]>> {
  const files: Record<TestKind, string[]> = { node: [], page: [], mocking: [] }
  for (const file of ['src', 'scripts'].flatMap((folder) => listFiles(root, folder))) {
    if (/\.test\.(tsx?|mjs)$/.test(file)) files[kindOf(readFileSync(path.join(root, file), 'utf8'))].push(file)
  }
  return files
}
