import { describe, expect, it, vi } from 'vitest'
import { drawUnlessWhole } from '../../scripts/draw.ts'
import { Rng } from '../base/rng.ts'
import type { Operation, SynchronousRun } from '../engine/operations/operation.ts'
import { Log } from '../engine/trace/log.ts'
import { describeRegister, registerFold, REGISTER_KINDS, type Register } from '../engine/trace/test-domain.ts'
import { TraceWriter } from '../engine/trace/writer.ts'
import { EngineClient, type WorkerLike } from '../worker/client.ts'
import type { WorkerReply, WorkerRequest } from '../worker/protocol.ts'
import type { Branch } from './branch.ts'
import type { Act, AnyLab, Lab } from './lab.ts'
import { Session } from './session.ts'
import { momentOf } from './share.ts'
import { momentFile, parseMoment } from './share-link.ts'

/** Emits `length` seeded events; an act of type "set" at n makes the event after n set the register to its value. */
const registerOperation: Operation<SynchronousRun> = {
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
    place: 1,
    id: 'register',
    title: 'Register',
    summary: '',
    loadModels: () => Promise.resolve({ models: [], leavesOut: [] }),
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

const registerLab: AnyLab = lab

/** An engine in this thread: writes ten events, lets the test go on, writes ten more, until cancelled. */
function createTestEngine(): EngineClient {
  return new EngineClient(() => {
    const cancelled = new Set<number>()
    const worker: WorkerLike = {
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      terminate: () => undefined,
      postMessage: (request) => {
        if (request.type === 'run') void write(request, cancelled, post)
        else if (request.type === 'cancel') cancelled.add(request.id)
      },
    }
    const post = (reply: WorkerReply): void => worker.onmessage?.({ data: reply } as MessageEvent<unknown>)
    return worker
  })
}

async function write(
  request: Extract<WorkerRequest, { type: 'run' }>,
  cancelled: ReadonlySet<number>,
  post: (reply: WorkerReply) => void,
): Promise<void> {
  const { id, from } = request
  const { header, fold, run } = registerOperation.prepare(request.params, request.acts)
  const trace = new TraceWriter()
  const state = fold.start()
  const job = run(trace)
  await Promise.resolve()
  post({ type: 'started', id, header })
  for (let step = job.next(); ; step = job.next()) {
    for (const chunk of trace.takeChunks()) {
      fold.reduce(state, chunk, 0, chunk.length)
      const skip = Math.max(0, from - chunk.first)
      if (skip >= chunk.length) continue
      const [kind, at] = [chunk.kind.slice(skip), chunk.at.slice(skip)]
      const [a, b, c] = [chunk.a.slice(skip), chunk.b.slice(skip), chunk.c.slice(skip)]
      const rest = { first: chunk.first + skip, length: chunk.length - skip, kind, at, a, b, c, payloads: undefined }
      post({ type: 'chunk', id, chunk: rest })
    }
    if (step.done === true) {
      return post({ type: 'finished', id, length: trace.length, digest: fold.digest(state), result: step.value })
    }
    await Promise.resolve()
    if (cancelled.has(id)) return post({ type: 'cancelled', id, length: trace.length })
  }
}

function openSession(length: number, seed = 1): Session {
  const ports = {
    engine: createTestEngine(),
    now: () => 0,
    soon: (work: () => void) => work(),
    idle: (work: () => void) => work(),
  }
  return new Session(registerLab, ports, { params: { length, seed } })
}

async function settled(session: Session): Promise<void> {
  await vi.waitFor(() => {
    if (session.state.branches.some((branch) => branch.end.type === 'writing')) throw new Error('still writing')
  })
}

/** The slow twin: the operation run anew with the branch's parameters and acts, folded from its first event. */
function digestFromZero(branch: Branch, position: number): string {
  const prepared = registerOperation.prepare(branch.spec.params, branch.spec.acts)
  const trace = new TraceWriter()
  const job = prepared.run(trace)
  while (job.next().done !== true);
  const log = new Log(REGISTER_KINDS)
  for (const chunk of trace.takeChunks()) log.append(chunk)
  const state = registerFold.start()
  log.visit(0, position, (chunk, lo, hi) => registerFold.reduce(state, chunk, lo, hi))
  return registerFold.digest(state)
}

/** What the state of the same twin holds, entry by entry: a digest does not read columns. */
function contentFromZero(branch: Branch, position: number): unknown {
  const state = registerFold.start()
  branch.log.visit(0, position, (chunk, lo, hi) => registerFold.reduce(state, chunk, lo, hi))
  return describeRegister(state)
}

/** What the page draws there, before and after the event. */
function expectShown(session: Session, branch: Branch, position: number): void {
  const moment = session.core.moment(branch, position)
  if (moment === undefined) return
  expect(describeRegister(moment.state as Register)).toEqual(contentFromZero(branch, position))
  expect(describeRegister(moment.before as Register)).toEqual(contentFromZero(branch, Math.max(0, position - 1)))
}

function digestAt(branch: Branch, position: number): string {
  return registerFold.digest(branch.stateAt(position) as Register)
}

/** One random thing that a user does. */
function act(session: Session, rng: Rng): void {
  const { branches, current, position } = session.state
  const { length } = session.branch.log
  const either = (): -1 | 1 => (rng.nextBelow(2) === 0 ? -1 : 1)
  const acts: (() => void)[] = [
    () => session.seek(rng.nextBelow(length + 1)),
    () => session.step(either()),
    () => session.stepKind(either()),
    () => session.stepCheckpoint(either()),
    () => session.play(either()),
    () => session.tick(rng.nextBelow(400)),
    () => session.changeSpeed(either()),
    () => session.branching.fork({ type: 'set', value: rng.nextBelow(1000), name: 'set', note: '' }),
    () => session.branching.changeParam('length', 1 + rng.nextBelow(900)),
    () => session.branching.switchTo((branches[rng.nextBelow(branches.length)] as Branch).id),
    () => session.branching.switchAround(),
    () => session.branching.deleteBranch(current),
    () => session.branching.undoDelete(),
    () => session.branching.stopRun(),
    () => session.comparing.start((branches[0] as Branch).id),
    () => session.comparing.swap(),
    () => session.comparing.end(),
    () => session.marking.mute(rng.nextBelow(REGISTER_KINDS), rng.nextBelow(4) === 0),
    () => session.marking.addBreakpoint(rng.nextBelow(REGISTER_KINDS), undefined),
    () => session.marking.addBookmark(`at ${position}`),
  ]
  acts[rng.nextBelow(acts.length)]?.()
}

const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1)

