import { describe, expect, it } from 'vitest'
import { explainProgram, parseProgram } from './parse-program.ts'

describe('parseProgram', () => {
  it('reads statements, the time between them, and settings that hold from there on', () => {
    const program = parseProgram(`DELETE FROM t;
      -- 8 days later
      SET spark.databricks.delta.optimize.maxFileSize = 300;
      OPTIMIZE t; -- no time passes here
      -- 1 hour later
      -- 2 hours later
      VACUUM t
      -- 3 days later`)
    expect(program.map((step) => (step.kind === 'wait' ? step.hours : [step.text, ...step.settings]))).toEqual([
      ['DELETE FROM t'],
      192,
      ['OPTIMIZE t', ['spark.databricks.delta.optimize.maxFileSize', '300']],
      1,
      2,
      ['VACUUM t', ['spark.databricks.delta.optimize.maxFileSize', '300']],
      72,
    ])
  })

  it('takes a setting of Spark itself', () => {
    const [step] = parseProgram('SET spark.sql.sources.partitionOverwriteMode = dynamic; DELETE FROM t')
    expect(step).toMatchObject({ settings: new Map([['spark.sql.sources.partitionOverwriteMode', 'dynamic']]) })
  })

  it('is empty for a text without statements', () => {
    expect(parseProgram(' ; -- nothing\n')).toEqual([])
  })

  it.each([
    ['DELETE FROM t; DELETE', /expected FROM .*\(line 1, column 22\)/],
    ["DELETE FROM t WHERE a = 'x", /line 1, column 25/],
    ['SET spark.databricks.delta.nope = 1', /spark.databricks.delta.nope is not understood.*write.txnAppId/],
    ['-- 41 days later\nDELETE FROM t', /at most 40 days may pass; these are 41/],
    ['-- 30 days later\nDELETE FROM t\n;-- 11 days later', /these are 41 \(line 2/],
  ])('%j is told: %s', (text, what) => {
    expect(explainProgram(text)).toMatch(what)
  })
})
