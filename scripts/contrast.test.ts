import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrast, difference } from './color.mjs'
import { closestNouns, listPairs, readPalette } from './contrast.mjs'

const css = readFileSync(new URL('../src/ui/tokens.css', import.meta.url), 'utf8')

describe.each(['light', 'dark'] as const)('the tokens in %s', (theme) => {
  const palette = readPalette(css, theme)

  it('reach the contrast that text and marks need', () => {
    const faults = listPairs(palette, theme)
      .filter(({ ratio, needed }) => ratio < needed)
      .map(({ mark, ground, ratio, needed }) => `--${mark} on --${ground}: ${ratio.toFixed(2)} < ${needed}`)
    expect(faults).toEqual([])
  })

  it('keep the nouns apart for every eye', () => {
    expect(closestNouns(palette, 12).filter(({ gap }) => gap < 9)).toEqual([])
  })
})

describe('the check itself', () => {
  it('knows contrast', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5)
    expect(contrast('#777777', '#777777')).toBe(1)
    expect(contrast('#767676', '#FFFFFF')).toBeCloseTo(4.54, 2)
  })

  // Pairs 1, 7, 17 and 25 of the test data of Sharma, Wu and Dalal.
  it.each([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  ] as const)('knows the difference of %j and %j', (a, b, expected) => {
    expect(difference(a, b)).toBeCloseTo(expected, 4)
    expect(difference(b, a)).toBeCloseTo(expected, 4)
  })

  it('fails on a pale ink and on a missing token', () => {
    const palette = readPalette(css, 'light')
    const pale = listPairs({ ...palette, 'ink-3': '#999999' }, 'light').filter(({ ratio, needed }) => ratio < needed)
    expect(pale.map(({ mark, ground }) => `${mark} on ${ground}`)).toEqual([
      'ink-3 on paper',
      'ink-3 on paper-2',
      'ink-3 on paper-3',
      'ink-3 on land',
    ])
    expect(() => listPairs({}, 'dark')).toThrow('dark lacks --ink')
    expect(() => readPalette('', 'dark')).toThrow('no block for dark')
  })
})
