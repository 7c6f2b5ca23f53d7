/** Lengths and distances of RFC 1951, section 3.2.5: the least that a symbol stands for, and the bits that are added. */
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12_289, 16_385, 24_577,
]
const DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13]
/** In which order the lengths of the code for code lengths are given. */
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const MOST_BITS = 15
const END_OF_BLOCK = 256
/** Where the symbols of each length begin, while a code is made. */
const OFFSETS = new Uint16Array(MOST_BITS + 2)

/** How many codes there are of each length, and their symbols by length and value. */
interface Code {
  readonly counts: Uint16Array
  readonly symbols: Uint16Array
}

/**
 * Unpacks a raw deflate stream (RFC 1951) that holds exactly `sizeBytes` bytes, at once: for a small file the streams of a
 * browser cost more than the work. Throws `RangeError` for a stream that is damaged, or holds fewer bytes or more.
 */
export function inflate(packed: Uint8Array, sizeBytes: number): Uint8Array<ArrayBuffer> {
  return new Inflater(packed, new Uint8Array(sizeBytes)).run()
}

class Inflater {
  #at = 0
  #bits = 0
  #bitCount = 0
  #end = 0

  constructor(
    private readonly packed: Uint8Array,
    private readonly out: Uint8Array<ArrayBuffer>,
  ) {}

  run(): Uint8Array<ArrayBuffer> {
    for (let isLast = false; !isLast;) {
      isLast = this.#take(1) === 1
      this.#readBlock(this.#take(2))
    }
    if (this.#end < this.out.length) throw damaged('it holds fewer bytes than it should')
    return this.out
  }

  #readBlock(kind: number): void {
    if (kind === 0) return this.#copyStored()
    if (kind === 1) return this.#readSymbols(FIXED_LENGTHS, FIXED_DISTANCES)
    if (kind === 2) return this.#readDynamic()
    throw damaged('a block is of no known kind')
  }

  #take(count: number): number {
    while (this.#bitCount < count) {
      const byte = this.packed[this.#at++]
      if (byte === undefined) throw damaged('it is cut off')
      this.#bits |= byte << this.#bitCount
      this.#bitCount += 8
    }
    const value = this.#bits & ((1 << count) - 1)
    this.#bits >>>= count
    this.#bitCount -= count
    return value
  }

  #copyStored(): void {
    this.#at -= this.#bitCount >> 3
    this.#bits = 0
    this.#bitCount = 0
    const [low = 0, high = 0, notLow = 0, notHigh] = this.packed.subarray(this.#at, this.#at + 4)
    if (notHigh === undefined) throw damaged('it is cut off')
    const length = low | (high << 8)
    if ((length ^ (notLow | (notHigh << 8))) !== 0xffff) throw damaged('the length of a stored block is wrong')
    const start = this.#at + 4
    const bytes = this.packed.subarray(start, start + length)
    if (bytes.length < length) throw damaged('it is cut off')
    this.#ensureRoom(length)
    this.out.set(bytes, this.#end)
    this.#end += length
    this.#at = start + length
  }

  #readDynamic(): void {
    const lengthCount = this.#take(5) + 257
    const distanceCount = this.#take(5) + 1
    const orderCount = this.#take(4) + 4
    if (lengthCount > 286 || distanceCount > 30) throw damaged('a block has too many codes')
    const own = new Uint8Array(19)
    for (let i = 0; i < orderCount; i++) own[CODE_ORDER[i] as number] = this.#take(3)
    const code = createCode(own, false)
    const lengths = new Uint8Array(lengthCount + distanceCount)
    for (let i = 0; i < lengths.length;) i = this.#readLength(code, lengths, i)
    if (lengths[END_OF_BLOCK] === 0) throw damaged('a block has no end')
    this.#readSymbols(createCode(lengths.subarray(0, lengthCount)), createCode(lengths.subarray(lengthCount)))
  }

