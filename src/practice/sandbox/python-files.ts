import scriptUrl from 'pyodide/pyodide.asm.mjs?url'
import wasmUrl from 'pyodide/pyodide.asm.wasm?url'
import libraryUrl from 'pyodide/python_stdlib.zip?url'
import { PYTHON_SIZE_BYTES } from './python-size.ts'
import type { SandboxProgress } from './sandbox.ts'

/** The files of the interpreter. As blobs they cross into a frame without being copied. */
export interface PythonFiles {
  readonly script: Blob
  readonly wasm: Blob
  readonly library: Blob
}

/** Fetches all files; the browser keeps them for the next visit. Rejects when one does not come. */
export async function fetchPythonFiles(onProgress: (progress: SandboxProgress) => void): Promise<PythonFiles> {
  const abort = new AbortController()
  let loadedBytes = 0
  const fetchFile = async (url: string, type: string): Promise<Blob> => {
    const chunks: Uint8Array<ArrayBuffer>[] = []
    for await (const chunk of readFile(url, abort.signal)) {
      chunks.push(chunk)
      loadedBytes += chunk.byteLength
      onProgress({ loadedBytes, totalBytes: PYTHON_SIZE_BYTES })
    }
    return new Blob(chunks, { type })
  }
  try {
    const [script, wasm, library] = await Promise.all([
      fetchFile(scriptUrl, 'text/javascript'),
      fetchFile(wasmUrl, 'application/wasm'),
      fetchFile(libraryUrl, 'application/zip'),
    ])
    return { script, wasm, library }
  } catch (error) {
    abort.abort()
    throw error
  }
}

async function* readFile(url: string, signal: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, { signal })
  if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`)
  const reader = response.body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
}
