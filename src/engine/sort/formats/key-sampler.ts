import type { KeyEncoder } from '../key-encoding.ts'
import { biased } from '../key-layout.ts'

/** What a look at a few keys of a file tells. A guess: the sort is right whatever it is. */
export interface KeySample {
  /** Bytes that all the keys seen have in front. */
  readonly common: Uint8Array
  /** Lowest and highest prefix seen, as numbers below 2^64. */
  readonly range: readonly [low: number, high: number]
}

/** Looks at keys twice: first for what they have in common, then, without it, for the range of their prefixes. */
export class KeySampler {
  #common: Uint8Array | undefined
  #isSecond = false
  #low = Infinity
  #high = -Infinity

  /** Notes the key that the encoder has just ended. */
  note(encoder: KeyEncoder): void {
    const { key } = encoder
    if (key.isNull) return
    if (this.#isSecond) {
      const prefix = (biased(key.high) >>> 0) * 0x1_0000_0000 + (biased(key.low) >>> 0)
      this.#low = Math.min(this.#low, prefix)
      this.#high = Math.max(this.#high, prefix)
    } else if (encoder.layout.ties === 'bytes') {
      this.#common = shared(this.#common, encoder.prefixBytes())
    }
  }

  /** Ends the first look; the keys of the second are encoded with what it returns. */
  endPass(): Uint8Array {
    this.#isSecond = true
    return this.#common ?? NOTHING
  }

  sample(): KeySample {
    const range = this.#high > this.#low ? ([this.#low, this.#high] as const) : ([0, 2 ** 64] as const)
    return { common: this.#common ?? NOTHING, range }
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
