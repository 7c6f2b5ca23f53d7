import { describe, expect, it } from 'vitest'
import { CheckResult, DeltaEvent, Outcome, unpackCheck } from '../../../engine/delta/events.ts'
import type { TraceEvent } from '../../../engine/trace/chunk.ts'
import { countersOf } from '../counters.ts'
import { describeMark } from '../marks.ts'
import { DEFAULTS } from '../params.ts'
import { add, metaData, PROTOCOL, readOwn, remove, storeOf } from '../own-table/test-own-tables.ts'
import { letterOf } from '../phases.ts'
import { SCENARIOS } from '../scenarios.ts'
import { endsOf, runTable, type TestRun } from '../test-moments.ts'
import { whyOf } from './why.ts'

function runScenario(id: string): Promise<TestRun> {
  const { params } = SCENARIOS.find((scenario) => scenario.id === id) ?? {}
  return runTable(params ?? {})
}

/** Events of an actor between its retry and the put that follows. */
function doneBehind({ log }: TestRun, retry: TraceEvent): readonly TraceEvent[] {
  const done: TraceEvent[] = []
  for (let seq = retry.seq + 1; seq <= log.length; seq++) {
    const event = log.event(seq)
    if (event.a !== retry.a) continue
    if (event.kind === DeltaEvent.tryCommit) return done
    done.push(event)
  }
  throw new Error('it does not try again')
}

describe('a retry', () => {
  it.each([
    ['two-partitions', 'version 4: attempt 2'],
    ['appends', 'version 4: attempt 2'],
    ['blind-append', 'version 4: attempt 2'],
  ])('%s: says how many came first, what is asked for, and that nothing is done again', async (id, asked) => {
    const run = await runScenario(id)
    const [retry, ...others] = run.events(DeltaEvent.retry)
    if (retry === undefined) throw new Error('no retry')
    expect(others).toEqual([])
    const winners = run.events(DeltaEvent.winner).filter(({ a, seq }) => a === retry.a && seq < retry.seq)
    expect(winners).toHaveLength(1)
    const checks = run.events(DeltaEvent.check).map(({ c }) => unpackCheck(c).result)
    expect(checks).not.toContain(CheckResult.failed)
    expect(whyOf(run.momentAt(retry.seq))).toEqual({
      title: 'No logical conflict: try the next number',
      paragraphs: [
        `All checks against 1 winner passed or were excused. B keeps its data files, and asks for ${asked}. Nothing is done again.`,
      ],
    })
    expect(run.log.event(retry.seq)).toMatchObject({ b: 4, c: 2 })
    expect(doneBehind(run, retry)).toEqual([])
  })

  it('counts every winner', async () => {
    const insert = "INSERT INTO orders VALUES (9, 'EU', 1)"
    const b = "INSERT INTO orders VALUES (10, 'US', 2)"
    const a = [insert, insert, insert].join(';\n')
    // B looks at the table, writes its file and is overtaken three times before it puts its commit.
    const run = await runTable({ ...DEFAULTS, a, b, order: 'a-first', retries: 0 })
    const last = run
      .events(DeltaEvent.retry)
      .filter((event) => event.a === 2)
      .at(-1)
    const winners = run.events(DeltaEvent.winner).filter(({ a: actor }) => actor === 2)
    expect(winners.length).toBeGreaterThan(1)
    expect(whyOf(run.momentAt(last?.seq ?? 0)).paragraphs[0]).toMatch(
      new RegExp(`^All checks against ${winners.length} winners passed`),
    )
  })

  it('where rows are compared writes one vector with the marks of both, and no file', async () => {
    const run = await runScenario('row-level')
    const [retry] = run.events(DeltaEvent.retry)
    const lost = run.events(DeltaEvent.lose)[0]
    const written = run.events(DeltaEvent.writeData).filter(({ seq, a }) => seq > (lost?.seq ?? 0) && a === retry?.a)
    expect(written.map(({ b }) => b)).toEqual([-1])
    expect(whyOf(run.momentAt(retry?.seq ?? 0)).paragraphs[0]).toContain('one vector with the marks of both')
  })
})

describe('a lost put', () => {
  it('is no end of anything but RESTORE, which is tried once', async () => {
    const wordsOf = async (b: string) => {
      const a = "INSERT INTO orders VALUES (9, 'EU', 1)"
      const run = await runTable({ ...DEFAULTS, a, b, order: 'a-first', retries: 0 })
      const [lost] = run.events(DeltaEvent.lose)
      const { title, paragraphs } = whyOf(run.momentAt(lost?.seq ?? 0))
      return { end: endsOf(run).at(-1), title, text: paragraphs.join(' ') }
    }
    const append = await wordsOf("INSERT INTO orders VALUES (10, 'US', 2)")
    expect(append).toMatchObject({ end: 'B committed 14', title: 'Losing the put is no conflict yet' })
    expect(append.text).toMatch(/^A was faster. B does not give up: /)
    const restore = await wordsOf('RESTORE TABLE orders TO VERSION AS OF 3')
    expect(restore).toMatchObject({ end: 'B conflicted DELTA_CONCURRENT_WRITE', title: 'RESTORE is tried once' })
    expect(restore.text).toMatch(/^A was faster, and that is the end of it: /)
    expect(restore.text).not.toContain('does not give up')
  })
})

