import type { Payloads, TraceChunk } from './chunk.ts'

const CHUNK_EVENTS = 65_536

/** Appends events to columns and hands them out in chunks. The only way an engine produces events. */
export class TraceWriter {
  #first = 0
  #length = 0
  #kind = new Uint8Array(CHUNK_EVENTS)
  #at = new Uint32Array(CHUNK_EVENTS)
  #a = new Int32Array(CHUNK_EVENTS)
  #b = new Int32Array(CHUNK_EVENTS)
  #c = new Int32Array(CHUNK_EVENTS)
  #payloads: { index: number; text: string }[] = []
  #full: TraceChunk[] = []
  #now = 0

  /** Events written so far, handed out or not: the position after the last event. */
  get length(): number {
    return this.#first + this.#length
  }

  /** The virtual time of the next event, in ticks. */
  get now(): number {
    return this.#now
  }

  /** Moves virtual time on. Negative steps are refused, so `at` never falls. */
  advance(ticks: number): void {
    if (!(ticks >= 0)) throw new RangeError(`virtual time cannot go back by ${-ticks} ticks`)
    this.#now += ticks
  }

  emit(kind: number, a: number, b: number, c: number): void {
    if (this.#length === CHUNK_EVENTS) this.#seal()
    const i = this.#length++
    this.#kind[i] = kind
    this.#at[i] = this.#now
    this.#a[i] = a
    this.#b[i] = b
    this.#c[i] = c
  }

  /** Like `emit`, with a payload that is stored as JSON. For rare events only: a payload costs an allocation. */
  emitWith(kind: number, a: number, b: number, c: number, payload: unknown): void {
    this.emit(kind, a, b, c)
    this.#payloads.push({ index: this.#length - 1, text: JSON.stringify(payload) })
  }

  /** Hands out everything written since the last call, oldest first; empty when there is nothing new. */
  takeChunks(): TraceChunk[] {
    if (this.#length > 0) this.#seal()
    const chunks = this.#full
    this.#full = []
    return chunks
  }

  #seal(): void {
    const n = this.#length
    const whole = n === CHUNK_EVENTS
    this.#full.push({
      first: this.#first,
      length: n,
      kind: whole ? this.#kind : this.#kind.slice(0, n),
      at: whole ? this.#at : this.#at.slice(0, n),
      a: whole ? this.#a : this.#a.slice(0, n),
      b: whole ? this.#b : this.#b.slice(0, n),
      c: whole ? this.#c : this.#c.slice(0, n),
      payloads: encodePayloads(this.#payloads),
    })
    if (whole) {
      this.#kind = new Uint8Array(CHUNK_EVENTS)
      this.#at = new Uint32Array(CHUNK_EVENTS)
      this.#a = new Int32Array(CHUNK_EVENTS)
      this.#b = new Int32Array(CHUNK_EVENTS)
      this.#c = new Int32Array(CHUNK_EVENTS)
    }
    this.#first += n
    this.#length = 0
    this.#payloads = []
  }
}

function encodePayloads(payloads: readonly { index: number; text: string }[]): Payloads | undefined {
  if (payloads.length === 0) return undefined
  const encoder = new TextEncoder()
  const parts = payloads.map((payload) => encoder.encode(payload.text))
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  const end = new Uint32Array(parts.length)
  let offset = 0
  parts.forEach((part, i) => {
    bytes.set(part, offset)
    offset += part.length
    end[i] = offset
  })
  return { index: Uint32Array.from(payloads, (payload) => payload.index), end, bytes }
}
