import { KeyEncoder } from './key-encoding.ts'
import { KeyBuffer } from './key-layout.ts'
import type { KeyLayout } from './key-layout.ts'
import type { MemoryBudget } from './memory-budget.ts'
import type { SortKey } from './options.ts'
import type { Block, ByteSource, IntSource, RowReceiver, RowSource } from './ports.ts'
import { SortError } from './sort-error.ts'

/** The integers of a file of little-endian 32-bit integers. */
export class IntFileSource implements IntSource {
  readonly kind = 'int32'
  readonly length: number

  constructor(readonly file: ByteSource) {
    if (file.sizeBytes % 4 !== 0) {
      throw new SortError('DAMAGED_FILE', `${file.name} is no whole number of 32-bit integers`, file.name)
    }
    this.length = file.sizeBytes / 4
  }

  read(start: number, into: Int32Array): void {
    const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength)
    const got = this.file.read(4 * start, bytes)
    if (got === bytes.length) return
    throw new SortError('INPUT_CHANGED', `${this.file.name} has become shorter`, this.file.name)
  }
}

/** Integers as rows of four bytes, for what only sorts of rows can do: other structures, acts, comparison detail. */
export class IntRowSource implements RowSource {
  readonly kind = 'rows'
  readonly keyLayout: KeyLayout
  readonly longest = { recordBytes: 4, keyBytes: 0 }
  readonly #encoder: KeyEncoder
  readonly #pageRecords: number | undefined
  #ints = new Int32Array(0)
  #block: Block = { bytes: new Uint8Array(0), view: new DataView(new ArrayBuffer(0)) }
  #next = 0
  /** Integers in memory, and number of the first. */
  #loaded = 0
  #first = 0

  constructor(
    readonly source: IntSource,
    key: SortKey,
    pageRecords: number | undefined,
  ) {
    this.#encoder = new KeyEncoder([{ ...key, type: 'int32' }], new KeyBuffer())
    this.keyLayout = this.#encoder.layout
    this.#pageRecords = pageRecords
  }

  get positionBytes(): number {
    return 4 * this.#next
  }

  get sizeBytes(): number {
    return 4 * this.source.length
  }

  open(budget: MemoryBudget, pageBytes: number): void {
    const ints = this.#pageRecords ?? pageBytes >> 2
    const memory = budget.allocate(4 * ints, 'the page that is read')
    this.#ints = new Int32Array(memory)
    this.#block = { bytes: new Uint8Array(memory), view: new DataView(memory) }
  }

  readPage(receiver: RowReceiver): 'page' | 'full' | 'end' {
    if (this.#next >= this.#first + this.#loaded) this.#load()
    const end = this.#first + this.#loaded
    for (; this.#next < end; this.#next++) {
      const place = this.#next - this.#first
      this.#encoder.begin()
      this.#encoder.addInteger(0, this.#ints[place] as number)
      this.#encoder.end()
      if (!receiver.add(this.#encoder.key, this.#block, 4 * place, 4 * place + 4)) return 'full'
    }
    return this.hasMore() ? 'page' : 'end'
  }

  hasMore(): boolean {
    return this.#next < this.source.length
  }

  position(): number {
    return this.#next
  }

  seek(position: number): void {
    this.#next = position
    this.#first = position
    this.#loaded = 0
  }

  #load(): void {
    this.#first = this.#next
    this.#loaded = Math.min(this.#ints.length, this.source.length - this.#first)
    this.source.read(this.#first, this.#ints.subarray(0, this.#loaded))
  }
}
