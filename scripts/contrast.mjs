import { contrast, difference, parseHex, simulate, toLab, VISIONS } from './color.mjs'

/**
 * @typedef {'light' | 'dark'} Theme
 * @typedef {Readonly<Record<string, string>>} Palette token name without the dashes, to "#RRGGBB"
 * @typedef {{ readonly theme: Theme, readonly mark: string, readonly ground: string, readonly ratio: number, readonly needed: number }} Pair
 */

const GROUNDS = ['paper', 'paper-2', 'paper-3', 'land']
const INKS = ['ink', 'ink-2', 'ink-3', 'now', 'link', 'good', 'warn', 'bad']
const SYNTAX = ['syn-key', 'syn-str', 'syn-num', 'syn-com', 'syn-fn']
const NOUNS = Array.from({ length: 12 }, (_, index) => `id-${index + 1}`)
const VERBS = ['read', 'compute', 'write', 'spill', 'commit', 'skip', 'plan', 'fail'].map((verb) => `ev-${verb}`)

/** Text on something else than a ground: [text, what it stands on]. */
const SPECIAL_TEXT = [
  ['ink', 'now-wash'],
  ['now', 'now-wash'],
  ['ink-2', 'now-wash'],
  ['good', 'good-wash'],
  ['warn', 'warn-wash'],
  ['bad', 'bad-wash'],
  ['diff-add', 'diff-add-wash'],
  ['diff-del', 'diff-del-wash'],
  ['ink-2', 'diff-add-wash'],
  ['ink-2', 'diff-del-wash'],
  ['on-ink', 'ink'],
  ['on-ink', 'now'],
  ['on-ink', 'bad'],
  ['on-ink', 'good'],
]

const TEXT_RATIO = 4.5
const MARK_RATIO = 3

/**
 * The colours of one theme in the token file.
 * @param {string} css
 * @param {Theme} theme
 * @returns {Palette}
 */
export function readPalette(css, theme) {
  const start = css.search(new RegExp(`:root\\[data-theme=["']${theme}["']\\]\\s*\\{`))
  if (start < 0) throw new Error(`the token file has no block for ${theme}`)
  const block = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start))
  const declarations = [...block.matchAll(/--([\w-]+):\s*(#[0-9A-Fa-f]{6})/g)]
  return Object.fromEntries(declarations.map(([, name = '', hex = '']) => [name, hex]))
}

/**
 * Every pair of colours that the design puts on each other, with the ratio it has and the one it needs: text 4.5, marks
 * and borders that carry meaning 3. Throws when a colour is missing.
 * @param {Palette} palette
 * @param {Theme} theme
 * @returns {Pair[]}
 */
export function listPairs(palette, theme) {
  const pair = (/** @type {string} */ mark, /** @type {string} */ ground, /** @type {number} */ needed) => {
    const [a, b] = [palette[mark], palette[ground]]
    if (a === undefined || b === undefined) throw new Error(`${theme} lacks --${a === undefined ? mark : ground}`)
    return { theme, mark, ground, needed, ratio: contrast(a, b) }
  }
  const papers = ['paper', 'paper-2']
  return [
    ...GROUNDS.flatMap((ground) => INKS.map((ink) => pair(ink, ground, TEXT_RATIO))),
    ...SPECIAL_TEXT.map(([text = '', ground = '']) => pair(text, ground, TEXT_RATIO)),
    ...papers.flatMap((ground) => SYNTAX.map((name) => pair(name, ground, TEXT_RATIO))),
    ...papers.flatMap((ground) =>
      [...VERBS, ...NOUNS, 'control', 'focus', 'now'].map((mark) => pair(mark, ground, MARK_RATIO)),
    ),
  ]
}

/**
 * The smallest CIEDE2000 difference between two of the first `count` noun colours, for each way of seeing.
 * @param {Palette} palette
 * @param {number} count
 */
export function closestNouns(palette, count) {
  const colors = NOUNS.slice(0, count).map((name) => parseHex(palette[name] ?? ''))
  return VISIONS.map((vision) => {
    const labs = colors.map((color) => toLab(simulate(color, vision)))
    const gaps = labs.flatMap((a, index) => labs.slice(index + 1).map((b) => difference(a, b)))
    return { vision, gap: Math.min(...gaps) }
  })
}