describe('session, whatever is done in whatever order', () => {
  for (const seed of drawUnlessWhole(SEEDS, 1 / 3, 'sessions')) {
    it(`shows the state that its log dictates (seed ${seed})`, async () => {
      const rng = new Rng(seed, 'session')
      const session = openSession(200 + rng.nextBelow(900), seed)
      for (let i = 0; i < 120; i++) {
        act(session, rng)
        if (rng.nextBelow(3) === 0) await Promise.resolve()
        if (rng.nextBelow(12) === 0) await settled(session)
        const { position, branches } = session.state
        const { branch } = session
        expect(branches).toContain(branch)
        expect(position).toBeLessThanOrEqual(branch.log.length)
        if (branch.replay !== undefined) expect(digestAt(branch, position)).toBe(digestFromZero(branch, position))
        expectShown(session, branch, position)
        const other = branches[rng.nextBelow(branches.length)] as Branch
        expectShown(session, other, rng.nextBelow(other.log.length + 1))
        const moment = momentOf(session, '')
        if (moment !== undefined) expect(parseMoment(momentFile(moment)).branches).toHaveLength(moment.branches.length)
      }
      await settled(session)
      for (const branch of session.state.branches) {
        if (branch.end.type !== 'complete') continue
        expect(branch.end.digest).toBe(digestAt(branch, branch.log.length))
        for (let i = 0; i < 5; i++) {
          const position = rng.nextBelow(branch.log.length + 1)
          expect(digestAt(branch, position)).toBe(digestFromZero(branch, position))
        }
      }
      session.close()
    })
  }

  it('keeps the past of a log whose fork is stepped through', async () => {
    const session = openSession(600)
    await settled(session)
    const trunk = session.branch
    session.seek(300)
    session.branching.fork({ type: 'set', value: 7, name: 'set', note: '' })
    await settled(session)
    for (let position = 295; position < 600; position++) session.core.moment(session.branch, position)
    expectShown(session, trunk, 600)
    session.close()
  })

  it('moves by events, so that play comes to the same place at any frame rate', async () => {
    const ends = await Promise.all(
      [4, 16, 250].map(async (frameMs) => {
        const session = openSession(500)
        await settled(session)
        session.play(1)
        for (let ms = 0; ms < 2000; ms += frameMs) session.tick(frameMs)
        return { position: session.state.position, digest: digestAt(session.branch, session.state.position) }
      }),
    )
    expect(ends[0]?.position).toBe(120)
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1)
  })
})
