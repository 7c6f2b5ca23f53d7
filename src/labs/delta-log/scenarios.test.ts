import { describe, expect, it } from 'vitest'
import { CheckResult, DeltaEvent, Outcome, Search, unpackCheck } from '../../engine/delta/events.ts'
import type { CommitPayload, EndPayload, WritePayload } from '../../engine/delta/events.ts'
import { isLive, latestVersion, replayCost } from '../../engine/delta/state.ts'
import { CLAIMS } from './claims.ts'
import { fileName, readableText, statusOf } from './read.ts'
import { DEFAULTS } from './params.ts'
import { SCENARIOS } from './scenarios.ts'
import { sentenceOf } from './sentence.ts'
import { endsOf, plansOf, runTable, type TestRun } from './test-moments.ts'

interface Shown {
  readonly claim: string
  readonly run: TestRun
  readonly fork: TestRun
  /** State and event that it opens at. */
  readonly position: number
  /** Where the fork stands. */
  readonly there: number
}

async function show(id: string): Promise<Shown> {
  const scenario = SCENARIOS.find((candidate) => candidate.id === id)
  if (scenario === undefined) throw new Error(`no scenario ${id}`)
  const { claim, params, position, fork } = scenario
  const run = await runTable(params)
  const other = fork === undefined ? run : await runTable(fork.params ?? params, fork.acts)
  return { claim, run, position, fork: other, there: fork?.position ?? NaN }
}

/** The check that was made by an event, as "5 failed". */
function checkAt({ log }: TestRun, seq: number): string {
  const { kind, c } = log.event(seq)
  if (kind !== DeltaEvent.check) return 'no check'
  const { check, result } = unpackCheck(c)
  return `${check} ${Object.keys(CheckResult)[result] ?? ''}`
}

