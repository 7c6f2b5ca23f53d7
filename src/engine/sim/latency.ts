/** Virtual time of a call in milliseconds; `bytes` go out or come in with it. */
export type Latency = (kind: string, bytes: number) => number

export interface LatencyRow {
  readonly baseMs: number
  readonly msPerMebibyte: number
}

/** Whole milliseconds of a call by the row of its kind; a kind without a row costs nothing. */
export function createLatency(rows: Readonly<Record<string, LatencyRow>>): Latency {
  return (kind, bytes) => {
    const row = Object.hasOwn(rows, kind) ? rows[kind] : undefined
    return row === undefined ? 0 : Math.round(row.baseMs + (row.msPerMebibyte * bytes) / (1 << 20))
  }
}

/** No call takes time, so that orders that differ only in calls that commute leave the same behind, byte for byte. */
export const NO_LATENCY: Latency = () => 0
