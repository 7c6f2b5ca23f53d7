import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const root = new URL('../src/', import.meta.url)
const sheets = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css'))
  .map((file) => ({ file, text: readFileSync(new URL(file, root), 'utf8').replaceAll(/\/\*.*?\*\//gs, '') }))
const tokens = sheets.find(({ file }) => file.endsWith('tokens.css'))?.text ?? ''

/** What a rule without rules in it sets, by its selector. */
function rulesOf(css: string): readonly { readonly selector: string; readonly body: string }[] {
  return [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({ selector, body }))
}

const namesIn = (css: string): string[] => [...css.matchAll(/(--[a-z\d-]+):/g)].map(([, name = '']) => name)

/** Rules that do a thing which is nothing with forced colours, and not what is there in its place. */
function findWithout(does: RegExp, instead: string): string[] {
  return sheets.flatMap(({ file, text }) =>
    rulesOf(text)
      .filter(({ body }) => does.test(body) && !body.includes(instead))
      .map(({ selector }) => `${file}: ${selector.trim()}`),
  )
}

it('gives every colour but those of nouns, verbs, quantities and syntax to the system, in either theme', () => {
  const [, block = ''] = /@media \(forced-colors: active\) \{(.*?)\n\}/s.exec(tokens) ?? []
  // The themes hang on an attribute: without it here they would win.
  expect(block).toContain(':root[data-theme]')
  const dark = rulesOf(tokens).find(({ selector }) => selector.includes("[data-theme='dark']"))?.body ?? ''
  const colors = namesIn(dark).filter((name) => new RegExp(`${name}: #`).test(dark))
  const kept = /^--(id|ev|seq|syn)-/
  expect(colors.length).toBeGreaterThan(50)
  expect(colors.filter((name) => !kept.test(name) && !namesIn(block).includes(name))).toEqual([])
})

it('gives an edge to all that floats, since shadows are not drawn there', () => {
  expect(sheets.filter(({ text }) => text.includes('box-shadow: var(--el-')).length).toBeGreaterThan(5)
  expect(findWithout(/box-shadow: var\(--el-/, 'border: var(--float-edge)')).toEqual([])
})

it('lets words on a filled ground be, since a ground of the page would be laid behind them', () => {
  expect(findWithout(/[^-]color: var\(--on-ink\)/, 'forced-color-adjust: none')).toEqual([])
})
