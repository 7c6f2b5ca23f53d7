import path from 'node:path'
import { expect, it } from 'vitest'
import { kindOf, listTestFiles } from './test-files.ts'

const PAGE = '// @vitest-environment happy-dom'

it('a file that puts something in the place of a module has a worker of its own, with a document or without', () => {
  expect(kindOf(`import { vi } from 'vitest'\nvi.mock('./clock.ts')`)).toBe('mocking')
  expect(kindOf(`${PAGE}\nvi.doMock('./clock.ts')`)).toBe('mocking')
})

it('others share one with those that need a document too, or with those that need none', () => {
  expect(kindOf(`${PAGE}\nvi.mocked(seek)`)).toBe('page')
  expect(kindOf(`import { expect } from 'vitest'`)).toBe('node')
})

it('each file is in one list', () => {
  const { node, page, mocking } = listTestFiles(path.resolve(import.meta.dirname, '..'))
  expect(node).toContain('scripts/test-files.test.ts')
  expect(page).toContain('src/app/app.test.tsx')
  expect(mocking).toContain('src/practice/CodePanel.test.tsx')
  expect(new Set([...node, ...page, ...mocking]).size).toBe(node.length + page.length + mocking.length)
})
