import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONFIDENCES, type ProgressEvent } from './events.ts'
import { CHECKPOINT_EVENTS, ProgressHistory } from './history.ts'
import { MemoryDatabase, MemoryStore } from './memory-store.ts'
import { mergeLogs } from './merge.ts'
import { Progress } from './progress.ts'
import { readRecord, stampDrafts } from './record.ts'
import { initialProgress, reduceProgress, type ProgressState } from './state.ts'

const lab = fc.constantFrom('external-sort', 'delta-log', '__proto__')
const count = fc.nat({ max: 5000 })

const event: fc.Arbitrary<ProgressEvent> = fc.oneof(
  fc.constant({ type: 'visit' } as const),
  fc.record({ type: fc.constant('lab-opened' as const), lab }),
  fc.record({
    type: fc.constant('position' as const),
    lab,
    branchHash: fc.constantFrom('b1', 'b2'),
    position: count,
    length: count,
    phase: fc.constant('merge'),
    params: fc.dictionary(fc.string({ maxLength: 4 }), fc.oneof(fc.integer(), fc.boolean(), fc.string())),
    acts: fc.constant([]),
  }),
  fc.record({
    type: fc.constant('prediction' as const),
    lab,
    topic: fc.constantFrom('next-winner', 'passes'),
    topicLabel: fc.string({ maxLength: 5 }),
    right: fc.boolean(),
    confidence: fc.constantFrom(...CONFIDENCES),
    position: count,
  }),
  fc.record({ type: fc.constant('setting' as const), key: fc.constantFrom('theme', 'motion'), value: fc.string() }),
)

/** Clocks that also go back. */
const clock = fc
  .date({ min: new Date('2026-11-01T00:00:00Z'), max: new Date('2026-11-30T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

/** A log as one tab alone writes it. */
function log(tab: string, maxLength: number): fc.Arbitrary<readonly object[]> {
  return fc.array(fc.record({ event, clock }), { maxLength }).map((drafts) =>
    stampDrafts(
      drafts.map((draft, i) => ({ ...draft, id: `${tab}.${i}` })),
      undefined,
    ),
  )
}

function fold(values: readonly unknown[]): ProgressState {
  return values.map(readRecord).reduce(reduceProgress, initialProgress)
}

describe('a checkpoint', () => {
  it('gives the same state as a replay from zero, at every position', () => {
    fc.assert(
      fc.property(log('a', 3 * CHECKPOINT_EVENTS), fc.array(fc.nat({ max: 700 })), (values, positions) => {
        const history = ProgressHistory.empty.extend(values.map(readRecord))
        for (const position of positions) {
          expect(history.stateAt(position)).toEqual(fold(values.slice(0, position)))
        }
      }),
      { numRuns: 20 },
    )
  })

  it('stands at the same places however the log grew', () => {
    fc.assert(
      fc.property(log('a', 3 * CHECKPOINT_EVENTS), fc.nat({ max: 600 }), (values, cut) => {
        const records = values.map(readRecord)
        const whole = ProgressHistory.empty.extend(records)
        const grown = ProgressHistory.empty.extend(records.slice(0, cut)).extend(records.slice(cut))
        expect(grown.checkpoints).toEqual(whole.checkpoints)
        expect(grown.stateAt(grown.length)).toEqual(whole.stateAt(whole.length))
      }),
      { numRuns: 20 },
    )
  })

  it('is what a tab starts from, and gives what the whole log gives', async () => {
    await fc.assert(
      fc.asyncProperty(log('a', 3 * CHECKPOINT_EVENTS), fc.nat({ max: 600 }), async (values, cut) => {
        const database = new MemoryDatabase()
        for (const value of values.slice(0, cut)) database.add(value)
        await openTab(database, 'b')
        expect(database.checkpoint !== undefined).toBe(Math.min(cut, values.length) >= CHECKPOINT_EVENTS)
        for (const value of values.slice(cut)) database.add(value)
        expect((await openTab(database, 'c')).state).toEqual(fold(values))
      }),
      { numRuns: 20 },
    )
  })
})

describe('mergeLogs', () => {
  it('adds nothing the second time, and nothing of itself', () => {
    fc.assert(
      fc.property(log('a', 30), log('b', 30), (a, b) => {
        const merged = mergeLogs(a, b)
        expect(merged).toHaveLength(a.length + b.length)
        expect(mergeLogs(merged, b)).toEqual(merged)
        expect(mergeLogs(merged, merged)).toEqual(merged)
      }),
    )
  })

  it('does not depend on the order of merging, also where copies overlap', () => {
    fc.assert(
      fc.property(log('a', 20), log('b', 20), log('c', 20), fc.nat({ max: 20 }), (a, b, c, cut) => {
        const overlap = [...a.slice(cut), ...c]
        expect(mergeLogs(mergeLogs(a, b), overlap)).toEqual(mergeLogs(a, mergeLogs(overlap, b)))
        expect(mergeLogs(a, b)).toEqual(mergeLogs(b, a))
      }),
    )
  })

  it('chooses between damaged copies of a record without regard to who was first', () => {
    const at = '2026-11-21T09:00:00.000Z'
    const left = [{ id: 'a.1', at, type: 'visit' }, 'torn']
    const right = [{ id: 'a.1', at, type: 'visit', extra: 1 }, 'torn']
    expect(mergeLogs(left, right)).toEqual(mergeLogs(right, left))
    expect(mergeLogs(left, right)).toHaveLength(2)
  })
})

type Step = { readonly tab: number; readonly does: 'append' | 'refresh' | 'restart'; readonly event: ProgressEvent }

const step: fc.Arbitrary<Step> = fc.record({
  tab: fc.nat({ max: 2 }),
  does: fc.constantFrom('append', 'append', 'append', 'refresh', 'restart'),
  event,
})

describe('several tabs on one log', () => {
  it('lose nothing and count nothing twice in any order of events', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const database = new MemoryDatabase()
        const tabs = await Promise.all([0, 1, 2].map((tab) => openTab(database, `t${tab}`)))
        let restarts = 0
        const tasks: Promise<unknown>[] = []
        for (const { tab, does, event: appended } of steps) {
          const progress = tabs[tab] as Progress
          if (does === 'append') tasks.push(progress.append(appended))
          if (does === 'refresh') tasks.push(progress.refresh())
          if (does === 'restart') {
            await Promise.all(tasks)
            tabs[tab] = await openTab(database, `t${tab}.${++restarts}`)
          }
        }
        await Promise.all(tasks)
        await Promise.all(tabs.map((tab) => tab.refresh()))
        const values = database.rows.map((row) => row.value)
        expect(values).toHaveLength(steps.filter(({ does }) => does === 'append').length)
        for (const tab of tabs) expect(tab.state).toEqual(fold(values))
        expect(mergeLogs(values, [])).toEqual(values)
      }),
      { numRuns: 60 },
    )
  })
})

function openTab(database: MemoryDatabase, tab: string): Promise<Progress> {
  let ticks = Date.parse('2026-11-21T09:00:00Z')
  return Progress.open({
    store: new MemoryStore(database),
    openChannel: () => ({ tell: () => undefined, close: () => undefined }),
    now: () => (ticks += 1000),
    tab,
    notice: undefined,
  })
}
