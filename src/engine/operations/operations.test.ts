import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import type { TraceChunk } from '../trace/chunk.ts'
import { Log } from '../trace/log.ts'
import { Replay } from '../trace/replay.ts'
import { TraceWriter } from '../trace/writer.ts'
import { OPERATIONS } from './index.ts'
import type { Operation } from './operation.ts'

interface Ran {
  readonly log: Log
  readonly chunks: readonly TraceChunk[]
  readonly replay: Replay<unknown>
}

/** Runs an operation to its end, taking chunks after every `rhythm` steps. */
function run(operation: Operation, params: unknown, acts: readonly unknown[], rhythm = 1): Ran {
  const prepared = operation.prepare(structuredClone(params), structuredClone(acts))
  const trace = new TraceWriter()
  const log = new Log(prepared.fold.kinds)
  const chunks: TraceChunk[] = []
  const job = prepared.run(trace)
  for (let steps = 1, step = job.next(); ; step = job.next(), steps++) {
    if (step.done === true || steps % rhythm === 0) {
      for (const chunk of trace.takeChunks()) {
        log.append(chunk)
        chunks.push(chunk)
      }
    }
    if (step.done === true) break
  }
  return { log, chunks, replay: new Replay(log, prepared.fold) }
}

function eventsOf(log: Log, until = log.length): string {
  const lines: string[] = []
  for (let seq = 1; seq <= until; seq++) lines.push(JSON.stringify([log.event(seq), log.payload(seq)]))
  return lines.join('\n')
}

function digestAt({ replay }: Ran, position: number): string {
  return replay.fold.digest(replay.stateAt(position))
}

/** The slow twin of a seek. */
function digestFromZero({ replay, log }: Ran, position: number): string {
  const state = replay.fold.start()
  log.visit(0, position, (chunk, lo, hi) => replay.fold.reduce(state, chunk, lo, hi))
  return replay.fold.digest(state)
}

for (const operation of OPERATIONS) {
  describe(`operation ${operation.name}`, () => {
    operation.samples.forEach(({ params, acts }, sample) => {
      it(`gives the same events at any rhythm of reading them (sample ${sample})`, () => {
        const once = run(operation, params, acts)
        const again = run(operation, params, acts, 7)
        expect(once.log.length).toBeGreaterThan(0)
        expect(eventsOf(again.log)).toBe(eventsOf(once.log))
        expect(digestAt(again, again.log.length)).toBe(digestAt(once, once.log.length))
      })

      it(`never goes back in time (sample ${sample})`, () => {
        const { log } = run(operation, params, acts)
        for (let seq = 2; seq <= log.length; seq++) {
          expect(log.event(seq).at).toBeGreaterThanOrEqual(log.event(seq - 1).at)
        }
      })

      it(`folds to the same state from zero and from the nearest checkpoint (sample ${sample})`, () => {
        const ran = run(operation, params, acts)
        const rng = new Rng(sample, operation.name)
        for (let i = 0; i < 50; i++) {
          const position = rng.nextBelow(ran.log.length + 1)
          expect(digestAt(ran, position)).toBe(digestFromZero(ran, position))
        }
      })

      it(`leaves the past untouched when it is forked (sample ${sample})`, () => {
        if (acts.length === 0) return
        const trunk = run(operation, params, [])
        const fork = run(operation, params, acts)
        const at = Math.min(...acts.map((act) => (act as { at: number }).at))
        expect(eventsOf(fork.log, at)).toBe(eventsOf(trunk.log, at))
        expect(eventsOf(fork.log)).not.toBe(eventsOf(trunk.log))
        const branch = trunk.replay.fork(at, fork.log)
        const before = trunk.replay.fold.digest(trunk.replay.stateAt(trunk.log.length))
        for (const position of [at, Math.min(at + 1, fork.log.length), fork.log.length]) {
          expect(branch.fold.digest(branch.stateAt(position))).toBe(digestFromZero(fork, position))
        }
        expect(digestAt(trunk, trunk.log.length)).toBe(before)
      })
    })
  })
}
