import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { listDrawingTests } from './drawing-tests.mjs'

const root = mkdtempSync(path.join(os.tmpdir(), 'lakescope-drawing-'))
afterAll(() => rmSync(root, { recursive: true }))

test('what draws, and what has runs drawn for it, is run whole; what does neither is not', () => {
  const files = {
    'draws.test.ts': 'test.each(drawUnlessWhole(all, 1 / 3, name))',
    'has-drawn.test.tsx': "import { runs } from '../tools/test-runs.ts'",
    'neither.test.ts': "import { runs } from '../tools/runs.ts'",
    'tools/test-runs.ts': 'export const runs = drawUnlessWhole(all, 1 / 8, name)',
  }
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, 'src', name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  expect(listDrawingTests(root).sort()).toEqual(['src/draws.test.ts', 'src/has-drawn.test.tsx'])
})
