import { readFileSync } from 'node:fs'
import path from 'node:path'
import { listFiles } from './fingerprint.mjs'

const isTest = (/** @type {string} */ file) => /\.test\.tsx?$/.test(file)

/**
 * Unit tests that draw a part of what they try, by themselves or by way of a file beside tests that draws for them, relative
 * to the root.
 * @param {string} root
 * @returns {string[]}
 */
export function listDrawingTests(root) {
  const texts = new Map(
    listFiles(root, 'src').map((file) => [
      file,
      /\.tsx?$/.test(file) ? readFileSync(path.join(root, file), 'utf8') : '',
    ]),
  )
  const draws = [...texts].filter(([, text]) => text.includes('UnlessWhole')).map(([file]) => file)
  const helpers = draws.filter((file) => !isTest(file)).map((file) => `/${path.basename(file)}'`)
  return [...texts.keys()].filter(
    (file) => isTest(file) && (draws.includes(file) || helpers.some((name) => texts.get(file)?.includes(name))),
  )
}
