/** What all copies of a map share. It only grows as soon as there are copies. */
interface Places {
  /** The newest place of every key. */
  readonly newest: Map<string, number>
  /** By place the one that its key had before, for keys that have had several. */
  readonly older: Map<number, number>
  readonly keys: string[]
  /** Places that are nobody's any more. */
  readonly free: number[]
}

const BITS = 32

/**
 * Keys and their places, numbers from 0 for which others keep values. A copy costs one bit for each place: it shares the
 * places and has a bit for each of those that are in it. Where places are taken or given back is kept on demand, so that a
 * copy can be led from one version to the next, and back.
 */
export class SlotMap {
  readonly #places: Places
  #bits: Uint32Array
  #size: number
  /** True while there are no copies: places that are given back can be taken again. */
  #isAlone: boolean
  #changes: number[] | undefined

  constructor(places?: Places, bits = new Uint32Array(8), size = 0) {
    this.#isAlone = places === undefined
    this.#places = places ?? { newest: new Map(), older: new Map(), keys: [], free: [] }
    this.#bits = bits
    this.#size = size
  }

  get size(): number {
    return this.#size
  }

  /** One more than the highest place of any copy. */
  get end(): number {
    return this.#places.keys.length
  }

  hasSlot(slot: number): boolean {
    return ((this.#bits[slot >>> 5] ?? 0) & (1 << (slot & 31))) !== 0
  }

  /** The place of a key; undefined where it is not in the map. */
  find(key: string): number | undefined {
    const { newest, older } = this.#places
    let slot = newest.get(key)
    while (slot !== undefined && !this.hasSlot(slot)) slot = older.get(slot)
    return slot
  }

  keyAt(slot: number): string {
    return this.#places.keys[slot] as string
  }

  /** Gives a key that is not in the map a place of its own. */
  add(key: string): number {
    const { newest, older, keys, free } = this.#places
    const slot = free.pop() ?? keys.length
    if (!this.#isAlone) {
      const before = newest.get(key)
      if (before !== undefined) older.set(slot, before)
    }
    newest.set(key, slot)
    keys[slot] = key
    this.#toggle(slot)
    return slot
  }

  remove(slot: number): void {
    this.#toggle(slot)
    if (this.#isAlone) this.#places.newest.delete(this.keyAt(slot))
  }

  /** The place for a new value of a key: the one it has, where no copy needs the old value, else another. */
  replace(slot: number): number {
    if (this.#isAlone) return slot
    this.#toggle(slot)
    return this.add(this.keyAt(slot))
  }

  /** Lets a place that was removed be taken again; false where a copy may need it. */
  release(slot: number): boolean {
    if (this.#isAlone) this.#places.free.push(slot)
    return this.#isAlone
  }

  *slots(): Generator<number> {
    for (let word = 0; word < this.#bits.length; word++) {
      for (let bits = this.#bits[word] as number; bits !== 0; bits &= bits - 1) {
        yield word * BITS + 31 - Math.clz32(bits & -bits)
      }
    }
  }

  /** Neither of the two sees what happens to the other. */
  copy(): SlotMap {
    this.#isAlone = false
    return new SlotMap(this.#places, this.#bits.slice(), this.#size)
  }

  /** From here on changes are kept, and no place is taken twice. */
  startChanges(): void {
    this.#isAlone = false
    this.#changes = []
  }

  /** The places that were taken or given back since the last call or the start. */
  takeChanges(): Changes {
    const changes = this.#changes ?? []
    if (changes.length === 0) return NO_CHANGES
    this.#changes = []
    const odd = new Set<number>()
    for (const slot of changes) if (!odd.delete(slot)) odd.add(slot)
    return [...odd]
  }

  /** Makes changes, or takes them back: both is one. */
  apply(changes: Changes): void {
    for (const slot of changes) this.#flip(slot)
  }

  #toggle(slot: number): void {
    this.#flip(slot)
    this.#changes?.push(slot)
  }

  #flip(slot: number): void {
    const word = slot >>> 5
    if (word >= this.#bits.length) {
      const bits = new Uint32Array(Math.max(word + 1, this.#bits.length * 2))
      bits.set(this.#bits)
      this.#bits = bits
    }
    this.#bits[word] = (this.#bits[word] as number) ^ (1 << (slot & 31))
    this.#size += this.hasSlot(slot) ? 1 : -1
  }
}

/** Places that are in one of two versions and not in the other, each once. */
export type Changes = readonly number[]

const NO_CHANGES: Changes = []
