import { describe, expect, it } from 'vitest'
import { drawUnlessWhole } from '../../../scripts/draw.ts'
import { startNodeDatabase } from '../../../scripts/node-database.ts'
import { CHALLENGES } from '../../challenges/registry.ts'
import { QueryError } from '../../query/query-error.ts'
import { SOLVED_SCORE } from '../../progress/events.ts'
import { pointsOf } from '../points.ts'
import type { SqlTask } from '../types.ts'
import { parseOrderKey } from './row-order.ts'
import { judgeSql } from './run-sql.ts'

/** What every folder of challenges with a query is held to, whoever has written it. DuckDB is the one of the app. */

const loaded = await Promise.all(CHALLENGES.map(async (entry) => ({ entry, challenge: await entry.load() })))
const tasks = loaded.flatMap(({ entry, challenge }) => {
  return 'sql' in challenge ? [{ id: entry.id, kind: entry.kind, task: challenge.sql }] : []
})
const database = await startNodeDatabase()

function judge(task: SqlTask, query: string) {
  return judgeSql(task, query, { database, which: 'all', milliseconds: 60_000 })
}

describe.each(drawUnlessWhole(tasks, 1 / 3, 'queries'))('$id', ({ kind, task }) => {
  const { tables, columns, orderBy, hidden, shown, wrong } = task

  it('has data sets and names that fit together', () => {
    expect(kind).toBe('sql')
    expect(hidden.length).toBeGreaterThanOrEqual(3)
    expect(wrong.length).toBeGreaterThanOrEqual(3)
    for (const ids of [
      [shown, ...hidden].map(({ id }) => id),
      [shown, ...hidden].map(({ name }) => name),
      wrong.map(({ id }) => id),
      wrong.map(({ why }) => why),
      wrong.map(({ sql }) => sql),
      tables.map(({ name }) => name),
      columns,
    ]) {
      expect(new Set(ids).size).toBe(ids.length)
    }
    const names = tables.map(({ name }) => name)
    for (const { rows } of [shown, ...hidden]) expect(Object.keys(rows).toSorted()).toEqual(names.toSorted())
    for (const key of orderBy) expect(columns).toContain(parseOrderKey(key).name)
    for (const { why } of wrong) expect(why.length).toBeGreaterThan(25)
    expect(task.differs.length).toBeGreaterThan(0)
  })

  it('the reference is right everywhere and gives the columns that are asked for', async () => {
    const verdict = await judge(task, task.reference)
    expect(verdict.dataSets.map(({ id, words }) => [id, words])).toEqual(
      [shown, ...hidden].map(({ id }) => [id, 'right']),
    )
    expect(verdict.isRight).toBe(true)
    expect(verdict.dataSets[0]?.expected.columns.map(({ name }) => name)).toEqual(columns)
  })

  it('says of each column whose name DuckDB’s grammar uses that it needs AS', async () => {
    for (const name of columns) {
      const bare = await database.runQuery(`SELECT 1 ${name}`, { mostRows: 1 }).catch((error: unknown) => error)
      const isTold = task.differs.some((each) => each.startsWith(`${name} is a word of DuckDB’s grammar`))
      expect([name, isTold]).toEqual([name, bare instanceof QueryError])
    }
  })

  it('the starter runs and is not right', async () => {
    const verdict = await judge(task, task.starter)
    expect(verdict).toMatchObject({ isRight: false, refusal: undefined })
    expect(verdict.dataSets.map(({ fault }) => fault)).not.toContain('error')
  })

  const broken = new Map([shown, ...hidden].map(({ id }) => [id, new Set<string>()]))

  it.each(wrong)('wrong query $id fails and is told its own mistake', async ({ id, sql, why }) => {
    const verdict = await judge(task, sql)
    expect(verdict.refusal).toBeUndefined()
    expect(verdict.dataSets.map(({ problem }) => problem)).toEqual(verdict.dataSets.map(() => undefined))
    const failing = verdict.dataSets.filter(({ isRight }) => !isRight)
    expect(failing.length).toBeGreaterThan(0)
    const { length } = verdict.dataSets
    expect(pointsOf(length - failing.length, length)).toBeLessThan(SOLVED_SCORE)
    expect(failing.map((dataSet) => dataSet.why)).toEqual(failing.map(() => why))
    for (const dataSet of failing) broken.get(dataSet.id)?.add(id)
  })

  it('every hidden data set breaks a wrong query that passes another one', () => {
    const isEverywhere = (id: string): boolean => [...broken.values()].every((ids) => ids.has(id))
    for (const { id } of hidden) {
      expect([...(broken.get(id) ?? [])].filter((each) => !isEverywhere(each)).length, id).toBeGreaterThan(0)
    }
  })
})
