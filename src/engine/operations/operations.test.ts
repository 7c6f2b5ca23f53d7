import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { loadOperation, OPERATION_NAMES } from './index.ts'
import type { Operation } from './operation.ts'
import { digestAt, digestFromZero, eventsOf, runToEnd, timesOf, type Ran } from './test-runs.ts'

function run(operation: Operation, params: unknown, acts: readonly unknown[], rhythm = 1): Promise<Ran> {
  return runToEnd(operation.prepare(structuredClone(params), structuredClone(acts)), rhythm)
}

/** Those with a log; what only answers has tests of its own. */
const operations = (await Promise.all(OPERATION_NAMES.map(loadOperation))).filter(({ samples }) => samples.length > 0)

for (const operation of operations) {
  describe(`operation ${operation.name}`, () => {
    operation.samples.forEach(({ params, acts }, sample) => {
      it(`gives the same events at any rhythm of reading them (sample ${sample})`, async () => {
        const once = await run(operation, params, acts)
        const again = await run(operation, params, acts, 7)
        expect(once.log.length).toBeGreaterThan(0)
        expect(eventsOf(again.log)).toBe(eventsOf(once.log))
        expect(digestAt(again, again.log.length)).toBe(digestAt(once, once.log.length))
      })

      it(`never goes back in time (sample ${sample})`, async () => {
        const { log } = await run(operation, params, acts)
        const times = timesOf(log)
        expect(times).toEqual(times.toSorted((a, b) => a - b))
      })

      it(`folds to the same state from zero and from the nearest checkpoint (sample ${sample})`, async () => {
        const ran = await run(operation, params, acts)
        const rng = new Rng(sample, operation.name)
        for (let i = 0; i < 50; i++) {
          const position = rng.nextBelow(ran.log.length + 1)
          expect(digestAt(ran, position)).toBe(digestFromZero(ran, position))
        }
      })

      it(`says of two states what their digests say (sample ${sample})`, async () => {
        const { log, replay } = await run(operation, params, acts)
        const { fold } = replay
        if (fold.isSame === undefined) return
        const rng = new Rng(sample, `${operation.name} same`)
        for (let i = 0; i < 30; i++) {
          const position = rng.nextBelow(log.length + 1)
          const [here, other] = [position, Math.min(log.length, position + rng.nextBelow(3))].map((at) =>
            replay.stateAt(at),
          )
          expect(fold.isSame(here, replay.stateAt(position))).toBe(true)
          expect(fold.isSame(here, other)).toBe(fold.digest(here) === fold.digest(other))
        }
      })

      it(`leaves the past untouched when it is forked (sample ${sample})`, async () => {
        if (acts.length === 0) return
        const trunk = await run(operation, params, [])
        const fork = await run(operation, params, acts)
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
