import type { MemoryBudget } from '../memory-budget.ts'
import type { Block, ByteSource } from '../ports.ts'
import { SortError } from '../sort-error.ts'

const LINE_FEED = 10

/** A window on a file that moves forward: bytes[at, end) are read and not yet used; bytes[end] is a line feed. */
export class TextBlock implements Block {
  bytes = Uint8Array.of(LINE_FEED)
  view = new DataView(this.bytes.buffer)
  /** Next byte to be used, and end of what has been read. */
  at = 0
  end = 0
  sizeBytes = 0
  /** Place in the file of bytes[end). */
  #readTo: number

  constructor(
    readonly file: ByteSource,
    start: number,
  ) {
    this.#readTo = start
  }

  /** Place in the file of the next byte to be used. */
  get position(): number {
    return this.placeOf(this.at)
  }

  /** True when the file ends at `end`. */
  get isLast(): boolean {
    return this.#readTo >= this.file.sizeBytes
  }

  /** True when nothing more can be read before something has been used. */
  get isWhole(): boolean {
    return this.at === 0 && this.end === this.sizeBytes
  }

  placeOf(at: number): number {
    return this.#readTo - (this.end - at)
  }

  allocate(budget: MemoryBudget, sizeBytes: number): void {
    // Words are read whole, up to 3 bytes behind the last record.
    const memory = budget.allocate(sizeBytes + 4, 'the page that is read')
    this.bytes = new Uint8Array(memory)
    this.view = new DataView(memory)
    this.sizeBytes = sizeBytes
  }

  /** Moves what is left to the front and reads as much as there is room for. */
  fill(): void {
    this.bytes.copyWithin(0, this.at, this.end)
    this.end -= this.at
    this.at = 0
    this.bytes[this.end] = LINE_FEED
    const wanted = Math.min(this.sizeBytes - this.end, this.file.sizeBytes - this.#readTo)
    if (wanted <= 0) return
    const got = this.file.read(this.#readTo, this.bytes.subarray(this.end, this.end + wanted))
    if (got !== wanted) throw new SortError('INPUT_CHANGED', `${this.file.name} has become shorter`, this.file.name)
    this.end += got
    this.bytes[this.end] = LINE_FEED
    this.#readTo += got
  }

  seek(position: number): void {
    this.#readTo = position
    this.at = 0
    this.end = 0
  }
}
