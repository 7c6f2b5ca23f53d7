import type { Log } from './log.ts'

/** The number of the first event in which two logs differ, or undefined when one is a prefix of the other. */
export function firstDivergence(left: Log, right: Log, from = 0): number | undefined {
  const end = Math.min(left.length, right.length)
  for (let seq = from + 1; seq <= end; seq++) {
    const l = left.event(seq)
    const r = right.event(seq)
    if (l.kind !== r.kind || l.a !== r.a || l.b !== r.b || l.c !== r.c || l.at !== r.at) return seq
    if (!isSamePayload(left.payload(seq), right.payload(seq))) return seq
  }
  return undefined
}

/** Payloads are JSON texts, written by the same code on both sides. */
function isSamePayload(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right)
}
