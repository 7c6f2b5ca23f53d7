import { countWhile } from '../../base/search.ts'

/**
 * A trace is an append-only log of events in columns. A chunk is a contiguous piece of it: what the writer hands out,
 * what crosses the worker wall by transfer, what a reader folds over.
 *
 * An event has a kind (small integer, named by its domain), a virtual time `at` (ticks whose unit the domain states;
 * never falls), and three 32-bit operands a, b, c whose meaning depends on the kind. That is 17 bytes an event.
 * What does not fit goes into a payload: JSON text, stored sparsely, decoded only when somebody looks.
 */
export interface TraceChunk {
  /** 0-based index in the trace of the chunk's first event. */
  readonly first: number
  /** Events in the chunk; every column has exactly this length. */
  readonly length: number
  readonly kind: Uint8Array<ArrayBuffer>
  readonly at: Uint32Array<ArrayBuffer>
  readonly a: Int32Array<ArrayBuffer>
  readonly b: Int32Array<ArrayBuffer>
  readonly c: Int32Array<ArrayBuffer>
  readonly payloads: Payloads | undefined
}

/** Sparse payloads of a chunk, sorted by `index`. Payload i is bytes[end[i-1], end[i]), UTF-8 JSON. */
export interface Payloads {
  /** Index within the chunk of the event that carries the payload. */
  readonly index: Uint32Array<ArrayBuffer>
  readonly end: Uint32Array<ArrayBuffer>
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** One event, read out of its columns. `seq` is 1-based: the state at position n has events 1 to n applied. */
export interface TraceEvent {
  readonly seq: number
  readonly kind: number
  readonly at: number
  readonly a: number
  readonly b: number
  readonly c: number
}

/** The buffers to move when a chunk is posted to another thread. */
export function transferablesOf(chunk: TraceChunk): ArrayBuffer[] {
  const columns = [chunk.kind.buffer, chunk.at.buffer, chunk.a.buffer, chunk.b.buffer, chunk.c.buffer]
  const { payloads } = chunk
  if (payloads === undefined) return columns
  return [...columns, payloads.index.buffer, payloads.end.buffer, payloads.bytes.buffer]
}

// One for all: a fold decodes hundreds of thousands of payloads.
const DECODER = new TextDecoder()

/** The decoded payload of the event at an index of the chunk, or undefined where it has none. */
export function payloadAt({ payloads }: TraceChunk, index: number): unknown {
  if (payloads === undefined) return undefined
  const i = countWhile(payloads.index.length, (j) => (payloads.index[j] as number) < index)
  if (payloads.index[i] !== index) return undefined
  const bytes = payloads.bytes.subarray(i === 0 ? 0 : payloads.end[i - 1], payloads.end[i])
  return JSON.parse(DECODER.decode(bytes))
}

/** The part of a chunk that starts at event index `from`, or undefined when it ends before that. */
export function chunkFrom(chunk: TraceChunk, from: number): TraceChunk | undefined {
  if (chunk.first >= from) return chunk
  const skip = from - chunk.first
  if (skip >= chunk.length) return undefined
  return {
    first: from,
    length: chunk.length - skip,
    kind: chunk.kind.slice(skip),
    at: chunk.at.slice(skip),
    a: chunk.a.slice(skip),
    b: chunk.b.slice(skip),
    c: chunk.c.slice(skip),
    payloads: chunk.payloads && payloadsFrom(chunk.payloads, skip),
  }
}

function payloadsFrom(payloads: Payloads, skip: number): Payloads {
  const keep = payloads.index.findIndex((index) => index >= skip)
  if (keep === -1) return { index: new Uint32Array(0), end: new Uint32Array(0), bytes: new Uint8Array(0) }
  const start = keep === 0 ? 0 : (payloads.end[keep - 1] as number)
  return {
    index: payloads.index.slice(keep).map((index) => index - skip),
    end: payloads.end.slice(keep).map((end) => end - start),
    bytes: payloads.bytes.slice(start),
  }
}
