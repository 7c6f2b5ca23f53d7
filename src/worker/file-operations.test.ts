import { describe, expect, it } from 'vitest'
import { Rng } from '../base/rng.ts'
import { FILE_OPERATIONS } from '../engine/operations/file-operations.ts'
import { digestAt, digestFromZero, eventsOf, runToEnd, timesOf, type Ran } from '../engine/operations/test-runs.ts'
import { FileSource } from './file-source.ts'
import { createWorld, fileOf, readBlob } from './test-files.ts'

/** What holds for every operation holds for those on files: see `engine/operations/operations.test.ts`. */

interface Sample {
  readonly params: Readonly<Record<string, unknown>>
  readonly acts?: readonly { readonly at: number; readonly type: string; readonly value: unknown }[]
  /** A sort of the sample file is over when it begins. */
  readonly isSorted?: boolean
}

const FILE = fileOf(
  `id,name\n${Array.from({ length: 4000 }, (_, i) => `${(i * 7919) % 4001},n${i % 90}`).join('\n')}\n`,
)

const SORT = {
  ...{ source: FILE, job: 'job-1', startedAtMs: 5, file: FILE.name, sizeBytes: FILE.size, format: 'csv' },
  fingerprint: new FileSource(FILE, readBlob).fingerprint(),
  keys: ['name', 'string', 'asc', 'first', 'id', 'auto', 'desc', 'last'],
  ...{ memory: 70_000, page: 4096, fanIn: 4, formation: 'fill-sort-spill', structure: 'loser-tree' },
  ...{ doubleBuffering: false, firstPass: 'full', badRows: 'stop' },
}

const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  'inspect-file': [{ params: { source: FILE } }],
  'sort-file': [
    { params: SORT, acts: [{ at: 60, type: 'fan-in', value: 2 }] },
    {
      params: { ...SORT, formation: 'replacement-selection' },
      acts: [{ at: 40, type: 'structure', value: 'binary-heap' }],
    },
    { params: { ...SORT, memory: 1e6 } },
  ],
  'check-sorted': [{ params: { job: 'job-1' }, isSorted: true }],
  'convert-sorted': [{ params: { job: 'job-1', format: 'ndjson' }, isSorted: true }],
  'sorted-blob': [{ params: { job: 'job-1', file: 'output' }, isSorted: true }],
  'list-sorts': [{ params: {} }, { params: {}, isSorted: true }],
  'plan-save': [{ params: { job: 'job-1' }, isSorted: true }],
  'forget-sorts': [{ params: { jobs: ['job-1'] }, isSorted: true }],
  'note-saved': [{ params: { job: 'job-1', what: 'output', as: 'a.csv', outcome: 'kept' }, isSorted: true }],
}

it('has a sample of every operation on files', () => {
  expect(Object.keys(SAMPLES).sort()).toEqual(FILE_OPERATIONS.map(({ name }) => name).sort())
})

for (const operation of FILE_OPERATIONS) {
  describe(`operation ${operation.name}`, () => {
    /** Runs it in a world of its own; nobody holds anything open then. */
    async function run({ params, isSorted }: Sample, acts: readonly unknown[] = [], rhythm = 1): Promise<Ran> {
      const world = createWorld()
      if (isSorted === true) await world.ask('sort-file', SORT)
      const opened = await operation.open(params, acts, world.ports)
      const ran = await runToEnd(opened, rhythm)
      await opened.close()
      expect((await world.workspaces.list()).filter(({ isBusy }) => isBusy)).toEqual([])
      return ran
    }

    SAMPLES[operation.name]?.forEach((sample, number) => {
      const { acts = [] } = sample

      it(`gives the same events and answer at any rhythm of reading them (sample ${number})`, async () => {
        const once = await run(sample, acts)
        const again = await run(sample, acts, 7)
        expect(eventsOf(again.log)).toBe(eventsOf(once.log))
        expect(again.answer).toEqual(once.answer)
        expect(once.log.length > 0).toBe(operation.name === 'sort-file')
      })

      it(`never goes back in time and folds to one state from anywhere (sample ${number})`, async () => {
        const ran = await run(sample, acts)
        const times = timesOf(ran.log)
        expect(times).toEqual(times.toSorted((a, b) => a - b))
        const rng = new Rng(number, operation.name)
        for (let i = 0; i < 20; i++) {
          const position = rng.nextBelow(ran.log.length + 1)
          expect(digestAt(ran, position)).toBe(digestFromZero(ran, position))
        }
      })

      if (acts.length === 0) return
      it(`leaves the past untouched when it is forked (sample ${number})`, async () => {
        const trunk = await run(sample)
        const fork = await run(sample, acts)
        const at = Math.min(...acts.map((act) => act.at))
        expect(eventsOf(fork.log, at)).toBe(eventsOf(trunk.log, at))
        expect(eventsOf(fork.log)).not.toBe(eventsOf(trunk.log))
        const before = digestAt(trunk, trunk.log.length)
        const branch = trunk.replay.fork(at, fork.log)
        for (const position of [at, at + 1, fork.log.length]) {
          expect(digestAt({ replay: branch }, position)).toBe(digestFromZero(fork, position))
        }
        expect(digestAt(trunk, trunk.log.length)).toBe(before)
      })
    })
  })
}
