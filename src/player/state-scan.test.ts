import { expect, it } from 'vitest'
import { Rng } from '../base/rng.ts'
import { createTestSession } from './bench/gate-lab.tsx'
import { StateScan } from './state-scan.ts'

it.each([1, 2, 3, 4])('gives the states that a replay from a checkpoint gives, on a fork too, seed %i', (seed) => {
  const { session } = createTestSession()
  session.seek(300)
  session.branching.fork({ type: 'gate', value: 'strict', name: 'strict', note: '' })
  const rng = new Rng(seed)
  for (const branch of session.state.branches) {
    const scan = new StateScan(branch)
    for (let seq = 1, i = 0; i < 400; i++) {
      expect(scan.before(seq), `before ${seq}`).toEqual(branch.stateAt(seq - 1))
      const jump = rng.nextBelow(10) === 0 ? rng.nextBelow(branch.log.length) : seq + 1 + rng.nextBelow(4)
      seq = 1 + (jump % branch.log.length)
    }
  }
  // Neither branch has written into what the other reads.
  for (const { replay, log, end } of session.state.branches) {
    expect(replay?.fold.digest(replay.stateAt(log.length))).toBe(end.type === 'complete' ? end.digest : '')
  }
})
