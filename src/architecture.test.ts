import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { findFaults, findLengthFaults, type Tree } from '../scripts/architecture.ts'
import { listFiles } from '../scripts/fingerprint.mjs'
import { areaOf, isDoor, markdownRows } from '../scripts/import-table.ts'

const root = path.resolve(import.meta.dirname, '..')

function readTree(folder: string): Tree {
  const base = path.join(root, folder)
  return new Map(listFiles(base, '.').map((file) => [file.slice(2), readFileSync(path.join(base, file), 'utf8')]))
}

function tree(files: Record<string, string>): Tree {
  return new Map(Object.entries(files))
}

describe('this tree', () => {
  it('keeps the import table, has no cycle, no barrel, no file over its budget, no stray id', () => {
    expect(findFaults(readTree('src'))).toEqual([])
  }, 60_000)

  it.each(['scripts', 'e2e', 'bench'])('has no file over its budget in %s', (folder) => {
    expect([...readTree(folder)].flatMap(([file, text]) => findLengthFaults(file, text))).toEqual([])
  })

  it('tells people the same table', () => {
    const guide = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8').replace(/ +/g, ' ')
    expect(markdownRows().filter((row) => !guide.includes(row))).toEqual([])
  })
})

describe('areas', () => {
  it.each([
    ['main.tsx', 'main'],
    ['base/rng.ts', 'base'],
    ['engine/sort/runs/heap.ts', 'engine/sort'],
    ['worker/client.ts', 'worker/client'],
    ['worker/protocol.ts', 'worker/protocol'],
    ['worker/opfs-store.ts', 'worker/entry'],
    ['labs/registry.ts', 'labs/registry'],
    ['labs/merge/View.tsx', 'labs/merge'],
    ['practice/types.ts', 'practice/types'],
    ['practice/judge/run.ts', 'practice'],
    ['viz/timeline/score.ts', 'viz'],
  ])('%s belongs to %s', (file, area) => {
    expect(areaOf(file)).toBe(area)
  })

  it.each([
    ['engine/version.ts', true],
    ['engine/trace/log.ts', true],
    ['engine/sort/events.ts', true],
    ['engine/delta/state.ts', true],
    ['engine/sort/loser-tree.ts', false],
    ['engine/sort/runs/state.ts', false],
    ['engine/operations/index.ts', false],
  ])('%s is a door: %s', (file, expected) => {
    expect(isDoor(file)).toBe(expected)
  })
})

describe('imports', () => {
  it.each([
    ['base/a.ts', "import { b } from './b.ts'"],
    ['engine/sort/a.ts', "import { b } from '../trace/b.ts'\nimport { c } from '../../base/c.ts'"],
    ['engine/columnar/a.ts', "import { b } from 'hyparquet-writer'\nimport { c } from 'apache-arrow'"],
    ['worker/client.ts', "import EngineWorker from './entry.ts?worker'\nimport { a } from './protocol.ts'"],
    ['player/a.ts', "import { b } from '../engine/sort/state.ts'\nimport { c } from 'react/jsx-runtime'"],
    ['player/a.test.ts', "import fc from 'fast-check'\nimport { b } from '../engine/sort/heap.ts'"],
    ['worker/entry.test.ts', "import { b } from './client.ts'"],
    ['player/test-a.ts', "import { b } from '../engine/sort/heap.ts'"],
    ['app/a.tsx', "import { labs } from '../labs/registry.ts'"],
    ['main.tsx', "import { App } from './app/App.tsx'\nimport './ui/tokens.css'"],
    ['cli/main.ts', "import { readFile } from 'node:fs/promises'"],
  ])('lets %s: %s', (file, text) => {
    expect(findFaults(tree({ [file]: text }))).toEqual([])
  })

  it.each([
    ['base/a.ts', "import { b } from '../engine/trace/b.ts'", 'engine/trace/b.ts'],
    ['engine/trace/a.ts', "import { b } from '../sort/b.ts'", 'engine/sort/b.ts'],
    ['engine/sort/a.ts', "import type { B } from '../../player/b.ts'", 'player/b.ts'],
    ['engine/sort/a.ts', "import { b } from 'hyparquet'", 'hyparquet'],
    ['engine/sort/a.ts', "import { readFileSync } from 'node:fs'", 'node:fs'],
    ['player/a.ts', "import { b } from '../engine/sort/heap.ts'", 'engine/sort/heap.ts'],
    ['player/a.ts', "type B = import('../engine/sort/heap.ts').B", 'engine/sort/heap.ts'],
    ['player/a.ts', "export { b } from '../labs/merge/b.ts'\nexport const c = 1", 'labs/merge/b.ts'],
    ['viz/a.ts', "import { b } from 'zustand'", 'zustand'],
    ['viz/a.ts', "const b = await import('../ui/b.ts')", 'ui/b.ts'],
    ['worker/client.ts', "import { b } from './entry.ts'", 'worker/entry.ts'],
    ['app/a.ts', "import { b } from '../labs/merge/index.ts'", 'labs/merge/index.ts'],
    ['app/a.ts', "import { b } from '../../scripts/setup.mjs'", '../scripts/setup.mjs'],
    ['player/a.ts', "import { b } from './test-a.ts'", 'player/test-a.ts'],
    ['app/a.test.ts', "import { b } from '../labs/merge/index.ts'", 'labs/merge/index.ts'],
  ])('refuses %s: %s', (file, text, to) => {
    expect(findFaults(tree({ [file]: text }))).toEqual([`${file} may not import ${to}`])
  })

  it('keeps labs apart', () => {
    const faults = findFaults(
      tree({
        'labs/merge/index.ts': "import { b } from '../sort/b.ts'\nexport const lab = {\n  id: 'merge',\n}",
        'labs/sort/index.ts': "export const lab = {\n  id: 'sort',\n}",
      }),
    )
    expect(faults).toEqual(['labs/merge/index.ts may not import labs/sort/b.ts'])
  })

  it('refuses a folder that the table does not know', () => {
    expect(findFaults(tree({ 'utils/a.ts': 'export const a = 1' }))).toEqual([
      'utils/a.ts: no rule for utils in the import table',
    ])
  })
})

