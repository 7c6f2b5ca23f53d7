import { loadOperation } from '../engine/operations/index.ts'
import { chunkFrom } from '../engine/trace/chunk.ts'
import { TraceWriter } from '../engine/trace/writer.ts'
import { EngineClient, type WorkerLike } from '../worker/client.ts'

/** The engine in this thread: a run is written whole, in one turn. */
export function createLocalEngine(): EngineClient {
  return new EngineClient(() => {
    const worker: WorkerLike = {
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      terminate: () => undefined,
      postMessage: (request) => {
        if (request.type === 'run') void write(request, say)
      },
    }
    const say: Say = (reply) => worker.onmessage?.({ data: reply } as MessageEvent<unknown>)
    return worker
  })
}

async function write({ id, operation, params, acts, from }: RunRequest, say: Say): Promise<void> {
  const prepared = (await loadOperation(operation)).prepare(params, acts)
  const { header, fold } = prepared
  const trace = new TraceWriter()
  const job = prepared.run(trace)
  let step = await job.next()
  while (step.done !== true) step = await job.next()
  say({ type: 'started', id, header })
  const state = fold.start()
  for (const chunk of trace.takeChunks()) {
    fold.reduce(state, chunk, 0, chunk.length)
    const unknown = chunkFrom(chunk, from)
    if (unknown !== undefined) say({ type: 'chunk', id, chunk: unknown })
  }
  say({ type: 'finished', id, length: trace.length, digest: fold.digest(state), result: step.value })
}

type RunRequest = Extract<Parameters<WorkerLike['postMessage']>[0], { type: 'run' }>
type Say = (reply: unknown) => void
