import { describe, expect, it } from 'vitest'
import { createCommitMachine } from './commit-machine.ts'
import type { Machine } from './machine.ts'
import { createMergeMachine } from './merge-machine.ts'
import { createPlay } from './play.ts'
import { createShuffleMachine, partitionOf } from './shuffle-machine.ts'
import { exploreMachine } from './test-explore.ts'
import { createWatermarkMachine } from './watermark-machine.ts'

const TUE = [
  { path: 'b', partition: 'tue' },
  { path: 'd', partition: 'tue' },
]

/** What is found out of a machine, whatever its states are. */
function look<State>(name: string, machine: Machine<State>) {
  return { name, found: exploreMachine(machine), play: createPlay(machine), mistakes: Object.keys(machine.mistakes) }
}

const CASES = [
  look(
    'merge',
    createMergeMachine({
      runs: [
        [3, 8, 8, 21],
        [5, 8, 13],
        [1, 2, 34, 40],
      ],
      page: 2,
    }),
  ),
  look(
    'commit',
    createCommitMachine({
      version: 7,
      files: [...TUE, { path: 'a', partition: 'mon' }],
      partition: 'tue',
      isolation: 'Serializable',
      others: [
        { what: 'append', add: [{ path: 'c', partition: 'mon' }] },
        { what: 'DELETE', reads: ['tue'], remove: TUE.slice(1), add: [{ path: 'e', partition: 'tue' }] },
      ],
    }),
  ),
  look(
    'shuffle',
    createShuffleMachine({
      tasks: [
        [6, 12, 2, 30],
        [15, 8, 13],
      ],
      partitions: 3,
    }),
  ),
  look(
    'watermark',
    createWatermarkMachine({
      query: { width: 10, delay: 10 },
      batches: [[725, 733, 728], [745, 731], [727, 734, 749], [751]],
    }),
  ),
]

describe.each(CASES)('$name', ({ found, play, mistakes }) => {
  it('has one end, which all orders reach in the same number of steps', () => {
    expect(found.stuck).toEqual([])
    expect(found.repeatedMoves).toEqual([])
    expect(found.ends).toHaveLength(1)
    expect(found.lengths).toEqual([play.length])
    expect(found.states).toBeGreaterThan(15)
  })

  it('knows every mistake that can be made, and each that it names can be made', () => {
    expect([...found.mistakes.keys()].toSorted()).toEqual(mistakes.toSorted())
    for (const reasons of found.mistakes.values()) {
      for (const why of reasons) expect(why.length).toBeGreaterThan(25)
    }
  })
})

it('pmod of a negative hash is not negative', () => {
  for (let key = 0; key < 500; key++) expect([0, 1, 2]).toContain(partitionOf(key, 3))
})
