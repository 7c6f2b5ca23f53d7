/** What the worker says before DuckDB speaks for itself. */
export type LoaderMessage =
  /** DuckDB's script listens. */
  | { readonly loader: 'ready' }
  /** So much of the engine's file has come. */
  | { readonly loader: 'progress'; readonly loadedBytes: number }
  | { readonly loader: 'failed'; readonly reason: string }

export function tryLoaderMessage(data: unknown): LoaderMessage | undefined {
  return typeof data === 'object' && data !== null && 'loader' in data ? (data as LoaderMessage) : undefined
}
