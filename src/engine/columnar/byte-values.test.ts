import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FrontCodedValues, RangeValues } from './byte-values.ts'

const texts = fc.array(fc.uint8Array({ maxLength: 12 }), { minLength: 1, maxLength: 30 })

/** Writes values one behind the other with a gap of bytes in front of each. */
function joined(values: readonly Uint8Array[], gapBytes: number): RangeValues {
  const bytes: number[] = []
  const ends = values.map((value) => {
    bytes.push(...new Array<number>(gapBytes).fill(7), ...value)
    return bytes.length
  })
  return new RangeValues(Uint8Array.from(bytes), Int32Array.from(ends), gapBytes)
}

test('values are found in the bytes of their page, whatever stands between them', () => {
  fc.assert(
    fc.property(texts, fc.nat(4), (values, gapBytes) => {
      const read = joined(values, gapBytes)
      expect(read).toHaveLength(values.length)
      expect(read.toArray().map((value) => [...value])).toEqual(values.map((value) => [...value]))
    }),
  )
})

test('front-coded values are what their suffixes unfold to, in any order and each for itself', () => {
  const coded = fc.array(fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), suffix: fc.uint8Array() }), {
    minLength: 1,
    maxLength: 40,
  })
  fc.assert(
    fc.property(coded, fc.array(fc.nat(39), { maxLength: 30 }), (values, jumps) => {
      const unfolded: Uint8Array[] = []
      const kept = values.map(({ share, suffix }, i) => {
        const before = unfolded[i - 1] ?? new Uint8Array(0)
        const bytes = Math.floor(share * before.length)
        unfolded.push(Uint8Array.of(...before.subarray(0, bytes), ...suffix))
        return bytes
      })
      const suffixes = joined(
        values.map(({ suffix }) => suffix),
        0,
      )
      const read = new FrontCodedValues(Int32Array.from(kept), suffixes)
      const places = jumps.map((jump) => jump % values.length)
      const taken = places.map((place) => read.at(place))
      expect(taken.map((value) => [...value])).toEqual(places.map((place) => [...(unfolded[place] as Uint8Array)]))
      expect(read.toArray().map((value) => [...value])).toEqual(unfolded.map((value) => [...value]))
    }),
  )
})
