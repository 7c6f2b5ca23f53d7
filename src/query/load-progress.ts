/** How much of DuckDB has come; what else is needed is small against it. */
export interface LoadProgress {
  readonly loadedBytes: number
  readonly totalBytes: number
}

/**
 * Of duckdb-eh.wasm, to tell beforehand and to measure progress by: a host that compresses says how much it sends, not how
 * much that is.
 */
export const WASM_SIZE_BYTES = 34_242_586
