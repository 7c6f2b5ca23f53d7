import { KeyEncoder } from './key-encoding.ts'
import { KeyBuffer } from './key-layout.ts'
import type { KeyLayout } from './key-layout.ts'
import { encodeLabKey, labKeyType } from './lab-input.ts'
import type { LabKey } from './lab-input.ts'
import type { KeyType, SortKey } from './options.ts'
import type { Block, RecordSink, RowReceiver, RowSource } from './ports.ts'

/** Bytes of a lab record: its number in the input. The key stands beside it. */
const RECORD_BYTES = 4
const VALUE_BYTES = 8

/** Keys of a lab as a file of records of one width, read `pageRecords` at a time. */
export class LabSource implements RowSource {
  readonly kind = 'rows'
  readonly keyLayout: KeyLayout
  readonly longest: { readonly recordBytes: number; readonly keyBytes: number }
  readonly #type: KeyType
  readonly #encoder: KeyEncoder
  readonly #text = new TextEncoder()
  readonly #block: Block
  #next = 0

  constructor(
    readonly keys: readonly LabKey[],
    readonly pageRecords: number,
    order: Pick<SortKey, 'direction' | 'nulls'>,
    /** What combining works on: 1 for each record, or its number, counted from 1 as people do. */
    readonly values: 'ones' | 'numbers' = 'ones',
  ) {
    this.#type = labKeyType(keys)
    this.#encoder = new KeyEncoder([{ column: 0, type: this.#type, ...order }], new KeyBuffer())
    this.keyLayout = this.#encoder.layout
    this.longest = { recordBytes: RECORD_BYTES, keyBytes: this.#longestKey() }
    const memory = new ArrayBuffer(2 * RECORD_BYTES)
    this.#block = { bytes: new Uint8Array(memory), view: new DataView(memory) }
  }

  get positionBytes(): number {
    return RECORD_BYTES * this.#next
  }

  get sizeBytes(): number {
    return RECORD_BYTES * this.keys.length
  }

  open(): void {
    // The keys are in memory already: what a lab counts is records.
  }

  readPage(receiver: RowReceiver): 'page' | 'full' | 'end' {
    const end = Math.min(this.#next - (this.#next % this.pageRecords) + this.pageRecords, this.keys.length)
    while (this.#next < end) {
      encodeLabKey(this.#encoder, this.#type, this.keys[this.#next], this.#text)
      this.#block.view.setInt32(0, this.#next, true)
      if (this.values === 'numbers') this.#encoder.key.value = this.#next + 1
      if (!receiver.add(this.#encoder.key, this.#block, 0, RECORD_BYTES)) return 'full'
      this.#next++
    }
    return this.hasMore() ? 'page' : 'end'
  }

  hasMore(): boolean {
    return this.#next < this.keys.length
  }

  position(): number {
    return this.#next
  }

  seek(position: number): void {
    this.#next = position
  }

  #longestKey(): number {
    let longest = 0
    for (const key of this.keys) {
      encodeLabKey(this.#encoder, this.#type, key, this.#text)
      longest = Math.max(longest, this.#encoder.key.length)
    }
    return longest
  }
}

/** Keeps the record numbers of a lab's output in order, and their values where records are combined. */
export class LabSink implements RecordSink {
  readonly separator = new Uint8Array(0)
  readonly records: number[] = []
  readonly values: number[] = []
  isFinished = false
  readonly #value = new DataView(new ArrayBuffer(VALUE_BYTES))

  constructor(readonly isCombined = false) {}

  formatValue(value: number): Uint8Array {
    this.#value.setFloat64(0, value, true)
    return new Uint8Array(this.#value.buffer)
  }

  open(): void {
    // Nothing to reserve: what a lab counts is records.
  }

  write(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const size = RECORD_BYTES + (this.isCombined ? VALUE_BYTES : 0)
    for (let at = 0; at < bytes.length; at += size) {
      this.records.push(view.getInt32(at, true))
      if (this.isCombined) this.values.push(view.getFloat64(at + RECORD_BYTES, true))
    }
  }

  restart(): void {
    this.records.length = 0
    this.values.length = 0
  }

  finish(): void {
    this.isFinished = true
  }
}
