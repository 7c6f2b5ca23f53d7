import { describe, expect, it } from 'vitest'
import { KEYS } from './keys.ts'

describe('KEYS', () => {
  it('gives no key two meanings in one area', () => {
    const seen = KEYS.flatMap(({ area, keys, when }) => keys.map((chord) => `${area}, ${when}: ${chord.join('+')}`))
    expect(new Set(seen).size).toBe(seen.length)
  })

  // The catalogue is a page of its own, where a lab's keys do nothing.
  it('gives a letter, digit or sign one meaning on the whole page of a lab', () => {
    const letters = KEYS.filter(({ letter, area }) => letter && area !== 'practice').flatMap(({ keys, when }) =>
      keys.map((chord) => `${when}: ${chord.join('+')}`),
    )
    expect(new Set(letters).size).toBe(letters.length)
  })

  it('calls a key a letter exactly where its last part is one character, alone or with shift, that is not an arrow or Enter', () => {
    for (const { keys, letter } of KEYS) {
      for (const chord of keys) {
        const last = chord.at(-1) as string
        const isLetter = last.length === 1 && !'←→↑↓↵'.includes(last) && !chord.includes('ctrl')
        expect(isLetter, chord.join('+')).toBe(letter)
      }
    }
  })
})