describe('cycles', () => {
  it('finds one over type imports and names its files', () => {
    const faults = findFaults(
      tree({
        'base/a.ts': "import type { B } from './b.ts'",
        'base/b.ts': "import { c } from './c.ts'",
        'base/c.ts': "import { a } from './a.ts'",
        'base/d.ts': "import { a } from './a.ts'",
      }),
    )
    expect(faults).toEqual(['cycle: base/a.ts → base/b.ts → base/c.ts'])
  })

  it('finds two that are apart, and a file that imports itself', () => {
    const faults = findFaults(
      tree({
        'base/a.ts': "import { b } from './b.ts'",
        'base/b.ts': "import { a } from './a.ts'\nimport { c } from './c.ts'",
        'base/c.ts': "import { d } from './d.ts'",
        'base/d.ts': "import { c } from './c.ts'",
        'base/e.ts': "import { e } from './e.ts'",
      }),
    )
    expect(faults.sort()).toEqual(['cycle: base/a.ts → base/b.ts', 'cycle: base/c.ts → base/d.ts', 'cycle: base/e.ts'])
  })

  it('does not take a diamond for one', () => {
    const faults = findFaults(
      tree({
        'base/a.ts': "import { b } from './b.ts'\nimport { c } from './c.ts'",
        'base/b.ts': "import { d } from './d.ts'",
        'base/c.ts': "import { d } from './d.ts'",
        'base/d.ts': 'export const d = 1',
      }),
    )
    expect(faults).toEqual([])
  })
})

describe('files', () => {
  const lines = (count: number) => '// line\n'.repeat(count)

  it.each([
    ['base/a.ts', 400, 401],
    ['base/a.test.ts', 600, 601],
    ['ui/a.css', 400, 401],
  ])('%s may have %i lines, not %i', (file, most, tooMany) => {
    expect(findFaults(tree({ [file]: lines(most) }))).toEqual([])
    expect(findFaults(tree({ [file]: lines(tooMany) }))).toEqual([`${file} has ${tooMany} lines, the limit is ${most}`])
  })

  it('refuses a barrel, not a file that also defines something', () => {
    expect(findFaults(tree({ 'base/index.ts': "export { a } from './a.ts'\nexport * from './b.ts'" }))).toEqual([
      'base/index.ts is a barrel',
    ])
    expect(findFaults(tree({ 'base/index.ts': "import { a } from './a.ts'\nexport { a }" }))).toEqual([
      'base/index.ts is a barrel',
    ])
    expect(findFaults(tree({ 'base/a.ts': "export { b } from './b.ts'\nexport const a = 1" }))).toEqual([])
  })

  it('wants the id of a lab and a challenge to be the name of its folder', () => {
    const faults = findFaults(
      tree({
        'labs/merge/index.ts': "export const lab = {\n  id: 'merge',\n}",
        'labs/sort/index.ts': "export const lab = {\n  id: 'sorting',\n}",
        'challenges/top-n/index.ts': 'export const challenge = {}',
        'challenges/joins/prompt.md': 'Join.',
        'labs/registry.ts': 'export const labs = {}',
      }),
    )
    expect(faults).toEqual([
      'challenges/joins has no index.ts',
      'challenges/top-n/index.ts has the id (none)',
      'labs/sort/index.ts has the id sorting',
    ])
  })
})
