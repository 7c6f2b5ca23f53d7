import duckdbUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url'
import type { LoaderMessage } from './loader-message.ts'

/**
 * The worker that DuckDB runs in. The policy of the page does not reach into a worker, so its walls are put up here: one
 * file may be fetched, the engine itself, and nothing after it. What DuckDB's own loader keeps to itself is told too: how
 * much of that file has come, and why it did not.
 */

const fetchFromNetwork = self.fetch.bind(self)
const instantiateStreaming = WebAssembly.instantiateStreaming.bind(WebAssembly)

function refuse(): never {
  throw new Error('DuckDB has no network here')
}

async function fetchOnce(request: RequestInfo | URL): Promise<Response> {
  self.fetch = refuse
  const response = await fetchFromNetwork(request)
  if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`)
  let loadedBytes = 0
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      loadedBytes += chunk.byteLength
      tell({ loader: 'progress', loadedBytes })
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body.pipeThrough(counter), response)
}

/** Also for hosts that do not know what type of file it is. DuckDB does not look at a failure, so it is told from here. */
async function instantiate(source: Response | PromiseLike<Response>, imports?: WebAssembly.Imports) {
  try {
    const response = await source
    const isTyped = response.headers.get('content-type')?.startsWith('application/wasm') ?? false
    if (isTyped) return await instantiateStreaming(response, imports)
    return await WebAssembly.instantiate(await response.arrayBuffer(), imports)
  } catch (error) {
    tellFailure(error)
    throw error
  }
}

function tellFailure(error: unknown): void {
  tell({ loader: 'failed', reason: error instanceof Error ? error.message : String(error) })
}

function tell(message: LoaderMessage): void {
  self.postMessage(message)
}

Object.assign(self, { XMLHttpRequest: refuse, WebSocket: refuse, EventSource: refuse, importScripts: refuse })
self.fetch = fetchOnce
WebAssembly.instantiateStreaming = instantiate
// The failure was told; without this the console would have it a second time.
self.addEventListener('unhandledrejection', (event) => event.preventDefault())

try {
  await import(/* @vite-ignore */ duckdbUrl)
  tell({ loader: 'ready' })
} catch (error) {
  tellFailure(error)
}
