import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { escapeProof, readProofs, staleWords, stateOf, writeProof } from './proofs.ts'
import { projectRoot } from './setup.mjs'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'proofs-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const proof = { id: 'mutation xx-01 python', inputs: ['judge.ts', 'cases.ts'] }

it('goes stale with any byte of what it depends on, and with nothing else', () => {
  writeFileSync(path.join(root, 'judge.ts'), 'a < b')
  writeFileSync(path.join(root, 'other.ts'), '1')
  writeProof(root, proof, { killed: 9, mutants: 10 })
  expect(stateOf(root, proof)).toBe('fresh')
  writeFileSync(path.join(root, 'other.ts'), '2')
  expect(stateOf(root, proof)).toBe('fresh')
  writeFileSync(path.join(root, 'judge.ts'), 'a <= b')
  expect(stateOf(root, proof)).toBe('stale')
  writeFileSync(path.join(root, 'judge.ts'), 'a < b')
  writeFileSync(path.join(root, 'cases.ts'), '')
  expect(stateOf(root, proof)).toBe('stale')
})

it('keeps what was found, a file for each', () => {
  writeProof(root, proof, { killed: 9, mutants: 10 })
  writeProof(root, { ...proof, id: 'escapes python' }, { programs: 102 })
  writeProof(root, proof, { killed: 10, mutants: 10 })
  expect(readProofs(root).map(({ id, result }) => [id, result])).toEqual([
    ['escapes python', { programs: 102 }],
    ['mutation xx-01 python', { killed: 10, mutants: 10 }],
  ])
  expect(stateOf(root, { ...proof, id: 'escapes typescript' })).toBe('missing')
})

it.each(['typescript', 'python'] as const)('hostile programs in %s are proven as the sandbox stands', (language) => {
  for (const proof of [escapeProof(language, 'out'), escapeProof(language, 'runaway')]) {
    expect(stateOf(projectRoot, proof), staleWords(proof.id)).toBe('fresh')
  }
})
