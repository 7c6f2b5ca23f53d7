import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const root = new URL('../src/', import.meta.url)
const sheets = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css'))
  .map((file) => ({ file, text: readFileSync(new URL(file, root), 'utf8').replaceAll(/\/\*.*?\*\//gs, '') }))

/** Nothing stands in these but text. */
const TEXT_ALONE = /(pre|textarea)$/
/** The cells of the bench that these stand in contain what is in them. */
const CONTAINED = /\.(bench-story|insp-body|stack|state-scroll|written-answer)$/

it('places in a scroller what only a reader of screens is told there: placed in the window, it makes that scroll', () => {
  const scrollers = sheets.flatMap(({ file, text }) =>
    [...text.matchAll(/([^{}]+)\{([^{}]*)\}/g)]
      .map(([, selector = '', body = '']) => ({ file, selector: selector.trim(), body }))
      .filter(({ body }) => /overflow(-[xy])?:[^;]*(auto|scroll)/.test(body)),
  )
  expect(scrollers.length).toBeGreaterThan(30)
  const loose = scrollers.filter(
    ({ selector, body }) =>
      !CONTAINED.test(selector) && !TEXT_ALONE.test(selector) && !/position:|contain: strict/.test(body),
  )
  expect(loose.map(({ file, selector }) => `${file}: ${selector}`)).toEqual([])
})