  /** The next code length, or a run of one; gives the place behind it. */
  #readLength(code: Code, lengths: Uint8Array, at: number): number {
    const symbol = this.#decode(code)
    if (symbol < 16) {
      lengths[at] = symbol
      return at + 1
    }
    if (symbol === 16 && at === 0) throw damaged('a code length is repeated before there is one')
    const value = symbol === 16 ? (lengths[at - 1] as number) : 0
    const count = symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7)
    if (at + count > lengths.length) throw damaged('a block has too many code lengths')
    lengths.fill(value, at, at + count)
    return at + count
  }

  #readSymbols(lengths: Code, distances: Code): void {
    for (;;) {
      const symbol = this.#decode(lengths)
      if (symbol === END_OF_BLOCK) return
      if (symbol < END_OF_BLOCK) {
        this.#ensureRoom(1)
        this.out[this.#end++] = symbol
      } else this.#copyBack(symbol - 257, distances)
    }
  }

  #copyBack(symbol: number, distances: Code): void {
    const base = LENGTH_BASE[symbol]
    if (base === undefined) throw damaged('a length is not one')
    const length = base + this.#take(LENGTH_BITS[symbol] as number)
    const place = this.#decode(distances)
    const least = DISTANCE_BASE[place]
    if (least === undefined) throw damaged('a distance is not one')
    const distance = least + this.#take(DISTANCE_BITS[place] as number)
    if (distance > this.#end) throw damaged('it refers to bytes before its beginning')
    this.#ensureRoom(length)
    // What is copied may still be growing, so that it is done byte by byte.
    for (const end = this.#end + length; this.#end < end; this.#end++) {
      this.out[this.#end] = this.out[this.#end - distance] as number
    }
  }

  #decode({ counts, symbols }: Code): number {
    // Where it is not the end of the stream, all bits that a code may have are looked at before they are taken.
    while (this.#bitCount < MOST_BITS && this.#at < this.packed.length) {
      this.#bits |= (this.packed[this.#at++] as number) << this.#bitCount
      this.#bitCount += 8
    }
    const bits = this.#bits
    let value = 0
    let first = 0
    let index = 0
    for (let length = 1; length <= MOST_BITS; length++) {
      value |= (bits >>> (length - 1)) & 1
      const count = counts[length] as number
      if (value - count < first) {
        this.#take(length)
        return symbols[index + value - first] as number
      }
      index += count
      first = (first + count) << 1
      value <<= 1
    }
    throw damaged('a code is not one of its block')
  }

  #ensureRoom(count: number): void {
    if (this.#end + count > this.out.length) throw damaged('it holds more bytes than it should')
  }
}

/** Throws when the lengths are those of no code; of distances one alone may be used, and then half of the code is free. */
function createCode(lengths: Uint8Array, mayBeIncomplete = true): Code {
  const counts = new Uint16Array(MOST_BITS + 1)
  for (let symbol = 0; symbol < lengths.length; symbol++) (counts[lengths[symbol] as number] as number)++
  const used = lengths.length - (counts[0] as number)
  counts[0] = 0
  let left = 1
  OFFSETS[1] = 0
  for (let length = 1; length <= MOST_BITS; length++) {
    left = (left << 1) - (counts[length] as number)
    OFFSETS[length + 1] = (OFFSETS[length] as number) + (counts[length] as number)
    if (left < 0) throw damaged('a block has more codes than there can be')
  }
  if (left > 0 && !(mayBeIncomplete && used <= 1)) throw damaged('a block has fewer codes than it must')
  const symbols = new Uint16Array(used)
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] as number
    if (length > 0) symbols[(OFFSETS[length] as number)++] = symbol
  }
  return { counts, symbols }
}

const FIXED_LENGTHS = createCode(
  Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)),
)
/** All 32 are given a code, though two of them stand for nothing. */
const FIXED_DISTANCES = createCode(new Uint8Array(32).fill(5))

function damaged(what: string): RangeError {
  return new RangeError(`this is no deflate stream that can be read: ${what}`)
}
