import type { KeyBuffer, KeyLayout } from '../sort/key-layout.ts'
import { MemoryBudget } from '../sort/memory-budget.ts'
import type { SortKey } from '../sort/options.ts'
import type { Block, ByteSource, RowReceiver, RowSource } from '../sort/ports.ts'
import { digestText } from '../sort/record-digest.ts'
import { SortError } from '../sort/sort-error.ts'
import type { FileSortReport } from '../sort/sort-file-types.ts'
import { BlockDigest } from './block-digest.ts'
import { openRows } from './open-rows.ts'

/** What a sorted file says of itself when it is read back. */
export interface ReadBack {
  readonly records: number
  /** Multiset digest of its records, 16 hexadecimal digits. */
  readonly digest: string
  /** Every record stands behind those that go before it. */
  readonly inOrder: boolean
}

/** Reads a sorted file from the disk, record by record. Yields the bytes read at page boundaries. */
export function* readBack(output: RowSource, pageBytes: number): Generator<number, ReadBack> {
  const check = new OrderCheck(output.keyLayout)
  output.open(new MemoryBudget(Infinity), pageBytes)
  while (output.readPage(check) === 'page') yield output.positionBytes
  return { records: check.records, digest: check.digest, inOrder: check.inOrder }
}

/**
 * Reads back a Parquet file that a sort has written, before it is given away. Throws OUTPUT_NOT_VERIFIED when a reader does
 * not find in it, in order, the records that went there.
 */
export function* readParquetBack(
  file: ByteSource,
  { keys, options, result }: Pick<FileSortReport, 'keys' | 'options' | 'result'>,
): Generator<number, ReadBack> {
  const found = yield* readBack(openWritten(file, keys), options.pageBytes)
  if (found.inOrder && found.records === result.records && found.digest === result.digestOut) return found
  throw notVerified(
    file,
    `${found.records} of ${result.records} rows read back, digest ${found.digest} for ${result.digestOut}`,
  )
}

function openWritten(file: ByteSource, keys: readonly SortKey[]): RowSource {
  try {
    return openRows(file, 'parquet', keys, 'stop')
  } catch (error) {
    throw notVerified(file, error instanceof Error ? error.message : String(error))
  }
}

function notVerified({ name }: ByteSource, what: string): SortError {
  return new SortError('OUTPUT_NOT_VERIFIED', `the sorted file is not what was written: ${what}`, name)
}

/** Takes records one after the other and compares each with the one before. */
class OrderCheck implements RowReceiver {
  records = 0
  inOrder = true
  readonly #digest = new BlockDigest()
  readonly #layout: KeyLayout
  #high = 0
  #low = 0
  #isNull = false
  #key = new Uint8Array(256)
  #keyLength = 0

  constructor(layout: KeyLayout) {
    this.#layout = layout
  }

  get digest(): string {
    return digestText(this.#digest.sum())
  }

  add(key: KeyBuffer, block: Block, start: number, end: number): boolean {
    if (this.records > 0 && !this.#isAtOrBehind(key)) this.inOrder = false
    this.records++
    this.#remember(key)
    this.#digest.add(block, start, end)
    return true
  }

  #isAtOrBehind(key: KeyBuffer): boolean {
    if (key.high !== this.#high) return key.high > this.#high
    if (key.low !== this.#low) return key.low > this.#low
    if (this.#layout.ties === 'equal') return true
    if (this.#layout.ties === 'null')
      return this.#layout.nulls === 'first' ? !key.isNull || this.#isNull : key.isNull || !this.#isNull
    const shared = Math.min(key.length, this.#keyLength)
    for (let i = 0; i < shared; i++) {
      const difference = (key.bytes[i] as number) - (this.#key[i] as number)
      if (difference !== 0) return difference > 0
    }
    return key.length >= this.#keyLength
  }

  #remember(key: KeyBuffer): void {
    this.#high = key.high
    this.#low = key.low
    this.#isNull = key.isNull
    if (this.#key.length < key.length) this.#key = new Uint8Array(2 * key.length)
    this.#key.set(key.bytes.subarray(0, key.length))
    this.#keyLength = key.length
  }
}
