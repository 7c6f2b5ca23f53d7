import type { Operation } from '../engine/operations/operation.ts'
import { Rng } from '../base/rng.ts'
import { registerFold, REGISTER_KINDS, type Register } from '../engine/trace/test-domain.ts'
import { EngineClient, type WorkerLike } from '../worker/client.ts'
import type { WorkerRequest } from '../worker/protocol.ts'
import type { Act, AnyLab, Lab, Params } from './lab.ts'

/** A lab over the register of the trace tests, and an engine for it that runs in the test itself. */

/** Emits `length` seeded events; an act of type "set" at n makes the event after n set the register to its value. */
export const registerOperation: Operation = {
  name: 'register',
  samples: [],
  prepare: (params, acts) => {
    const { length, seed } = params as { length: number; seed: number }
    const due = new Map((acts as readonly Act[]).map((act) => [act.at, act.value as number]))
    return {
      header: { length },
      fold: registerFold,
      *run(trace) {
        const rng = new Rng(seed)
        for (let i = 0; i < length; i++) {
          const kind = rng.nextBelow(REGISTER_KINDS)
          const value = rng.nextBelow(1000)
          trace.advance(1)
          const set = due.get(i)
          if (set === undefined) trace.emit(kind, value, 0, 0)
          else trace.emit(0, set, 1, 0)
          if (i % 10 === 9) yield { done: i, total: length, unit: 'events' }
        }
        return length
      },
    }
  },
}

const noLab = (): never => {
  throw new Error('the tests of the session do not ask for this')
}

const lab: Lab<Register> = {
  entry: {
    id: 'register',
    title: 'Register',
    summary: '',
    models: [],
    leavesOut: [],
    scenarios: [],
    Miniature: () => undefined,
    load: noLab,
  },
  operation: 'register',
  kinds: [
    { label: 'set', verb: 'plan', rank: 0 },
    { label: 'add', verb: 'compute', rank: 1 },
    { label: 'write', verb: 'write', rank: 2 },
  ],
  scenarios: [],
  defaults: { length: 1000, seed: 1 },
  createFold: () => registerFold,
  change: (params, param, value) =>
    param === 'length' && value === 0 ? { error: 'a log has at least one event' } : { ...params, [param]: value },
  sentence: () => [],
  nameChange: (from, to) => `length ${String(from['length'])} to ${String(to['length'])}`,
  phases: () => [],
  record: (log, seq) => `v${log.event(seq).a}`,
  outcome: () => '',
  phase: () => '',
  story: noLab,
  recorded: noLab,
  changes: () => [],
  counters: () => [],
  theory: () => [],
  acts: () => [],
  question: () => undefined,
  table: noLab,
  progress: { kind: 2, label: 'values written' },
  equality: () => [],
  touches: () => false,
  Stage: () => undefined,
}

export const registerLab: AnyLab = lab

export function registerParams(length: number, seed: number): Params {
  return { length, seed }
}

/** An engine client whose worker is `createLoop` in this thread; messages arrive as microtasks. */
export function createTestEngine(
  createLoop: (post: (reply: unknown) => void) => { run(request: WorkerRequest): unknown; cancel(id: number): void },
): EngineClient {
  return new EngineClient(() => {
    const worker: WorkerLike = {
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      terminate: () => undefined,
      postMessage: (request) => {
        if (request.type === 'run') loop.run(request)
        else if (request.type === 'cancel') loop.cancel(request.id)
      },
    }
    const loop = createLoop((reply) => worker.onmessage?.({ data: reply } as MessageEvent<unknown>))
    return worker
  })
}
