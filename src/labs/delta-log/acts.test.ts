import { describe, expect, it } from 'vitest'
import { DeltaEvent, Outcome } from '../../engine/delta/events.ts'
import { tableRowsOperation } from '../../engine/operations/table-rows.ts'
import { writtenActOf } from './acts.ts'
import { changesOf } from './changes.ts'
import { describeMark } from './marks.ts'
import { outcomeOf } from './outcome.ts'
import { changeParam, DEFAULTS } from './params.ts'
import { endsOf, runTable } from './test-moments.ts'
import { whyOf } from './why/why.ts'

const RUN = {
  setup: 'CREATE TABLE orders (a INT); INSERT INTO orders VALUES (1), (2)',
  a: 'DELETE FROM customers',
  b: 'DELETE FROM orders WHERE a = 1',
  order: 'one-by-one',
}

it('a statement about another table than there is changes nothing: it is refused where it is written, and fails where it runs', async () => {
  const run = await runTable(RUN)
  expect(endsOf(run)).toEqual(['A failed TABLE_OR_VIEW_NOT_FOUND', 'B committed 2'])
  const box = writtenActOf(run.momentAt(run.log.length))
  expect(box?.check('DESCRIBE DETAIL elephants')).toBe(
    'elephants is no table here: the table is orders (line 1, column 17)',
  )
  expect(box?.check('DELETE FROM orders')).toBeUndefined()
})

it('what a statement of the box does is at its last commit, or at its end where it commits nothing', async () => {
  const left = (await runTable(RUN)).log.length
  const placeOf = async (value: string) => {
    const run = await runTable(RUN, [{ at: left, type: 'statement', value }])
    const place = writtenActOf(run.momentAt(left))?.placeOf?.(run.log, left) ?? -1
    expect(place).toBeGreaterThan(left)
    const { kind, a, b } = run.log.event(place)
    expect(run.end.header.actors[a]).toBe('you')
    return [kind, b]
  }
  const twice = 'INSERT INTO orders VALUES (3); INSERT INTO orders VALUES (4); SELECT * FROM orders'
  expect(await placeOf(twice)).toEqual([DeltaEvent.commit, 4])
  expect(await placeOf('VACUUM orders')).toEqual([DeltaEvent.end, Outcome.vacuumed])
  expect(await placeOf('DELETE FROM orders WHERE colour = 1')).toEqual([DeltaEvent.end, Outcome.failed])
})

it('a question behind VACUUM is asked where its files are gone, and not at the commit before', async () => {
  const left = (await runTable(RUN)).log.length
  const value = `SET spark.databricks.delta.retentionDurationCheck.enabled = false;
    DELETE FROM orders; VACUUM orders RETAIN 0 HOURS; SELECT * FROM orders VERSION AS OF 1`
  const acts = [{ at: left, type: 'statement', value }]
  const run = await runTable(RUN, acts)
  const place = writtenActOf(run.momentAt(left))?.placeOf?.(run.log, left) ?? -1
  const { kind, b } = run.log.event(place)
  expect([kind, b]).toEqual([DeltaEvent.end, Outcome.vacuumed])
  const rows = (until: number) =>
    tableRowsOperation
      .prepare({ run: RUN, acts, until, targets: [{ version: 1 }] }, [])
      .run(undefined as never)
      .next()
  await expect(rows(place)).rejects.toMatchObject({ code: 'DELTA_FILE_NOT_FOUND_DETAILED' })
  await expect(rows(left)).resolves.toBeDefined()
})

it("a writer's statement of the sentence is refused at the name of a table that the setup does not make", () => {
  const other = changeParam(DEFAULTS, 'a', 'OPTIMIZE orders; DELETE FROM customers')
  expect(other).toEqual({ error: 'customers is no table here: the table is orders (line 1, column 30)' })
  const setup = 'CREATE TABLE customers (a INT)'
  expect(changeParam(DEFAULTS, 'setup', setup)).toMatchObject({ setup })
  const a = 'DELETE FROM customers'
  expect(changeParam({ ...DEFAULTS, setup }, 'a', a)).toMatchObject({ a })
  const second = changeParam(DEFAULTS, 'setup', 'CREATE TABLE s (a INT); CREATE TABLE t (a INT)')
  expect(second).toEqual({ error: 't is no table here: the table is s (line 1, column 38)' })
})

