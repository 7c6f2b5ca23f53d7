import { countWhile } from '../../base/search.ts'
import { payloadAt } from './chunk.ts'
import type { TraceChunk, TraceEvent } from './chunk.ts'
import { KindIndex } from './kind-index.ts'

/** A piece of a chunk: events [0, length) of `chunk` stand at [start, start + length) of the log. */
interface Span {
  readonly start: number
  readonly length: number
  readonly chunk: TraceChunk
}

/**
 * The whole trace of one branch, as the page holds it: chunks in order, growing while the operation runs.
 * A fork shares the chunks before its origin and appends its own behind them.
 */
export class Log {
  readonly #spans: Span[] = []
  readonly #index: KindIndex
  #length = 0
  #last: Span | undefined

  /** `kinds` is how many event kinds the domain has. */
  constructor(readonly kinds: number) {
    this.#index = new KindIndex(kinds)
  }

  get length(): number {
    return this.#length
  }

  /** Adds the next chunk. Chunks must arrive in order and without gaps. */
  append(chunk: TraceChunk): void {
    if (chunk.first !== this.#length) {
      throw new Error(`chunk starts at ${chunk.first}, the log ends at ${this.#length}`)
    }
    this.#push(chunk, chunk.length)
  }

  /** A new log with events [0, at) of this one. Nothing is copied. */
  prefix(at: number): Log {
    const log = new Log(this.kinds)
    for (const span of this.#spans) {
      if (span.start >= at) break
      log.#push(span.chunk, Math.min(span.length, at - span.start))
    }
    return log
  }

  /** The event with number `seq`, 1-based. */
  event(seq: number): TraceEvent {
    const span = this.#spanAt(seq - 1)
    const i = seq - 1 - span.start
    const { chunk } = span
    return {
      seq,
      kind: chunk.kind[i] as number,
      at: chunk.at[i] as number,
      a: chunk.a[i] as number,
      b: chunk.b[i] as number,
      c: chunk.c[i] as number,
    }
  }

  /** The kind of event number `seq`, 1-based. */
  kindOf(seq: number): number {
    const span = this.#spanAt(seq - 1)
    return span.chunk.kind[seq - 1 - span.start] as number
  }

  /** The decoded payload of event number `seq`, or undefined where it has none. */
  payload(seq: number): unknown {
    const span = this.#spanAt(seq - 1)
    return payloadAt(span.chunk, seq - 1 - span.start)
  }

  /** Visits events [from, to) in order as slices [lo, hi) of chunks. */
  visit(from: number, to: number, visitor: (chunk: TraceChunk, lo: number, hi: number) => void): void {
    let at = from
    while (at < to) {
      const span = this.#spanAt(at)
      const end = Math.min(to, span.start + span.length)
      visitor(span.chunk, at - span.start, end - span.start)
      at = end
    }
  }

  /** How many events of `kind` are among the first `position`. */
  count(kind: number, position: number): number {
    return this.#index.count(this, kind, position)
  }

  /** The number of the nth event of `kind` (n is 1-based), or undefined when there are fewer. */
  nth(kind: number, n: number): number | undefined {
    return this.#index.nth(this, kind, n)
  }

  /** The chunks of the log, for export and for the Arrow view. The last one may be shared only in part. */
  spans(): readonly { readonly chunk: TraceChunk; readonly length: number }[] {
    return this.#spans
  }

  #push(chunk: TraceChunk, length: number): void {
    this.#spans.push({ start: this.#length, length, chunk })
    this.#index.append(chunk.kind, length)
    this.#length += length
  }

  #spanAt(index: number): Span {
    const last = this.#last
    if (last !== undefined && index >= last.start && index < last.start + last.length) return last
    if (!(index >= 0 && index < this.#length)) {
      throw new RangeError(`event ${index + 1} is not in a log of ${this.#length} events`)
    }
    const found = this.#spans[
      countWhile(this.#spans.length, (i) => (this.#spans[i] as Span).start <= index) - 1
    ] as Span
    this.#last = found
    return found
  }
}
