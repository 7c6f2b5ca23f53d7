import { describe, expect, it } from 'vitest'
import { sizeText, tryParseSize } from './size-text.ts'

describe('sizes as people write them', () => {
  it.each([
    ['64 MB', 64e6],
    ['512kB', 512_000],
    ['1.5 GiB', 1.5 * 2 ** 30],
    ['65,536', 65_536],
    ['8k', 8000],
    ['65,536', 65_536],
    ['1,024.5 kB', 1_024_500],
    ['999 TB', 999e12],
    ['0', 0],
  ])('%s', (text, bytes) => {
    expect(tryParseSize(text)).toBe(bytes)
    expect(tryParseSize(sizeText(bytes))).toBe(bytes)
  })

  it('are told apart from other words', () => {
    const texts = ['', 'much', '64 bananas', '-3 MB', 'MB', '1e9', '2,5 MB', '12,34 kB', '1,0000', ',5 MB']
    for (const text of texts) expect(tryParseSize(text), text).toBeUndefined()
  })

  it('are written in the unit that needs the fewest digits', () => {
    expect([64e6, 512_000, 65_536, 1 << 20, 1e9, 8190].map(sizeText)).toEqual([
      '64 MB',
      '512 kB',
      '64 KiB',
      '1 MiB',
      '1 GB',
      '8190 B',
    ])
  })
})
