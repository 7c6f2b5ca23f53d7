import { describe, expect, it, vi } from 'vitest'
import { Rng } from '../base/rng.ts'
import { Log } from '../engine/trace/log.ts'
import { registerFold, REGISTER_KINDS, type Register } from '../engine/trace/test-domain.ts'
import { TraceWriter } from '../engine/trace/writer.ts'
import { RunLoop } from '../worker/run-loop.ts'
import type { Branch } from './branch.ts'
import { Session } from './session.ts'
import { createTestEngine, registerLab, registerOperation, registerParams } from './test-lab.ts'

/** A session over the register, whose engine runs a slice each time the test lets it. */
function openSession(length: number, seed = 1): Session {
  let clock = 0
  const engine = createTestEngine((post) => {
    const ports = { post, now: () => clock++, breathe: () => Promise.resolve() }
    const loop = new RunLoop(ports, () => registerOperation)
    return { run: (request) => request.type === 'run' && void loop.run(request), cancel: (id) => loop.cancel(id) }
  })
  const ports = { engine, now: () => 0, idle: (work: () => void) => work() }
  return new Session(registerLab, ports, { params: registerParams(length, seed) })
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

describe('session, whatever is done in whatever order', () => {
  for (let seed = 1; seed <= 12; seed++) {
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

  it('moves by events, so that play comes to the same place at any frame rate', async () => {
    const ends = await Promise.all(
      [4, 16, 250].map(async (frameMs) => {
        const session = openSession(500)
        await settled(session)
        session.play(1)
        for (let ms = 0; ms < 20_000; ms += frameMs) session.tick(frameMs)
        return { position: session.state.position, digest: digestAt(session.branch, session.state.position) }
      }),
    )
    expect(ends[0]?.position).toBe(120)
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1)
  })
})
