import type { KeyEncoder } from '../key-encoding.ts'
import { orderMeasure, tryValueMeasure, WHOLE_HEIGHTS } from '../key-height.ts'
import { biased } from '../key-layout.ts'
import type { KeyHeights, SortKey } from '../options.ts'

/** What a look at a few keys of a file tells. A guess: the sort is right whatever it is. */
export interface KeySample {
  /** Bytes that all the keys seen have in front. */
  readonly common: Uint8Array
  /** By the least and the greatest of them. */
  readonly heights: KeyHeights
}

/** Looks at keys twice: first for what they have in common, then, without it, for the range of their values. */
export class KeySampler {
  #common: Uint8Array | undefined
  /** By value, where the keys have one, and by order. Empty in the first look. */
  #ranges: Range[] = []

  constructor(readonly keys: readonly SortKey[]) {}

  /** Notes the key that the encoder has just ended. */
  note(encoder: KeyEncoder): void {
    const { key } = encoder
    if (key.isNull) return
    if (this.#ranges.length > 0) {
      for (const range of this.#ranges) range.note(biased(key.high) >>> 0, biased(key.low) >>> 0)
    } else if (encoder.layout.ties === 'bytes') {
      this.#common = shared(this.#common, encoder.prefixBytes())
    }
  }

  /** Ends the first look; the keys of the second are encoded with what it returns. */
  endPass(): Uint8Array {
    const common = this.#common ?? NOTHING
    const measure = tryValueMeasure(this.keys, common)
    const byOrder = new Range('order', orderMeasure(this.keys))
    this.#ranges = measure === undefined ? [byOrder] : [new Range('value', measure), byOrder]
    return common
  }

  sample(): KeySample {
    const heights = this.#ranges.find(({ low, high }) => high > low && high - low < Infinity) ?? WHOLE_HEIGHTS
    return { common: this.#common ?? NOTHING, heights }
  }
}

/** The least and the greatest of what was noted. */
class Range implements KeyHeights {
  low = Infinity
  high = -Infinity

  constructor(
    readonly of: KeyHeights['of'],
    readonly measure: KeyHeights['measure'],
  ) {}

  note(high: number, low: number): void {
    const value = this.measure(high, low)
    if (Math.abs(value) === Infinity) return
    this.low = Math.min(this.low, value)
    this.high = Math.max(this.high, value)
  }
}

const NOTHING = new Uint8Array(0)

/** The bytes that both have in front. */
function shared(a: Uint8Array | undefined, b: Uint8Array): Uint8Array {
  if (a === undefined) return b.slice()
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length === a.length ? a : a.slice(0, length)
}
