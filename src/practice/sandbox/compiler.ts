import type { Compiled } from './compile-typescript.ts'

const LIMIT_MILLISECONDS = 5_000
const KEPT_RESULTS = 20

export interface Compiler {
  readonly compile: (source: string) => Promise<Compiled>
  readonly dispose: () => void
}

type Listener = (compiled: Compiled) => void

/** The compiler in its worker, which comes with the first source. Source that was compiled lately is not compiled again. */
export function createCompiler(): Compiler {
  const kept = new Map<string, Promise<Compiled>>()
  const waiting = new Map<number, Listener>()
  let worker: Worker | undefined
  let lastId = 0

  const end = (reason: string): void => {
    worker?.terminate()
    worker = undefined
    kept.clear()
    for (const tell of waiting.values()) tell({ kind: 'failed', message: reason })
    waiting.clear()
  }
  const start = (): Worker => {
    const started = new Worker(new URL('./compile-worker.ts', import.meta.url), { type: 'module', name: 'compiler' })
    started.addEventListener('message', ({ data }: MessageEvent<{ id: number; compiled: Compiled }>) => {
      waiting.get(data.id)?.(data.compiled)
      waiting.delete(data.id)
    })
    started.addEventListener('error', (event) => {
      event.preventDefault()
      end(`The compiler could not be started: ${event.message || 'its file did not come'}. Try again.`)
    })
    return started
  }
  const ask = (source: string): Promise<Compiled> =>
    new Promise((resolve) => {
      const id = ++lastId
      const timer = setTimeout(() => end('The source takes too long to compile.'), LIMIT_MILLISECONDS)
      waiting.set(id, (compiled) => {
        clearTimeout(timer)
        resolve(compiled)
      })
      worker ??= start()
      worker.postMessage({ id, source })
    })

  return {
    compile(source) {
      const compiled = kept.get(source) ?? ask(source)
      kept.delete(source)
      kept.set(source, compiled)
      const [oldest] = kept.keys()
      if (kept.size > KEPT_RESULTS && oldest !== undefined) kept.delete(oldest)
      return compiled
    },
    dispose: () => end('The sandbox was closed.'),
  }
}
