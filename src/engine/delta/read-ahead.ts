import type { ReadableStore, StoredObject } from '../storage/object-store.ts'

/** Files of the log that are read ahead of their turn. */
const READ_AHEAD = 16

type Bytes = Uint8Array<ArrayBuffer>

/** Files of a store one after the other, some of them read ahead: a call may take long and cost little. */
export class ReadAhead {
  readonly #pending: Promise<Bytes | Error>[] = []
  #next = 0

  constructor(
    private readonly store: ReadableStore,
    private readonly files: readonly StoredObject[],
  ) {}

  /** The bytes of the next file; rejects as `get` of that file does, and goes on with the one behind it. */
  async next(): Promise<Bytes> {
    while (this.#pending.length < READ_AHEAD && this.#next < this.files.length) {
      const { path } = this.files[this.#next++] as StoredObject
      this.#pending.push(this.store.get(path).catch(toError))
    }
    const bytes = await this.#pending.shift()
    if (bytes === undefined) throw new RangeError('there is no further file')
    if (bytes instanceof Error) throw bytes
    return bytes
  }
}

/** A failure is told in its turn; until then it must not count as unhandled. */
function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
