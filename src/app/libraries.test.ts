import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LIBRARIES } from './libraries.ts'

const root = join(import.meta.dirname, '../..')

function readPackage(...path: string[]): { license?: string; dependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(join(root, ...path, 'package.json'), 'utf8')) as object
}

describe('LIBRARIES', () => {
  it('names every dependency of the page', () => {
    expect(LIBRARIES.map(({ name }) => name)).toEqual(Object.keys(readPackage().dependencies ?? {}))
  })

  it.each(LIBRARIES)('gives the licence of $name as the package does', ({ name, licence }) => {
    expect(readPackage('node_modules', name).license).toBe(licence)
  })
})