describe('claims of the scenarios', () => {
  it('one-partition', async () => {
    const { claim, run, position } = await show('one-partition')
    expect(checkAt(run, position)).toBe('5 failed')
    expect(endsOf(run)).toEqual(['A committed 13', 'B conflicted DELTA_CONCURRENT_APPEND', 'B committed 14'])
    const state = run.stateAt(position)
    const added = state.versions.get(13).adds.map((id) => state.files.get(id))
    expect(added.map(({ id, partition }) => `${fileName(id)} ${partition}`)).toEqual(['f19 region=EU'])
    const removed = [...state.runs]
      .filter(({ actor }) => actor !== 0)
      .map(({ removes }) => removes.map(fileName).join())
    expect(new Set(removed).size).toBe(2)
    expect(claim).toContain('f19 came into region EU')
  })

  it('two-partitions', async () => {
    const { run, position } = await show('two-partitions')
    expect(run.log.event(position).kind).toBe(DeltaEvent.retry)
    expect(run.events(DeltaEvent.check)).toHaveLength(7)
    expect(endsOf(run)).toEqual(['A committed 3', 'B committed 4'])
  })

  it('same-partition', async () => {
    const { run, position } = await show('same-partition')
    expect(checkAt(run, position)).toBe('5 failed')
    expect(endsOf(run)).toEqual(['A committed 3', 'B conflicted DELTA_CONCURRENT_APPEND', 'B committed 4'])
  })

  it('appends', async () => {
    const { run, position } = await show('appends')
    expect(run.log.event(position).kind).toBe(DeltaEvent.retry)
    expect(run.end.isolation).toBe('Serializable')
    expect(endsOf(run)).toEqual(['A committed 3', 'B committed 4'])
    expect(run.events(DeltaEvent.writeData).filter(({ a }) => a === 2)).toHaveLength(1)
  })

  it('blind-append', async () => {
    const { run, fork, position, there } = await show('blind-append')
    expect(checkAt(run, position)).toBe('5 excused')
    expect(checkAt(fork, there)).toBe('5 failed')
    expect(endsOf(run)).toEqual(['A committed 3', 'B committed 4'])
    expect(endsOf(fork)).toEqual(['A committed 3', 'B conflicted DELTA_CONCURRENT_APPEND'])
  })

  it('optimize-and-delete', async () => {
    const { run, fork } = await show('optimize-and-delete')
    expect(endsOf(run)).toEqual(['A committed 3', 'B conflicted DELTA_CONCURRENT_APPEND'])
    expect(endsOf(fork)).toEqual(['B committed 3', 'A conflicted DELTA_CONCURRENT_DELETE_READ'])
    expect(run.end.counts.liveRows).toBe(4)
  })

  it('crash-before-commit', async () => {
    const { claim, fork } = await show('crash-before-commit')
    expect(latestVersion(fork.end)).toBe(2)
    const orphans = [...fork.end.files].filter((file) => statusOf(fork.end, file) === 'orphan')
    expect(orphans.map(({ sizeBytes }) => sizeBytes)).toEqual([216])
    expect(claim).toContain('216 B')
  })

  it('crash-after-commit', async () => {
    const { run, fork } = await show('crash-after-commit')
    expect(latestVersion(fork.end)).toBe(3)
    expect(endsOf(fork)).toEqual([])
    const live = ({ end }: TestRun): string[] => [...end.files].filter(isLive).map(({ path }) => path)
    expect(live(fork)).toEqual(live(run))
  })

  it('one-app-id', async () => {
    const { run, position } = await show('one-app-id')
    expect(endsOf(run)).toEqual(['A committed 3', 'B conflicted DELTA_CONCURRENT_TRANSACTION', 'B unchanged'])
    expect(position).toBe(run.log.length)
    expect(run.end.counts.liveRows).toBe(5)
  })

  it('lost-commit', async () => {
    const { claim, run, fork, position } = await show('lost-commit')
    expect(run.log.event(position)).toMatchObject({ kind: DeltaEvent.commit, c: 1 })
    expect(run.end.search).toMatchObject({ explored: 3, verdict: Search.found })
    expect(fork.end.search).toMatchObject({ explored: 4, verdict: Search.none })
    expect(endsOf(run)).toEqual(['A committed 3', 'B committed 3'])
    expect(run.end.counts.liveRows).toBe(5)
    expect(fork.end.counts.liveRows).toBe(6)
    expect(claim).toContain('none of all 4')
  })

  it('without-checkpoints', async () => {
    const { run, fork, position, there } = await show('without-checkpoints')
    expect(run.log.event(position)).toMatchObject({ kind: DeltaEvent.snapshot, b: 12 })
    expect(fork.log.event(there)).toMatchObject({ kind: DeltaEvent.snapshot, b: 12 })
    expect(replayCost(run.end, 12)).toEqual({ checkpoint: undefined, commits: 13 })
    expect(replayCost(fork.end, 12)).toEqual({ checkpoint: 10, commits: 2 })
  })

  it('small-files', async () => {
    const { run } = await show('small-files')
    expect(plansOf(run)).toEqual(['16 of 16', '16 of 16', '2 of 2'])
    const { liveBytes, keptBytes, liveFiles } = run.end.counts
    expect(liveFiles).toBe(2)
    const before = run.stateAt(run.events(DeltaEvent.begin).find(({ a }) => a === 1)?.seq ?? 0).counts
    expect(liveBytes + keptBytes).toBeGreaterThan(before.liveBytes + before.keptBytes)
  })

  it('z-order', async () => {
    const { run, position } = await show('z-order')
    expect(plansOf(run)).toEqual(['1 of 16', '16 of 16', '16 of 16', '4 of 16', '4 of 16'])
    expect(run.log.event(position).kind).toBe(DeltaEvent.plan)
    expect(run.end.zOrderBy).toEqual(['x', 'y'])
  })

  it('clustered', async () => {
    const { run, position } = await show('clustered')
    expect(plansOf(run)).toEqual(['16 of 16', '16 of 16', '16 of 16', '4 of 16', '4 of 16'])
    expect(run.log.event(position).kind).toBe(DeltaEvent.plan)
    expect(run.end.zOrderBy).toEqual(['x', 'y'])
    expect(endsOf(run)).toEqual(['A read 16', 'A committed 17', 'A unchanged', 'A read 17', 'A read 17'])
    expect(latestVersion(run.end)).toBe(17)
  })

  it('restore', async () => {
    const { run, position } = await show('restore')
    const state = run.stateAt(position)
    expect(latestVersion(state)).toBe(4)
    expect(state.versions.get(4).adds.toSorted()).toEqual([...state.files].filter(isLive).map(({ id }) => id))
    expect(state.versions.get(4).adds).toHaveLength(4)
    expect(state.counts.liveRows).toBe(state.versions.get(2).liveRows)
    expect(readableText(run.end, 4)).toBe('all')
  })

  it('vacuum', async () => {
    const { run, position } = await show('vacuum')
    expect(run.log.event(position).kind).toBe(DeltaEvent.deleteFile)
    expect(run.events(DeltaEvent.deleteFile)).toHaveLength(2)
    expect(endsOf(run)).toEqual(['A read 2', 'A vacuumed 5', 'A failed DELTA_FILE_NOT_FOUND_DETAILED'])
    expect(readableText(run.end, latestVersion(run.end))).toBe('all but 1 and 2')
  })

  it('clock-skew', async () => {
    const { run, position } = await show('clock-skew')
    const [third, fourth] = [3, 4].map((version) => run.end.versions.get(version).timestampMs)
    expect(new Date(fourth ?? 0).toISOString()).toMatch(/^2026-01-05T09:30:0/)
    expect((fourth ?? 0) - (third ?? 0)).toBeGreaterThan(29 * 60_000)
    expect(run.log.event(position)).toMatchObject({ kind: DeltaEvent.snapshot, b: 3 })
    expect(run.end.atMs).toBeLessThan(20 * 60_000)
    expect(endsOf(run)).toEqual(['A committed 3', 'B committed 4', 'C read 3'])
  })

  it('schema-drift', async () => {
    const { run, position } = await show('schema-drift')
    expect(checkAt(run, position)).toBe('2 failed')
    expect(endsOf(run)).toEqual(['A committed 3', 'B conflicted DELTA_METADATA_CHANGED', 'B committed 4'])
    expect(run.end.metadata?.columns).toBe('order_id long, region string, amount integer, currency string')
  })

  it('row-level', async () => {
    const { run, fork, position } = await show('row-level')
    expect(run.log.event(position)).toMatchObject({ kind: DeltaEvent.commit, b: 4 })
    expect(endsOf(run)).toEqual(['A committed 3', 'B committed 4'])
    expect(endsOf(fork)).toEqual(['A committed 3', 'B conflicted DELTA_CONCURRENT_APPEND'])
    const [first] = [...run.end.files]
    expect(first?.spans.at(-1)?.deletedRows).toBe(2)
  })
})

