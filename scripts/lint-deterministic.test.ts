import { Linter } from 'eslint'
import { expect, it } from 'vitest'
import { deterministic } from './lint-deterministic.mjs'

const linter = new Linter()
const config: Linter.Config[] = deterministic({ files: ['**/*.js'], ignores: ['**/*.test.js'] })

function countFaults(code: string, file = 'a.js'): number {
  return linter.verify(code, config, file).length
}

it.each([
  'const at = Date.now()',
  'const at = new Date()',
  'const at = performance.now()',
  'const chance = Math.random()',
  "const chance = Math['random']()",
  'const { random } = Math',
  'const m = Math',
  'const y = Math.log(2)',
  'const y = Math.log2(2)',
  'const y = Math.hypot(3, 4)',
  'const y = Math.cbrt(8)',
  'const y = 1.1 ** n',
  'let y = 2; y **= 3',
  'setTimeout(run, 1)',
  'queueMicrotask(run)',
  "fetch('/')",
  'globalThis.fetch',
  'document.title',
  "localStorage.getItem('a')",
  'process.env.HOME',
  'crypto.randomUUID()',
  'new Intl.NumberFormat()',
  "a.localeCompare('b')",
  'n.toLocaleString()',
  "import { readFile } from 'node:fs'",
  "import { useState } from 'react'",
  "import { scaleLinear } from 'd3-scale'",
  "import { Session } from '../../player/session.js'",
  "import { Score } from '../../../viz/score.js'",
  "export * from './events.js'",
  'const mode = import.meta.env',
  'const worker = new Worker(url)',
  'const text = error.stack',
  'export default { a: 1 }',
])('the engine may not: %s', (code) => {
  expect(countFaults(code)).toBeGreaterThan(0)
})

it.each([
  'const y = Math.sqrt(Math.floor(x) + Math.imul(a, b)) * Math.PI',
  'const size = 2 ** 32',
  "import { Table } from 'apache-arrow'",
  "import { Rng } from '../../base/rng.js'",
  "import { Log } from '../trace/log.js'",
  'const state = { document: 1, process: 2 }; read(state.document, state.process)',
  'function run(fetch) { return fetch() }',
])('the engine may: %s', (code) => {
  expect(countFaults(code)).toBe(0)
})

it('its tests may measure', () => {
  expect(countFaults('const at = performance.now()', 'a.test.js')).toBe(0)
})
