import type { Log } from '../engine/trace/log.ts'

export interface Bookmark {
  readonly id: string
  readonly branch: string
  readonly position: number
  readonly label: string
}

/** Stops play at events of a kind, or at those whose record contains a text or meets it as a condition, or at both. */
export interface Breakpoint {
  readonly id: string
  readonly kind: number | undefined
  readonly text: string | undefined
}

/** True when an event says a text of itself, or meets it as a condition. */
export type MatchEvent = (seq: number, text: string) => boolean

/** True when the breakpoint stops at event `seq`. */
export function stopsAt(breakpoint: Breakpoint, log: Log, seq: number, matches: MatchEvent): boolean {
  if (breakpoint.kind !== undefined && log.kindOf(seq) !== breakpoint.kind) return false
  return breakpoint.text === undefined || matches(seq, breakpoint.text)
}

/**
 * The first event in (from, to] that a breakpoint stops at, going forward, and the breakpoint. Events of one kind are
 * found through the log's index; a breakpoint on text alone looks at every event in the range.
 */
export function findStop(
  breakpoints: readonly Breakpoint[],
  log: Log,
  from: number,
  to: number,
  matches: MatchEvent,
): { readonly seq: number; readonly breakpoint: Breakpoint } | undefined {
  let best: { seq: number; breakpoint: Breakpoint } | undefined
  for (const breakpoint of breakpoints) {
    const seq = firstStop(breakpoint, log, from, best === undefined ? to : best.seq - 1, matches)
    if (seq !== undefined) best = { seq, breakpoint }
  }
  return best
}

/**
 * The last event in (from, to] that a breakpoint stops at. All of them are looked at, first to last: a state is folded on
 * from the one before it, never back.
 */
export function findLastStop(
  breakpoints: readonly Breakpoint[],
  log: Log,
  from: number,
  to: number,
  matches: MatchEvent,
): number | undefined {
  const last = Math.max(0, ...breakpoints.map((breakpoint) => lastStop(breakpoint, log, from, to, matches)))
  return last > 0 ? last : undefined
}

/** The last event in (from, to] that a breakpoint stops at; 0 for none. */
function lastStop(breakpoint: Breakpoint, log: Log, from: number, to: number, matches: MatchEvent): number {
  const { kind, text } = breakpoint
  if (kind !== undefined && text === undefined) {
    const last = log.nth(kind, log.count(kind, to)) ?? 0
    return last > from ? last : 0
  }
  let last = 0
  for (let seq = firstStop(breakpoint, log, from, to, matches); seq !== undefined;) {
    last = seq
    seq = firstStop(breakpoint, log, seq, to, matches)
  }
  return last
}

function firstStop(
  breakpoint: Breakpoint,
  log: Log,
  from: number,
  to: number,
  matches: MatchEvent,
): number | undefined {
  const { kind } = breakpoint
  if (kind === undefined) {
    for (let seq = from + 1; seq <= to; seq++) if (stopsAt(breakpoint, log, seq, matches)) return seq
    return undefined
  }
  let n = log.count(kind, from) + 1
  for (let seq = log.nth(kind, n); seq !== undefined && seq <= to; seq = log.nth(kind, ++n)) {
    if (stopsAt(breakpoint, log, seq, matches)) return seq
  }
  return undefined
}
