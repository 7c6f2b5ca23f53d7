import type { RecordFollower, RecordScanner } from './record-scanner.ts'
import type { TextBlock } from './text-block.ts'

const LINE_FEED = 10

/**
 * A record that does not end within the block it is read through. Its end is looked for block by block; where there is
 * none, since a quote is opened and never closed, its first line stands for it.
 */
export class LongRecord {
  /** Place in the file where it begins. */
  readonly start: number
  /** Lines that it takes. */
  lines = 1
  /** True when a quote is open at the end of the file. */
  isEndless = false
  readonly #follower: RecordFollower
  #end = -1
  #lineEnd = -1

  constructor(
    readonly block: TextBlock,
    scanner: RecordScanner,
  ) {
    this.start = block.position
    this.#follower = scanner.follow()
  }

  /** True when it is known where it ends. */
  get isFound(): boolean {
    return this.#end >= 0
  }

  /** Place in the file behind it, its line break included; known when it is found. */
  get end(): number {
    return this.#end
  }

  /** Looks through what the block holds and moves it on. When the end is found the block goes back to the beginning. */
  look(): void {
    const { block } = this
    if (block.at === block.end) block.fill()
    const { bytes, at, end } = block
    if (this.#lineEnd < 0) {
      const lineFeed = bytes.subarray(at, end).indexOf(LINE_FEED)
      if (lineFeed >= 0) this.#lineEnd = block.placeOf(at + lineFeed + 1)
    }
    const next = this.#follower.follow(bytes, at, end)
    if (next >= 0) this.#found(block.placeOf(next), this.#follower.lines)
    else if (!block.isLast) block.at = end
    else if (this.#follower.isOpen) this.#foundEndless()
    else this.#found(block.placeOf(end), this.#follower.lines)
  }

  #foundEndless(): void {
    this.isEndless = true
    this.#found(this.#lineEnd < 0 ? this.block.file.sizeBytes : this.#lineEnd, 1)
  }

  #found(end: number, lines: number): void {
    this.#end = end
    this.lines = lines
    this.block.seek(this.start)
  }
}
