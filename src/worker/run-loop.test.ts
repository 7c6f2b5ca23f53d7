import { describe, expect, it } from 'vitest'
import { OperationError, type Operation } from '../engine/operations/operation.ts'
import { registerFold, type Register } from '../engine/trace/test-domain.ts'
import { EngineClient, type RunHandlers, type WorkerLike } from './client.ts'
import { parseReply, type WorkerReply, type WorkerRequest } from './protocol.ts'
import { RunLoop } from './run-loop.ts'

/** Counts up to `until`, one event a step. */
const counting: Operation = {
  name: 'counting',
  samples: [],
  prepare: (params) => {
    const until = (params as { until: number }).until
    if (until < 0) throw new OperationError('TOO_SMALL', 'until is below 0', 'params.until')
    return {
      header: { until },
      fold: registerFold,
      *run(trace) {
        for (let i = 1; i <= until; i++) {
          trace.emit(1, 1, 0, 0)
          if (i === 7777) throw new Error('bad luck')
          yield { done: i, total: until, unit: 'events' }
        }
        return { last: until }
      },
    }
  },
}

function createLoop(replies: WorkerReply[]): RunLoop {
  let clock = 0
  return new RunLoop(
    {
      post: (reply) => replies.push(parseReply(structuredClone(reply))),
      now: () => clock++,
      breathe: () => Promise.resolve(),
    },
    () => counting,
  )
}

const request = (until: number, from = 0): Extract<WorkerRequest, { type: 'run' }> => {
  return { type: 'run', id: 1, operation: 'counting', params: { until }, acts: [], from }
}

function eventsOf(replies: readonly WorkerReply[]): number {
  return replies.reduce((sum, reply) => sum + (reply.type === 'chunk' ? reply.chunk.length : 0), 0)
}

describe('run loop', () => {
  it('streams chunks while it runs and ends with the digest of the last state', async () => {
    const replies: WorkerReply[] = []
    await createLoop(replies).run(request(100))
    expect(replies[0]).toEqual({ type: 'started', id: 1, header: { until: 100 } })
    expect(replies.filter((reply) => reply.type === 'chunk').length).toBeGreaterThan(3)
    expect(eventsOf(replies)).toBe(100)
    const expected: Register = { ...registerFold.start(), value: 100 }
    const digest = registerFold.digest(expected)
    expect(replies.at(-1)).toEqual({ type: 'finished', id: 1, length: 100, digest, result: { last: 100 } })
  })

  it('sends only what the page does not know', async () => {
    const replies: WorkerReply[] = []
    await createLoop(replies).run(request(100, 37))
    const chunks = replies.flatMap((reply) => (reply.type === 'chunk' ? [reply.chunk] : []))
    expect(chunks[0]?.first).toBe(37)
    expect(eventsOf(replies)).toBe(63)
  })

  it('stops when cancelled and keeps what it wrote', async () => {
    const replies: WorkerReply[] = []
    const loop = createLoop(replies)
    const running = loop.run(request(5000))
    loop.cancel(1)
    await running
    const last = replies.at(-1)
    expect(last?.type).toBe('cancelled')
    expect(last).toMatchObject({ length: eventsOf(replies) })
  })

  it('tells a fault with the log up to there intact, and wrong input with its place', async () => {
    const replies: WorkerReply[] = []
    await createLoop(replies).run(request(9000))
    expect(replies.at(-1)).toMatchObject({ type: 'failed', length: 7777, error: { code: 'ENGINE_FAULT' } })
    await createLoop(replies).run(request(-1))
    expect(replies.at(-1)).toMatchObject({ type: 'failed', error: { code: 'TOO_SMALL', where: 'params.until' } })
  })
})

/** A worker that is scripted by the test. */
class FakeWorker implements WorkerLike {
  readonly sent: WorkerRequest[] = []
  terminated = false
  onmessage: ((message: MessageEvent<unknown>) => void) | null = null
  onerror: ((event: ErrorEvent) => void) | null = null
  onmessageerror: ((event: MessageEvent<unknown>) => void) | null = null
  postMessage(message: WorkerRequest): void {
    this.sent.push(message)
  }
  terminate(): void {
    this.terminated = true
  }
  reply(data: unknown): void {
    this.onmessage?.({ data } as MessageEvent<unknown>)
  }
  crash(message: string): void {
    this.onerror?.({ message, preventDefault: () => undefined } as unknown as ErrorEvent)
  }
}

function recordingHandlers(told: string[]): RunHandlers {
  return {
    onStarted: () => told.push('started'),
    onChunk: (chunk) => told.push(`chunk ${chunk.length}`),
    onProgress: (done) => told.push(`progress ${done}`),
    onFinished: (length) => told.push(`finished ${length}`),
    onCancelled: (length) => told.push(`cancelled ${length}`),
    onFailed: (error) => told.push(error.code),
  }
}

describe('engine client', () => {
  it('routes replies to the run they belong to and replaces a worker that crashed', () => {
    const workers: FakeWorker[] = []
    const client = new EngineClient(() => {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker
    })
    const told: string[][] = [[], []]
    const run = { operation: 'x', params: {}, acts: [], from: 0 }
    client.run(run, recordingHandlers(told[0] as string[]))
    client.run(run, recordingHandlers(told[1] as string[]))
    workers[0]?.reply({ type: 'started', id: 2, header: 0 })
    workers[0]?.reply({ type: 'finished', id: 2, length: 3, digest: '', result: 0 })
    workers[0]?.crash('out of memory')
    expect(told).toEqual([['WORKER_CRASHED'], ['started', 'finished 3']])
    expect(workers[0]?.terminated).toBe(true)
    client.run(run, recordingHandlers([]))
    expect(workers).toHaveLength(2)
    client.close()
  })

  it('drops a worker that sends something else than a reply', () => {
    const worker = new FakeWorker()
    const client = new EngineClient(() => worker)
    const told: string[] = []
    client.run({ operation: 'x', params: {}, acts: [], from: 0 }, recordingHandlers(told))
    worker.reply({ type: 'chunk', id: 1, chunk: { first: 0, length: 2, kind: new Uint8Array(1) } })
    expect(told).toEqual(['WORKER_PROTOCOL'])
    client.close()
  })
})
