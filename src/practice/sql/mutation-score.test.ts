import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { startNodeDatabase } from '../../../scripts/node-database.ts'
import { IS_PROVING, readProofs, sqlMutationProof, staleWords, stateOf, writeProof } from '../../../scripts/proofs.ts'
import { CHALLENGES } from '../../challenges/registry.ts'
import { QueryError } from '../../query/query-error.ts'
import type { SqlTask } from '../types.ts'
import { hasFinalOrder } from './final-order.ts'
import { compareResults } from './judge-sql.ts'
import { loadDataSet } from './load-data-set.ts'
import { mutateSql } from './mutate-sql.ts'
import type { Mutant } from './mutate-sql.ts'

/**
 * How many mistakes of one token the data sets of a challenge find in its reference. A folder lists in `test-mutants.ts`
 * those that are none, by the mutant's id, each with the reason why it means the same. It takes seconds, so it is counted
 * in every run; `npm run prove` writes it down for the page of guarantees.
 */

const ROOT = path.resolve(import.meta.dirname, '../../..')

type Equivalents = Readonly<Record<string, string>>

const lists = import.meta.glob<{ readonly equivalents: Equivalents }>('../../challenges/*/test-mutants.ts', {
  eager: true,
})
const loaded = await Promise.all(CHALLENGES.map(async (entry) => ({ entry, challenge: await entry.load() })))
const tasks = loaded.flatMap(({ entry: { id }, challenge }) => {
  const equivalents = lists[`../../challenges/${id}/test-mutants.ts`]?.equivalents ?? {}
  return 'sql' in challenge ? [{ id, task: challenge.sql, equivalents }] : []
})
const database = await startNodeDatabase()

/** Mutants that give the right result on every data set; and those that are no SQL, whatever the data. */
async function findSurvivors(task: SqlTask, mutants: readonly Mutant[]) {
  let survivors = mutants
  const failed = new Map<Mutant, number>()
  const dataSets = [task.shown, ...task.hidden]
  for (const dataSet of dataSets) {
    await loadDataSet(database, task.tables, dataSet)
    const expected = await database.runQuery(task.reference)
    const left: Mutant[] = []
    for (const mutant of survivors) {
      try {
        const got = await database.runQuery(mutant.sql)
        if (compareResults(expected, { ...got, isOrdered: hasFinalOrder(mutant.sql) }, task).isRight) left.push(mutant)
      } catch (error) {
        if (!(error instanceof QueryError) || error.kind !== 'query') throw error
        failed.set(mutant, (failed.get(mutant) ?? 0) + 1)
        left.push(mutant)
      }
    }
    survivors = left
  }
  const invalid = mutants.filter((mutant) => failed.get(mutant) === dataSets.length)
  return { invalid, survivors: survivors.filter((mutant) => !failed.has(mutant)) }
}

describe.each(tasks)('$id', ({ id, task, equivalents }) => {
  it('its data sets find at least nine of ten mistakes in its reference', async () => {
    const mutants = mutateSql(task.reference)
    const { invalid, survivors } = await findSurvivors(task, mutants)
    const unexplained = survivors.filter(({ id }) => equivalents[id] === undefined)
    const total = mutants.length - invalid.length - Object.keys(equivalents).length
    expect(total).toBeGreaterThan(5)
    expect(unexplained.length / total, unexplained.map(({ id }) => id).join('\n')).toBeLessThanOrEqual(0.1)
    // One that is found is none that means the same.
    const ids = survivors.map(({ id }) => id)
    expect(Object.keys(equivalents).filter((id) => !ids.includes(id))).toEqual([])
    const proof = sqlMutationProof(id)
    const score = { killed: total - unexplained.length, mutants: total }
    if (IS_PROVING) writeProof(ROOT, proof, { ...score, equivalents: Object.keys(equivalents).length })
    expect(stateOf(ROOT, proof), staleWords(proof.id)).toBe('fresh')
    expect(readProofs(ROOT).find((each) => each.id === proof.id)?.result).toMatchObject(score)
  })
})