describe('a very long statement', () => {
  const long = (conditions: number) => `DELETE FROM orders WHERE a = 9${' OR a = 9'.repeat(conditions)}`

  it('is refused where it would have to end, in the box as in the sentence', async () => {
    const run = await runTable(RUN)
    const box = writtenActOf(run.momentAt(run.log.length))
    const words = 'at most 20,000 characters; these are 27,030, too many from here on (line 1, column 20001)'
    expect(box?.check(long(3_000))).toBe(words)
    expect(changeParam(DEFAULTS, 'a', long(3_000))).toEqual({ error: words })
    expect(box?.check(long(2_000))).toBeUndefined()
  })

  it('is told in part: what came of it, why, and what the picture says', async () => {
    const left = (await runTable(RUN)).log.length
    const run = await runTable(RUN, [{ at: left, type: 'statement', value: long(2_000) }])
    const told = Array.from({ length: run.log.length - left }, (_, i) => {
      const moment = run.momentAt(left + i + 1)
      return [outcomeOf(moment), JSON.stringify(whyOf(moment)), describeMark(moment.state, 'actor-4')]
    })
    expect(told.at(-1)?.[0]).toMatch(/^you: no row has a = 9 OR .{250,}…$/)
    expect(told.at(-1)?.[2]).toMatch(/^you: DELETE FROM orders WHERE a = 9 OR .{250,}…: nothing to do$/)
    for (const text of told.flat()) expect(text.length).toBeLessThan(1_500)
  })
})

it('what a statement of the box does is told in sentences, as of any other writer', async () => {
  const left = (await runTable(RUN)).log.length
  const value = 'DELETE FROM orders WHERE a = 2; SELECT * FROM orders; OPTIMIZE orders'
  const run = await runTable(RUN, [{ at: left, type: 'statement', value }])
  const moments = Array.from({ length: run.log.length - left }, (_, i) => run.momentAt(left + i + 1))
  const told = moments.flatMap((moment) => {
    const { title, paragraphs } = whyOf(moment)
    return [title, ...paragraphs, ...changesOf(moment).map(({ text }) => text)]
  })
  expect(told).toContain('Your statement has committed version 3')
  expect(told).toContain('your statement knows no version')
  for (const text of told) {
    expect(text).not.toMatch(/\byou\b/i)
    expect(text).toMatch(/^[^a-z]|^your statement|^f\d/)
  }
  const plan = moments
    .filter(({ event }) => event?.kind === DeltaEvent.plan)
    .map((moment) => whyOf(moment).paragraphs[0])
  expect(plan).toContain('No condition names a partition column.')
  expect(told.join()).not.toContain('0 are skipped')
})

describe('several statements in the box', () => {
  const boxAt = async () => {
    const run = await runTable(RUN)
    return writtenActOf(run.momentAt(run.log.length))
  }
  const from = { engine: { run: () => Promise.reject(new Error('nothing is asked of the worker')) } } as never

  it('that only ask are answered by the last one, and make no fork', async () => {
    const box = await boxAt()
    const answer = await box?.ask?.('DESCRIBE DETAIL orders; DESCRIBE HISTORY orders LIMIT 1', from)
    expect(answer?.note).toMatch(/^the last of 2 statements: the newest 1 of \d+ commits$/)
    const alone = await box?.ask?.('DESCRIBE HISTORY orders LIMIT 1', from)
    expect(alone?.note).toMatch(/^the newest 1 of/)
  })

  it('are refused where a question would be run unseen, with its place', async () => {
    const box = await boxAt()
    const words = 'a question stands last; ask this one alone'
    expect(box?.check('SELECT 1; DELETE FROM orders')).toContain(`${words} (line 1, column 1)`)
    expect(box?.check('DELETE FROM orders;\n  SELECT 1; SELECT 2')).toContain(`${words} (line 2, column 3)`)
    expect(box?.check('DELETE FROM orders; SELECT 1')).toBeUndefined()
    expect(box?.check('SELECT 1; SELECT 2')).toBeUndefined()
  })

  it('of which one changes the table make a fork, and the question at their end is asked there', async () => {
    const box = await boxAt()
    const text = 'OPTIMIZE orders;\n-- 9 days later\nVACUUM orders;\nDESCRIBE HISTORY orders'
    expect(box?.ask?.(text, from)).toBeUndefined()
    expect(box?.lastQuestion?.(text)).toBe('DESCRIBE HISTORY orders')
    expect(box?.lastQuestion?.('SELECT 1; OPTIMIZE orders')).toBeUndefined()
    expect(box?.lastQuestion?.('OPTIMIZE orders')).toBeUndefined()
  })
})

it('a branch is named by its statements: a semicolon in a name or a text parts none, and comments are no part', async () => {
  const run = await runTable(RUN)
  const nameOf = writtenActOf(run.momentAt(run.log.length))?.nameOf
  expect(nameOf?.('ALTER TABLE orders ADD COLUMNS (`a;b` INT)')).toBe('ALTER')
  expect(
    nameOf?.(
      "DELETE FROM orders WHERE a = ';'; -- 9 days later; really\nSET spark.databricks.delta.optimize.minFileSize = 9;\nVACUUM orders;",
    ),
  ).toBe('DELETE, VACUUM')
  expect(nameOf?.("DELETE FROM orders WHERE a = '")).toBe('DELETE')
})
