import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { bundleScript } from './script-text.ts'

it('makes one classic script of a file and what it imports, and names both', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'script-text-'))
  try {
    writeFileSync(path.join(folder, 'a.ts'), "import { b } from './b.ts'\nconst a: number = b + 1\nreport(a)\n")
    writeFileSync(path.join(folder, 'b.ts'), 'export const b = 41\n')
    const { text, files } = await bundleScript(path.join(folder, 'a.ts'))
    const context = { report: (value: number) => (context.reported = value), reported: 0 }
    runInNewContext(text, context)
    expect(context.reported).toBe(42)
    expect(files.map((file) => path.basename(file)).sort()).toEqual(['a.ts', 'b.ts'])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
