/**
 * What the timeline needs of a log: how long it is, which kind each event has, and how many of a kind there are up to
 * a position without reading all of it. An event `seq` is 1-based; a position is a number of events applied.
 */
export interface EventSource {
  readonly length: number
  kindOf(seq: number): number
  /** How many events of `kind` are among the first `position`; must be fast anywhere in the log. */
  count(kind: number, position: number): number
  /** The number of the nth event of `kind` (n is 1-based), or undefined when there are fewer. */
  nth(kind: number, n: number): number | undefined
  /** Visits the events after position `from` up to position `to`, in order, as slices [lo, hi) of kind columns. */
  visit(from: number, to: number, visitor: (chunk: { readonly kind: Uint8Array }, lo: number, hi: number) => void): void
}
