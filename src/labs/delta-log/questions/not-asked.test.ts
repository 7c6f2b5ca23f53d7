import { expect, it } from 'vitest'
import { DEFAULTS } from '../params.ts'
import { STATEMENTS, TABLES } from '../presets.ts'
import { SCENARIOS } from '../scenarios.ts'
import { runTable, type TestRun } from '../test-moments.ts'
import { ask, TOPICS } from './question.ts'

/** Topics that are asked somewhere along a run. */
function topicsAlong(run: TestRun): ReadonlySet<string> {
  const asked = new Set<string>()
  for (let position = 1; position <= run.log.length; position++) {
    const moment = run.momentAt(position)
    for (const topic of TOPICS) if (ask(topic, moment, run.stateAt, 7) !== undefined) asked.add(topic.id)
  }
  return asked
}

function programOf(presets: typeof TABLES, id: string): string {
  return presets.find((preset) => preset.id === id)?.program ?? ''
}

const BASE = {
  ...DEFAULTS,
  setup: programOf(TABLES, 'small'),
  a: programOf(STATEMENTS, 'update-eu'),
  order: 'one-by-one',
  retries: 0,
} as const

it('what follows from comparing files is not asked where rows are compared', async () => {
  const { params, fork } = SCENARIOS.find(({ id }) => id === 'row-level') ?? {}
  const rows = topicsAlong(await runTable(params ?? BASE))
  const files = topicsAlong(await runTable(fork?.params ?? BASE))
  expect(files).toContain('depends-on')
  for (const topic of ['depends-on', 'work-of-retry', 'rows-of-new-file']) expect(rows).not.toContain(topic)
})

it('of a VACUUM with words of its own nothing is asked that holds only of the plain one', async () => {
  const plain = topicsAlong(await runTable({ ...BASE, b: '-- 9 days later\nVACUUM orders' }))
  expect(plain).toContain('vacuum-count')
  for (const words of ['LITE', 'DRY RUN', 'RETAIN 200 HOURS']) {
    const asked = topicsAlong(await runTable({ ...BASE, b: `-- 9 days later\nVACUUM orders ${words}` }))
    for (const topic of ['vacuum-count', 'vacuum-kills', 'orphan-found']) expect(asked, words).not.toContain(topic)
  }
})

it('a version that never was is no question of missing files', async () => {
  const read = async (version: number): Promise<ReadonlySet<string>> =>
    topicsAlong(await runTable({ ...BASE, b: `SELECT * FROM orders VERSION AS OF ${version}` }))
  expect(await read(0)).toContain('can-read-version')
  expect(await read(99)).not.toContain('can-read-version')
})

it('the version that a RESTORE goes back to is not the one that it reads first', async () => {
  const restore = "RESTORE TABLE orders TO TIMESTAMP AS OF '2026-01-05 09:00:00'"
  expect(topicsAlong(await runTable({ ...BASE, b: restore }))).not.toContain('version-at-time')
})
