import type { Engine } from '../../../player/ask.ts'

/** Names a sort among those that left something on this browser's disk. */
export function createJobId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * The engine for a session about one file: adds the file and the name of a job to every run's parameters, which
 * themselves are plain data and never hold rows. The first run is the job `first`; every other one gets its own.
 */
export function createFileEngine(engine: Engine, file: File, first: string, startedAtMs: () => number): Engine {
  let next: string | undefined = first
  return {
    run: (request, handlers) => {
      const job = next ?? createJobId()
      next = undefined
      const params = { ...(request.params as object), source: file, job, startedAtMs: startedAtMs() }
      return engine.run({ ...request, params }, handlers)
    },
  }
}
