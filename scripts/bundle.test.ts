import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { ensureBundle } from './bundle.mjs'
import { projectRoot } from './setup.mjs'

const cacheRoot = path.join(projectRoot, '.cache')
mkdirSync(cacheRoot, { recursive: true })
const folder = mkdtempSync(path.join(cacheRoot, 'bundle-test-'))
const relative = path.relative(projectRoot, folder).replaceAll('\\', '/')

afterAll(() => {
  rmSync(folder, { recursive: true })
})

function bundle(source: string): string {
  mkdirSync(path.join(folder, 'src'), { recursive: true })
  writeFileSync(path.join(folder, 'src', 'part.ts'), 'export const twice = (value: number): number => value * 2')
  writeFileSync(path.join(folder, 'src', 'main.ts'), source)
  return ensureBundle({
    entry: `${relative}/src/main.ts`,
    cache: `${path.basename(folder)}/out`,
    inputs: [`${relative}/src`],
  })
}

const source = (value: number) => `import { twice } from './part.ts'\nexport const result = twice(${value})`

it('a bundle is made once for the same sources, anew for others, and the oldest goes', async () => {
  const first = bundle(source(1))
  expect(bundle(source(1))).toBe(first)
  expect(await import(pathToFileURL(first).href)).toMatchObject({ result: 2 })
  const others = [2, 3, 4].map((value) => bundle(source(value)))
  expect(new Set([first, ...others]).size).toBe(4)
  expect(readdirSync(path.join(folder, 'out'))).toHaveLength(3)
}, 60_000)

it('a source that does not hold together is an error in plain text, and leaves nothing behind', () => {
  expect(() => bundle("import { gone } from './gone.ts'\nconsole.log(gone)")).toThrow("Could not resolve './gone.ts'")
  expect(readdirSync(path.join(folder, 'out')).filter((name) => name.startsWith('draft-'))).toEqual([])
}, 60_000)
