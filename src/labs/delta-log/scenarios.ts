import type { Params, Scenario } from '../../player/lab.ts'
import { DEFAULTS } from './params.ts'
import { STATEMENTS, TABLES } from './presets.ts'

function withParams(changes: Params): Params {
  return { ...DEFAULTS, ...changes }
}

function table(id: string): string {
  return TABLES.find((preset) => preset.id === id)?.program ?? ''
}

function does(id: string): string {
  return STATEMENTS.find((preset) => preset.id === id)?.program ?? ''
}

const OPEN_SOURCE = { product: 'oss', isolation: 'Serializable' } as const
const SMALL = { setup: table('small') }
const BATCH = `SET spark.databricks.delta.write.txnAppId = 'clicks';
SET spark.databricks.delta.write.txnVersion = 7;
INSERT INTO orders VALUES (201, 'EU', 1)`
const ROWS = {
  setup: table('vectors'),
  a: 'UPDATE orders SET amount = 1 WHERE order_id = 1',
  b: 'UPDATE orders SET amount = 2 WHERE order_id = 3',
  retries: 0,
}
const LOST = {
  ...OPEN_SOURCE,
  ...SMALL,
  order: 'search',
  wanted: 'lost-commit',
  a: does('insert-eu'),
  b: does('insert-us'),
}
const COMPACT = { ...OPEN_SOURCE, ...SMALL, a: does('optimize'), b: does('delete-eu'), retries: 0 }

