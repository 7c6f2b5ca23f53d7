import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createEngineWorker, EngineClient, type RunHandlers, type WorkerLike } from './client.ts'
import type { WorkerReply, WorkerRequest } from './protocol.ts'

class TestWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null
  onerror: WorkerLike['onerror'] = null
  onmessageerror: WorkerLike['onmessageerror'] = null
  answersPings = true
  isTerminated = false
  readonly asked: WorkerRequest[] = []

  postMessage(request: WorkerRequest): void {
    structuredClone(request)
    this.asked.push(request)
    if (request.type === 'ping' && this.answersPings) this.say({ type: 'pong', nonce: request.nonce })
  }

  terminate(): void {
    this.isTerminated = true
  }

  say(reply: WorkerReply | string): void {
    this.onmessage?.({ data: reply } as MessageEvent<unknown>)
  }
}

const workers: TestWorker[] = []

function createClient(): EngineClient {
  return new EngineClient(() => {
    const worker = new TestWorker()
    workers.push(worker)
    return worker
  })
}

function handlers() {
  return {
    onStarted: vi.fn<RunHandlers['onStarted']>(),
    onChunk: vi.fn<RunHandlers['onChunk']>(),
    onProgress: vi.fn<RunHandlers['onProgress']>(),
    onFinished: vi.fn<RunHandlers['onFinished']>(),
    onCancelled: vi.fn<RunHandlers['onCancelled']>(),
    onFailed: vi.fn<RunHandlers['onFailed']>(),
  }
}

const REQUEST = { operation: 'any', params: {}, acts: [], from: 0 }
const HOUR_MS = 3_600_000

beforeEach(() => {
  vi.useFakeTimers()
  workers.length = 0
})
afterEach(() => vi.useRealTimers())

it('tells each run where no worker can be started, and asks for one again with the next', async () => {
  let tries = 0
  const client = new EngineClient(() => {
    tries++
    throw new Error('Worker is not defined')
  })
  client.start()
  for (const count of [1, 2]) {
    const told = handlers()
    client.run(REQUEST, told)
    await vi.advanceTimersByTimeAsync(0)
    expect(told.onFailed).toHaveBeenCalledExactlyOnceWith({
      code: 'WORKER_CRASHED',
      message: 'no worker could be started: Worker is not defined',
      where: 'worker',
    })
    expect(tries).toBe(count)
  }
  expect(vi.getTimerCount()).toBe(0)
})

describe('a worker that hangs', () => {
  it('is replaced, its runs are told, and the next run finds another one', () => {
    const client = createClient()
    const run = handlers()
    client.run(REQUEST, run)
    ;(workers[0] as TestWorker).answersPings = false
    vi.advanceTimersByTime(12_000)
    expect(run.onFailed).toHaveBeenCalledWith(expect.objectContaining({ code: 'WORKER_HUNG' }) as object)
    expect(workers[0]?.isTerminated).toBe(true)
    client.run(REQUEST, handlers())
    expect(workers).toHaveLength(2)
    client.close()
  })

  it('is noticed however many runs are asked of it meanwhile', () => {
    const client = createClient()
    const run = handlers()
    client.run(REQUEST, run)
    ;(workers[0] as TestWorker).answersPings = false
    for (let i = 0; i < 6 && run.onFailed.mock.calls.length === 0; i++) {
      client.run(REQUEST, handlers())
      vi.advanceTimersByTime(2000)
    }
    expect(run.onFailed).toHaveBeenCalledTimes(1)
    client.close()
  })

  it('is not one whose machine slept for an hour', () => {
    const client = createClient()
    const run = handlers()
    client.run(REQUEST, run)
    vi.setSystemTime(Date.now() + HOUR_MS)
    vi.advanceTimersByTime(30_000)
    expect(run.onFailed).not.toHaveBeenCalled()
    client.close()
  })
})

