import { compileTypeScript } from './compile-typescript.ts'

/** Compiles in a thread of its own, so that a long program does not hold the page. */
self.addEventListener('message', ({ data }: MessageEvent<{ id: number; source: string }>) => {
  self.postMessage({ id: data.id, compiled: compileTypeScript(data.source) })
})