/** Rows of the queries of A, in order; undefined for one that failed. */
function rowsRead({ log, events }: TestRun): readonly (number | undefined)[] {
  return events(DeltaEvent.end)
    .map(({ a, seq }) => ({ a, payload: log.payload(seq) as EndPayload }))
    .filter(({ a, payload }) => a === 1 && (payload.rows !== undefined || payload.code === 'DELTA_VERSION_NOT_FOUND'))
    .map(({ payload }) => payload.rows)
}

// What the printed program was seen to do, and what Delta does of the same statements.
describe('what a naive log gets wrong', () => {
  it('replay', async () => {
    const { run, fork, position, there } = await show('naive-replay')
    expect(rowsRead(run)).toEqual([1, 1, 0])
    expect(rowsRead(fork)).toEqual([0, undefined, 1])
    expect(endsOf(run)[0]).toBe('A read 2')
    expect(run.end.counts.liveFiles).toBe(0)
    expect(run.log.event(position - 1)).toMatchObject({ kind: DeltaEvent.snapshot, c: 0 })
    expect([position, there]).toEqual([run.log.length, fork.log.length])
  })

  it('writers', async () => {
    const { run, fork, position, there } = await show('naive-writers')
    expect(fork.log.event(there)).toMatchObject({ kind: DeltaEvent.commit, a: 1, b: 2 })
    expect(endsOf(run)).toEqual(['B committed 1', 'A committed 1', 'A read 2'])
    expect(run.log.event(position)).toMatchObject({ kind: DeltaEvent.commit, b: 1, c: 2 })
    expect(run.end.files.length).toBe(1)
    expect(rowsRead(run)).toEqual([1])
    expect(endsOf(fork).slice(0, 2)).toEqual(['B committed 1', 'A committed 2'])
    expect(rowsRead(fork)).toEqual([2])
  })

  it('optimize', async () => {
    const { run, fork, position, there } = await show('naive-optimize')
    expect(fork.log.event(there)).toMatchObject({ kind: DeltaEvent.end, a: 1, b: Outcome.conflicted })
    expect(rowsRead(run)).toEqual([3])
    expect(run.log.event(position)).toMatchObject({ kind: DeltaEvent.commit, b: 4 })
    expect(run.end.counts.liveRows).toBe(3)
    expect(rowsRead(fork)).toEqual([1])
    expect(endsOf(fork)).toContain('A conflicted DELTA_CONCURRENT_DELETE_READ')
  })

  it('overwrite', async () => {
    const { run, fork, position, there } = await show('naive-overwrite')
    expect(fork.log.event(there)).toMatchObject({ kind: DeltaEvent.end, a: 1, b: Outcome.conflicted })
    expect(rowsRead(run)).toEqual([1])
    expect(run.log.event(position)).toMatchObject({ kind: DeltaEvent.commit, b: 2, c: 2 })
    const entries = run.events(DeltaEvent.commit).map(({ seq }) => (run.log.payload(seq) as CommitPayload).text)
    const lost = (run.log.payload(run.events(DeltaEvent.writeData)[2]?.seq ?? 0) as WritePayload).path
    expect(entries.filter((text) => text.includes(lost))).toHaveLength(1)
    expect(endsOf(fork)).toContain('A conflicted DELTA_CONCURRENT_APPEND')
    expect(rowsRead(fork)).toEqual([2])
  })
})

it('a number says of what it is where it stands alone', () => {
  const params = { ...DEFAULTS, order: 'seeded', retries: 0, skew: 30 }
  const numbers = sentenceOf(params).filter((part) => typeof part !== 'string' && part.type === 'number')
  expect(numbers.map((part) => (typeof part === 'string' ? part : part.alone))).toEqual([
    `seed ${String(DEFAULTS['seed'])}`,
    'a checkpoint every 10 commits',
    'removed files kept 168 h',
    'begun again 0 times',
    "B's clock 30 min ahead",
  ])
})

it('every claim is shown', () => {
  expect(SCENARIOS.map(({ id }) => id)).toEqual(CLAIMS.map(({ id }) => id))
})

describe.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))('scenario %s', (_, scenario) => {
  it('opens inside its log, at a moment of the writers', async () => {
    const run = await runTable(scenario.params)
    expect(scenario.position).toBeLessThanOrEqual(run.log.length)
    expect(run.log.event(scenario.position).a).toBeGreaterThan(0)
  })

  it('is a claim of one or two sentences with a number or a name', () => {
    expect(scenario.claim).toMatch(/^[A-Z].{40,170}\.$/)
  })
})
