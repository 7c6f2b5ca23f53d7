import { expect, it } from 'vitest'
import { DeltaEvent } from '../../engine/delta/events.ts'
import { DEFAULTS } from './params.ts'
import { OPERAND_NAMES } from './operand-names.ts'
import { operandsOf, recordedOf } from './record.ts'
import { runTable } from './test-moments.ts'

it('conditions ask for what the recorded event shows, and every name is there somewhere', async () => {
  const found = new Set<string>()
  const upkeep = { a: "DELETE FROM orders WHERE region = 'EU';\n-- 8 days later\nVACUUM orders", b: '' }
  for (const changes of [{}, upkeep, { order: 'search' }]) {
    const run = await runTable({ ...DEFAULTS, ...changes })
    const { log } = run
    for (let seq = 1; seq <= log.length; seq++) {
      const recorded = recordedOf(run.momentAt(seq))
      for (const name of OPERAND_NAMES) {
        const values = operandsOf(log, seq, name)
        if (values.length > 0) found.add(name)
        const shown = recorded[name]
        if (typeof shown === 'boolean') expect(values, `${name} at ${seq}`).toContain(String(shown))
        // Event 0's writer is nobody: the table's own setup.
        const isNobody = name === 'actor' && log.event(seq).a === 0
        if ((typeof shown === 'string' && !isNobody) || typeof shown === 'number') {
          expect(values, `${name} at ${seq}`).toContain(shown)
        }
      }
      const { a, b, kind } = log.event(seq)
      if (kind === DeltaEvent.commit) expect(operandsOf(log, seq, 'version')).toEqual([b])
      expect(operandsOf(log, seq, 'writer')).toEqual(a === 0 ? [] : [run.end.header.actors[a]])
    }
  }
  expect([...found].sort()).toEqual([...OPERAND_NAMES].sort())
})

it('what a plan has of a condition is named as its part about partitions', async () => {
  const run = await runTable({
    setup: 'CREATE TABLE t (x INT, y INT); INSERT INTO t VALUES (1, 2)',
    a: 'SELECT * FROM t WHERE y = 3',
    b: '',
  })
  const plan = Array.from({ length: run.log.length }, (_, i) => i + 1).find(
    (seq) => run.log.event(seq).kind === DeltaEvent.plan,
  )
  const recorded = recordedOf(run.momentAt(plan ?? 0))
  expect(recorded).toMatchObject({ op: 'plan', partitionFilter: 'true' })
  expect(recorded).not.toHaveProperty('filter')
})
