import type { EventSource } from './events.ts'

/** An event source over a plain array of kinds that answers everything by reading it all: the slow twin of the log. */
export function sourceOf(kinds: readonly number[]): EventSource {
  const kind = Uint8Array.from(kinds)
  return {
    length: kinds.length,
    kindOf: (seq) => kind[seq - 1] as number,
    count: (wanted, position) => kind.subarray(0, position).filter((k) => k === wanted).length,
    nth: (wanted, n) => {
      let left = n
      const index = kind.findIndex((k) => k === wanted && --left === 0)
      return n < 1 || index < 0 ? undefined : index + 1
    },
    visit: (from, to, visitor) => {
      // In pieces, as a log made of chunks gives them.
      for (let at = from; at < to; at += 7) visitor({ kind }, at, Math.min(to, at + 7))
    },
  }
}
