import { describe, expect, it } from 'vitest'
import { DeltaEvent } from '../../../engine/delta/events.ts'
import type { DeletePayload } from '../../../engine/delta/events.ts'
import { latestVersion } from '../../../engine/delta/state.ts'
import { landmarksOf } from '../landmarks.ts'
import { DEFAULTS } from '../params.ts'
import { canRead, readableText } from '../read.ts'
import { endsOf, runTable, type TestRun } from '../test-moments.ts'
import { whyOf, type Why } from './why.ts'

const MARKED = `CREATE TABLE orders (id INT, amount INT)
    TBLPROPERTIES ('delta.enableDeletionVectors' = 'true', 'delta.enableChangeDataFeed' = 'true');
  INSERT INTO orders VALUES (1, 10), (2, 20), (3, 30);
  DELETE FROM orders WHERE id = 1;
  DELETE FROM orders WHERE id = 2;`

function runVacuum(statement: string, more: Readonly<Record<string, unknown>> = {}): Promise<TestRun> {
  return runTable({ ...DEFAULTS, setup: MARKED, a: statement, b: '', order: 'one-by-one', retries: 0, ...more })
}

function whyOfEach(run: TestRun, kind: number): readonly Why[] {
  return run.events(kind).map(({ seq }) => whyOf(run.momentAt(seq)))
}

function textOf(why: Why | undefined): string {
  return why === undefined ? '' : [why.title, ...why.paragraphs].join(' ')
}

describe('a VACUUM that deletes deletion vectors and changes', () => {
  const vacuum = runVacuum('-- 9 days later\nVACUUM orders')

  it('leaves the versions that need a vector unreadable, as the table itself says, and those of changes readable', async () => {
    const run = await vacuum
    const deleted = run.events(DeltaEvent.deleteFile).map(({ seq }) => (run.log.payload(seq) as DeletePayload).path)
    expect(deleted.filter((path) => path.endsWith('.bin'))).toHaveLength(1)
    expect(deleted.filter((path) => path.startsWith('_change_data/'))).toHaveLength(2)
    expect(readableText(run.end, latestVersion(run.end))).toBe('all but 2')
    for (const version of [0, 1, 2, 3]) {
      const { log, events } = await runVacuum(
        `-- 9 days later\nVACUUM orders;\nSELECT * FROM orders VERSION AS OF ${version}`,
      )
      const end = log.payload(events(DeltaEvent.end).at(-1)?.seq ?? 0) as { readonly code?: string }
      expect(end.code === undefined, `version ${version}`).toBe(canRead(run.end, version))
    }
  })

  it('says so of each, and names what it found', async () => {
    const run = await vacuum
    const [found] = whyOfEach(run, DeltaEvent.vacuum)
    expect(textOf(found)).toContain('That holds for 1 deletion vector and 2 files of changes.')
    const [first, second, third] = whyOfEach(run, DeltaEvent.deleteFile)
    expect([first, second].map((why) => why?.title)).toEqual(Array(2).fill('Rows for the change feed are gone'))
    expect(textOf(third)).toContain('It said which rows of f1 were deleted.')
    expect(textOf(third)).toContain('Now all versions but 2 can be read.')
    for (const why of [first, second, third]) expect(textOf(why)).not.toContain('log is cleaned')
    const names = landmarksOf(run.log).flatMap(({ text }) => / deleted$/.exec(text)?.input ?? [])
    expect(names).toEqual([
      expect.stringMatching(/^cdc-[^/]+\.parquet deleted$/),
      expect.stringMatching(/^cdc-[^/]+\.parquet deleted$/),
      expect.stringMatching(/^deletion_vector_[^/]+\.bin deleted$/),
    ])
  })

  it('a vector in no commit takes no version with it', async () => {
    const setup = `CREATE TABLE orders (id INT) TBLPROPERTIES ('delta.enableDeletionVectors' = 'true');
      INSERT INTO orders VALUES (1), (2), (3)`
    const [a, b, c] = [
      'DELETE FROM orders WHERE id = 1',
      'DELETE FROM orders WHERE id = 2',
      '-- 9 days later\nVACUUM orders',
    ]
    const run = await runVacuum(a, { setup, b, c, order: 'a-first' })
    expect(endsOf(run)).toEqual(['A committed 2', 'B conflicted DELTA_CONCURRENT_APPEND', 'C vacuumed 2'])
    expect(readableText(run.end, latestVersion(run.end))).toBe('all')
    expect(whyOfEach(run, DeltaEvent.deleteFile).map(({ title }) => title)).toEqual([
      'A deletion vector is gone that was in no commit',
    ])
  })
})

describe('VACUUM says for how long it keeps', () => {
  const PLAIN = 'CREATE TABLE orders (id INT); INSERT INTO orders VALUES (1); INSERT OVERWRITE orders VALUES (2)'
  const OWN = PLAIN.replace(
    '(id INT)',
    "(id INT) TBLPROPERTIES ('delta.deletedFileRetentionDuration' = 'interval 90 minutes')",
  )
  const OFF = 'SET spark.databricks.delta.retentionDurationCheck.enabled = false'

  it.each([
    [PLAIN, 'VACUUM orders', 168, 'more than 168 hours ago'],
    [PLAIN, 'VACUUM orders', 240, 'more than 240 hours ago'],
    [OWN, 'VACUUM orders', 168, 'more than 1.5 hours ago'],
    [PLAIN, `${OFF};\nVACUUM orders RETAIN 1 HOURS`, 168, 'more than 1 hour ago'],
  ])('%s: %s, and %d hours', async (setup, statement, retention, told) => {
    const run = await runVacuum(`-- 11 days later\n${statement}`, { setup, retention })
    const [why] = whyOfEach(run, DeltaEvent.vacuum)
    expect(textOf(why)).toContain(`${told}. That holds for f1. Files younger`)
    expect(why?.title).toBe('1 object may go')
    expect(run.events(DeltaEvent.deleteFile)).toHaveLength(1)
  })

  it('a dry run deletes nothing, and says so', async () => {
    const run = await runVacuum('-- 11 days later\nVACUUM orders DRY RUN', { setup: PLAIN })
    const [why] = whyOfEach(run, DeltaEvent.vacuum)
    expect(why?.title).toBe('1 object could go')
    expect(textOf(why)).toContain('This is a dry run')
    expect(run.events(DeltaEvent.deleteFile)).toEqual([])
  })
})

describe('the end of a VACUUM', () => {
  it('says which versions are left, and not only that nothing was committed', async () => {
    const run = await runVacuum('-- 9 days later\nVACUUM orders')
    const [end] = whyOfEach(run, DeltaEvent.end).slice(-1)
    expect(end?.title).toBe('Deleted 3 files')
    expect(end?.paragraphs).toEqual([
      'The table has no new version: what VACUUM deletes, no version says. Now all versions but 2 can be read.',
    ])
  })

  it.each([
    ['oss', 'on S3, as here, it writes none', 'Databricks'],
    ['databricks', 'Databricks also writes two commits', 'S3'],
  ])('%s says of its own product alone what it would log', async (product, said, unsaid) => {
    const isolation = product === 'oss' ? 'Serializable' : 'WriteSerializable'
    const run = await runVacuum('-- 9 days later\nVACUUM orders', { product, isolation })
    const texts = whyOfEach(run, DeltaEvent.deleteFile).map(textOf).join('\n')
    expect(texts).toContain(said)
    expect(texts).not.toContain(unsaid)
  })
})
