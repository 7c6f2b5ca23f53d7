import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { inflate } from './inflate.ts'

const SEED = 20_240_229

function draw(rng: Rng, sizeBytes: number): Uint8Array {
  const alphabet = 1 + rng.nextBelow(256)
  const bytes = new Uint8Array(sizeBytes)
  for (let i = 0; i < sizeBytes;) {
    const back = rng.nextBelow(3) === 0 && i > 0 ? 1 + rng.nextBelow(Math.min(i, 40_000)) : 0
    const run = 1 + rng.nextBelow(back > 0 ? 300 : 8)
    for (const end = Math.min(sizeBytes, i + run); i < end; i++) {
      bytes[i] = back > 0 ? (bytes[i - back] as number) : rng.nextBelow(alphabet)
    }
  }
  return bytes
}

describe('inflate', () => {
  it(`gives the bytes that zlib packed, at any level and by any strategy, seed ${SEED}`, () => {
    const rng = new Rng(SEED, 'inflate')
    const strategies = [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE]
    for (let round = 0; round < 160; round++) {
      const bytes = draw(rng, rng.nextBelow(round % 16 === 0 ? 200_000 : 3000))
      const packed = deflateRawSync(bytes, {
        level: rng.nextBelow(10),
        strategy: strategies[rng.nextBelow(strategies.length)] as number,
      })
      expect(Buffer.compare(inflate(packed, bytes.length), bytes)).toBe(0)
    }
  })

  it(`agrees with zlib on damaged streams: other bytes are never told as the right ones, seed ${SEED}`, () => {
    const rng = new Rng(SEED, 'damage')
    const faults: string[] = []
    for (let round = 0; round < 1500; round++) {
      const bytes = draw(rng, 1 + rng.nextBelow(400))
      const packed = deflateRawSync(bytes, { level: 1 + rng.nextBelow(9) })
      const at = rng.nextBelow(packed.length)
      packed[at] = (packed[at] as number) ^ (1 << rng.nextBelow(8))
      const wanted = tryUnpack(() => inflateRawSync(packed, { maxOutputLength: bytes.length }), bytes.length)
      const got = tryUnpack(() => inflate(packed, bytes.length), bytes.length)
      if ((wanted ?? 'refused') !== (got ?? 'refused')) faults.push(`round ${round}: ${wanted} and ${got}`)
    }
    expect(faults).toEqual([])
  })

  it.each([
    ['nothing', new Uint8Array(), 0],
    ['a block of no known kind', Uint8Array.of(0b111), 0],
    ['a stored block without its length', Uint8Array.of(1, 0, 0), 0],
    ['fewer bytes than promised', deflateRawSync(Buffer.from('abc')), 4],
    ['more bytes than promised', deflateRawSync(Buffer.from('abc')), 2],
  ])('refuses %s', (_, packed, sizeBytes) => {
    expect(() => inflate(packed, sizeBytes)).toThrow(RangeError)
  })
})

/** As text, undefined for what was refused or is of another length. */
function tryUnpack(act: () => Uint8Array, sizeBytes: number): string | undefined {
  try {
    const bytes = act()
    return bytes.length === sizeBytes ? Buffer.from(bytes).toString('latin1') : undefined
  } catch {
    return undefined
  }
}