/** Each is a claim with its numbers; a test runs the engine and checks every one of them. */
export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'one-partition',
    claim:
      'A and B change different files of one partition, and B is refused: f19 came into region EU after B had looked there.',
    params: DEFAULTS,
    position: 247,
  },
  {
    id: 'two-partitions',
    claim: 'UPDATE in EU and UPDATE in US never meet: B loses version 3, passes all 7 checks and commits version 4.',
    params: withParams({ ...SMALL, a: does('update-eu'), b: does('update-us') }),
    position: 66,
  },
  {
    id: 'same-partition',
    claim: 'Two UPDATEs in one partition collide although no row is common; begun again, B commits version 4.',
    params: withParams({
      ...SMALL,
      a: does('update-eu'),
      b: "UPDATE orders SET amount = 0 WHERE region = 'EU' AND order_id = 3",
    }),
    position: 63,
  },
  {
    id: 'appends',
    claim: 'Appends never collide, not even under Serializable: B loses the put and keeps its file for version 4.',
    params: withParams({ ...OPEN_SOURCE, ...SMALL, a: does('insert-eu'), b: does('insert-eu').replace('101', '102') }),
    position: 60,
  },
  {
    id: 'blind-append',
    claim: 'A blind append into what B has read is excused under WriteSerializable and a conflict under Serializable.',
    params: withParams({ ...SMALL, a: does('insert-eu'), b: does('update-eu'), retries: 0 }),
    position: 60,
    fork: { name: 'check by Serializable', acts: [{ at: 49, type: 'isolation', value: 'Serializable' }] },
  },
  {
    id: 'optimize-and-delete',
    claim: 'OPTIMIZE changes no row and still refuses a DELETE behind it; the other way round OPTIMIZE is refused.',
    params: withParams(COMPACT),
    position: 70,
    fork: { name: 'B commits first', params: withParams({ ...COMPACT, order: 'b-first' }), acts: [] },
  },
  {
    id: 'crash-before-commit',
    claim: 'A dies before its put: the table stays at version 2, and one file of 216 B is an orphan.',
    params: withParams({ ...SMALL, a: does('update-eu'), b: '' }),
    position: 42,
    fork: { name: 'A dies', acts: [{ at: 40, type: 'die', value: 'A' }] },
  },
  {
    id: 'crash-after-commit',
    claim: 'A dies behind its put and never hears of it: version 3 is there all the same.',
    params: withParams({ ...SMALL, a: does('update-eu'), b: '' }),
    position: 42,
    fork: { name: 'A dies', acts: [{ at: 41, type: 'die', value: 'A' }] },
  },
  {
    id: 'one-app-id',
    claim:
      'Two copies of one stream write batch 7: one is refused, and begun again it finds the batch recorded and skips it.',
    params: withParams({ ...SMALL, a: BATCH, b: BATCH }),
    position: 65,
  },
  {
    id: 'lost-commit',
    claim: 'Without put-if-absent the third order tried loses a commit; with it none of all 4 orders does.',
    params: withParams({ ...LOST, store: 'overwriting' }),
    position: 55,
    fork: { name: 'put-if-absent', params: withParams(LOST), acts: [] },
  },
  {
    id: 'without-checkpoints',
    claim: 'Reading version 12 replays 13 commits without a checkpoint, and 2 behind checkpoint 10.',
    params: withParams({ a: does('select'), b: '', checkpoint: 1000 }),
    position: 227,
    fork: { name: 'checkpoint 1000 to 10', params: withParams({ a: does('select'), b: '' }), acts: [] },
  },
  {
    id: 'small-files',
    claim: 'OPTIMIZE makes 2 files of 16: a full read opens 2 instead of 16, and the folder holds more than before.',
    params: withParams({
      setup: table('files'),
      a: 'SELECT * FROM orders;\nOPTIMIZE orders;\nSELECT * FROM orders',
      b: '',
    }),
    position: 332,
  },
  {
    id: 'z-order',
    claim: 'Ordered by x alone, x = 3 reads 1 of 16 files and y = 3 all 16; Z-ordered by both, either reads 4.',
    params: withParams({
      setup: table('grid'),
      a: `SELECT * FROM orders WHERE x = 3;
SELECT * FROM orders WHERE y = 3;
SET spark.databricks.delta.optimize.maxFileSize = 275;
OPTIMIZE orders ZORDER BY (x, y);
SELECT * FROM orders WHERE x = 3;
SELECT * FROM orders WHERE y = 3`,
      b: '',
    }),
    position: 394,
  },
  {
    id: 'restore',
    claim: 'RESTORE forgets nothing: version 4 adds the 4 files of version 2 again, and version 3 can still be read.',
    params: withParams({
      ...SMALL,
      a: "INSERT OVERWRITE orders VALUES (301, 'EU', 5);\nRESTORE TABLE orders TO VERSION AS OF 2",
      b: '',
    }),
    position: 62,
  },
  {
    id: 'vacuum',
    claim:
      'VACUUM commits nothing and ends time travel: 2 files removed 8 days ago go, and versions 1 and 2 with them.',
    params: withParams({
      setup: table('old'),
      a: 'SELECT * FROM orders VERSION AS OF 2;\nVACUUM orders;\nSELECT * FROM orders VERSION AS OF 2',
      b: '',
    }),
    position: 95,
  },
  {
    id: 'clock-skew',
    claim:
      "B's clock is 30 minutes ahead: version 4 is dated 09:30, so AS OF 09:20 shows version 3 and not what had been committed by then.",
    params: withParams({
      ...SMALL,
      a: does('insert-eu'),
      b: does('insert-us'),
      c: "SELECT * FROM orders TIMESTAMP AS OF '2026-01-05 09:20:00'",
      skew: 30,
      order: 'one-by-one',
    }),
    position: 63,
  },
  {
    id: 'schema-drift',
    claim:
      'A new column is a conflict for everyone at work: B is refused at check 2, and begun again it writes null into it.',
    params: withParams({
      ...SMALL,
      a: 'ALTER TABLE orders ADD COLUMNS (currency STRING)',
      b: "INSERT INTO orders (order_id, region, amount) VALUES (101, 'EU', 50)",
    }),
    position: 52,
  },
  {
    id: 'row-level',
    claim:
      'Two UPDATEs of one file both commit with row-level concurrency, by deletion vectors; without it B is refused.',
    params: withParams({ ...ROWS, rowLevel: true }),
    position: 71,
    fork: { name: 'without row-level concurrency', params: withParams(ROWS), acts: [] },
  },
]