/** What is told at the end of each statement of a writer. */
function endWords(run: TestRun): readonly string[] {
  const ends = run.events(DeltaEvent.end).filter(({ a }) => a !== 0)
  return ends.map(({ a, seq }) => `${letterOf(a)}: ${whyOf(run.momentAt(seq)).paragraphs.join(' ')}`)
}

describe('a commit', () => {
  it('that removes a file is no blind append, whatever its log says', async () => {
    const info = { commitInfo: { operation: 'WRITE', isBlindAppend: true } }
    const run = await readOwn(
      storeOf([
        [PROTOCOL, metaData(), info, add('a', 1)],
        [info, add('b', 1), remove('a')],
      ]),
    )
    const said = (version: number) => whyOf(run.at(version)).paragraphs[0]
    expect(said(0)).toContain('It had read nothing, so the log calls it a blind append.')
    expect(said(1)).toContain('The log calls it a blind append, although it removes 1 file: a blind append only adds')
    expect(said(1)).not.toContain('It had read nothing')
  })

  it('that another one is put over came in between, and is lost', async () => {
    const run = await runScenario('lost-commit')
    expect(endsOf(run)).toEqual(['A committed 3', 'B committed 3'])
    const inBetween =
      "It had read version 2, and A's commit 3 came in between. It was put over, and is lost: no check was made, for no put has failed."
    expect(endWords(run)).toEqual(['A: It had read version 2, and nobody came in between.', `B: ${inBetween}`])
    // With a checkpoint to write the first one ends when its commit is lost already.
    const { params } = SCENARIOS.find(({ id }) => id === 'lost-commit') ?? {}
    const late = await runTable({ ...params, order: 'seeded', seed: 5, checkpoint: 1 })
    const since =
      'It had read version 2. Since then B has put another commit 3 over it: it is lost, and nobody has told it.'
    expect(endWords(late).toSorted()).toEqual([`A: ${since}`, `B: ${inBetween}`])
    const counter = (name: string) => countersOf(run.momentAt(run.log.length)).find(({ label }) => label === name)
    const made = run.events(DeltaEvent.commit).length
    expect(run.end.versions.length).toBe(made - 1)
    expect(counter('commits made')).toMatchObject({ kinds: [DeltaEvent.commit] })
    expect(counter('commits lost')?.value).toBe(1)
  })

  it('of RESTORE has read the latest version, whatever version it restores', async () => {
    const run = await runScenario('restore')
    const last = run
      .events(DeltaEvent.end)
      .filter(({ a, b }) => a !== 0 && b === Outcome.committed)
      .at(-1)
    expect(run.end.versions.get(last?.c ?? -1)).toMatchObject({ operation: 'RESTORE', readVersion: (last?.c ?? 0) - 1 })
    expect(whyOf(run.momentAt(last?.seq ?? 0)).paragraphs).toEqual([
      `It had read version ${(last?.c ?? 0) - 1}, and nobody came in between.`,
    ])
  })

  it('that marks rows as deleted moves no file', async () => {
    const setup = `CREATE TABLE orders (a INT) TBLPROPERTIES ('delta.enableDeletionVectors' = 'true');
      INSERT INTO orders VALUES (1), (2), (3), (4);
      DELETE FROM orders WHERE a < 3;
      UPDATE orders SET a = 9 WHERE a = 3;
      RESTORE orders TO VERSION AS OF 1`
    const run = await runTable({ ...DEFAULTS, setup, a: '', b: '' })
    const texts = run.events(DeltaEvent.commit).map(({ seq }) => whyOf(run.momentAt(seq)).paragraphs[0] ?? '')
    const told = texts.map((text) => text.replace(/, in [\d.]+ k?B of JSON; /, '; '))
    expect(told.slice(1).map((text) => text.replace(/ It had read nothing.*/, ''))).toEqual([
      '1 file came, 0 files went; the table has 4 rows.',
      'f1 got a deletion vector (2 rows); the table has 2 rows.',
      '1 file came, 0 files went, f1 got a deletion vector (1 row); the table has 2 rows.',
      '0 files came, 1 file went, f1 got 3 deleted rows back; the table has 4 rows. f2 stays on disk for older versions.',
    ])
    expect(describeMark(run.end, 'version-2')).toMatch(/: f1 got a deletion vector \(2 rows\); 1 live file/)
  })
})