describe('a fault', () => {
  it('of the worker is told to every run', () => {
    const client = createClient()
    const run = handlers()
    client.run(REQUEST, run)
    workers[0]?.say('nonsense')
    expect(run.onFailed).toHaveBeenCalledWith(expect.objectContaining({ code: 'WORKER_PROTOCOL' }) as object)
  })

  it('of whoever handles a reply is not laid to the worker', () => {
    const client = createClient()
    const [faulty, other] = [handlers(), handlers()]
    faulty.onStarted.mockImplementation(() => {
      throw new Error('no branch b1')
    })
    client.run(REQUEST, faulty)
    client.run(REQUEST, other)
    expect(() => workers[0]?.say({ type: 'started', id: 1, header: {} })).toThrow('no branch b1')
    expect(other.onFailed).not.toHaveBeenCalled()
    expect(workers[0]?.isTerminated).toBe(false)
    client.close()
  })

  it('of parameters that cannot be cloned leaves no run behind', () => {
    const client = createClient()
    const run = handlers()
    expect(() => client.run({ ...REQUEST, params: { f: () => undefined } }, run)).toThrow()
    vi.advanceTimersByTime(60_000)
    expect(workers[0]?.asked).toEqual([])
    client.close()
  })
})

describe('a run that was started ahead', () => {
  const CHUNK_END = { type: 'finished', id: 1, length: 0, digest: '0000000000000000', result: {} } as const

  it('is taken over by the first run that is the same, with what it has told and what it tells from then on', () => {
    const client = createClient()
    client.runAhead({ ...REQUEST, params: { seed: 7 } })
    workers[0]?.say({ type: 'started', id: 1, header: { records: 3 } })
    const run = handlers()
    client.run({ ...REQUEST, params: { seed: 7 } }, run)
    expect(run.onStarted).toHaveBeenCalledExactlyOnceWith({ records: 3 })
    expect(run.onFinished).not.toHaveBeenCalled()
    workers[0]?.say(CHUNK_END)
    expect(run.onFinished).toHaveBeenCalledExactlyOnceWith(0, '0000000000000000', {})
    expect(workers[0]?.asked.map(({ type }) => type)).toEqual(['run'])
    client.run({ ...REQUEST, params: { seed: 7 } }, handlers())
    expect(workers[0]?.asked.map(({ type }) => type)).toEqual(['run', 'run'])
    client.close()
  })

  it('can be stopped by whoever took it', () => {
    const client = createClient()
    client.runAhead(REQUEST)
    const stop = client.run(REQUEST, handlers())
    stop()
    expect(workers[0]?.asked).toEqual([
      { type: 'run', id: 1, ...REQUEST },
      { type: 'cancel', id: 1 },
    ])
    client.close()
  })

  it('is stopped by another run', () => {
    const client = createClient()
    client.runAhead(REQUEST)
    const run = handlers()
    client.run({ ...REQUEST, operation: 'other' }, run)
    workers[0]?.say({ type: 'cancelled', id: 1, length: 0 })
    expect(run.onCancelled).not.toHaveBeenCalled()
    expect(workers[0]?.asked.map(({ type }) => type)).toEqual(['run', 'cancel', 'run'])
    client.close()
  })

  it('is tried again where it failed before anybody asked for it', () => {
    const client = createClient()
    client.runAhead(REQUEST)
    workers[0]?.onerror?.({ message: 'gone', preventDefault: () => undefined } as ErrorEvent)
    const run = handlers()
    client.run(REQUEST, run)
    expect(run.onFailed).not.toHaveBeenCalled()
    expect(workers).toHaveLength(2)
    expect(workers[1]?.asked.map(({ type }) => type)).toEqual(['run'])
    client.close()
  })
})

describe('the worker of this app', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('is the one that was started before any module ran, once', () => {
    const ahead = new TestWorker()
    class NewWorker extends TestWorker {}
    vi.stubGlobal('Worker', NewWorker)
    vi.stubGlobal('lakescopeEngine', ahead)
    expect(createEngineWorker()).toBe(ahead)
    expect(createEngineWorker()).toBeInstanceOf(NewWorker)
  })
})
