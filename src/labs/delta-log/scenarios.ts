import type { Params, Scenario } from '../../player/lab.ts'
import { CLAIMS } from './claims.ts'
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
const CREATE = 'CREATE TABLE orders (order_id INT)'
const NAIVE_REPLAY = {
  ...OPEN_SOURCE,
  setup: `${CREATE};\nINSERT INTO orders VALUES (1);\nINSERT OVERWRITE orders VALUES (2)`,
  a: `SELECT * FROM orders VERSION AS OF 0;
SELECT * FROM orders VERSION AS OF 99;
RESTORE TABLE orders TO VERSION AS OF 1;
SELECT * FROM orders`,
  b: '',
}
const NAIVE_WRITERS = {
  ...OPEN_SOURCE,
  setup: CREATE,
  a: 'INSERT INTO orders VALUES (1);\nSELECT * FROM orders',
  b: 'INSERT INTO orders VALUES (2)',
  order: 'b-first',
}
const NAIVE_OPTIMIZE = {
  ...OPEN_SOURCE,
  setup: `${CREATE};\nINSERT INTO orders VALUES (1);\nINSERT INTO orders VALUES (2)`,
  a: 'OPTIMIZE orders;\nSELECT * FROM orders',
  b: 'INSERT OVERWRITE orders VALUES (9)',
  order: 'b-first',
  retries: 0,
}
const NAIVE_OVERWRITE = {
  ...OPEN_SOURCE,
  setup: `${CREATE};\nINSERT INTO orders VALUES (1)`,
  a: 'INSERT OVERWRITE orders VALUES (2);\nSELECT * FROM orders',
  b: '-- 1 hour later\nINSERT INTO orders VALUES (3)',
  order: 'b-first',
  retries: 0,
}

/** How each claim is shown; a test runs the engine and checks every number of them. */
const RUNS: readonly Omit<Scenario, 'claim'>[] = [
  {
    id: 'one-partition',
    params: DEFAULTS,
    position: 247,
  },
  {
    id: 'two-partitions',
    params: withParams({ ...SMALL, a: does('update-eu'), b: does('update-us') }),
    position: 66,
  },
  {
    id: 'same-partition',
    params: withParams({
      ...SMALL,
      a: does('update-eu'),
      b: "UPDATE orders SET amount = 0 WHERE region = 'EU' AND order_id = 3",
    }),
    position: 63,
  },
  {
    id: 'appends',
    params: withParams({ ...OPEN_SOURCE, ...SMALL, a: does('insert-eu'), b: does('insert-eu').replace('101', '102') }),
    position: 60,
  },
  {
    id: 'blind-append',
    params: withParams({ ...SMALL, a: does('insert-eu'), b: does('update-eu'), retries: 0 }),
    position: 60,
    fork: { name: 'check by Serializable', acts: [{ at: 49, type: 'isolation', value: 'Serializable' }], position: 61 },
  },
  {
    id: 'optimize-and-delete',
    params: withParams(COMPACT),
    position: 70,
    fork: { name: 'B commits first', params: withParams({ ...COMPACT, order: 'b-first' }), acts: [] },
  },
  {
    id: 'crash-before-commit',
    params: withParams({ ...SMALL, a: does('update-eu'), b: '' }),
    position: 42,
    fork: { name: 'A dies', acts: [{ at: 40, type: 'die', value: 'A' }] },
  },
  {
    id: 'crash-after-commit',
    params: withParams({ ...SMALL, a: does('update-eu'), b: '' }),
    position: 42,
    fork: { name: 'A dies', acts: [{ at: 41, type: 'die', value: 'A' }] },
  },
  {
    id: 'one-app-id',
    params: withParams({ ...SMALL, a: BATCH, b: BATCH }),
    position: 65,
  },
  {
    id: 'lost-commit',
    params: withParams({ ...LOST, store: 'overwriting' }),
    position: 55,
    fork: { name: 'put-if-absent', params: withParams(LOST), acts: [] },
  },
  {
    id: 'without-checkpoints',
    params: withParams({ a: does('select'), b: '', checkpoint: 1000 }),
    position: 227,
    fork: { name: 'checkpoint 1000 to 10', params: withParams({ a: does('select'), b: '' }), acts: [], position: 218 },
  },
  {
    id: 'small-files',
    params: withParams({
      setup: table('files'),
      a: 'SELECT * FROM orders;\nOPTIMIZE orders;\nSELECT * FROM orders',
      b: '',
    }),
    position: 332,
  },
  {
    id: 'z-order',
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
    id: 'clustered',
    params: withParams({
      setup: table('clustered'),
      a: `SET spark.databricks.delta.optimize.maxFileSize = 275;
SELECT * FROM orders WHERE y = 3;
OPTIMIZE orders;
OPTIMIZE orders;
SELECT * FROM orders WHERE x = 3;
SELECT * FROM orders WHERE y = 3`,
      b: '',
    }),
    position: 394,
  },
  {
    id: 'restore',
    params: withParams({
      ...SMALL,
      a: "INSERT OVERWRITE orders VALUES (301, 'EU', 5);\nRESTORE TABLE orders TO VERSION AS OF 2",
      b: '',
    }),
    position: 62,
  },
  {
    id: 'vacuum',
    params: withParams({
      setup: table('old'),
      a: 'SELECT * FROM orders VERSION AS OF 2;\nVACUUM orders;\nSELECT * FROM orders VERSION AS OF 2',
      b: '',
    }),
    position: 95,
  },
  {
    id: 'clock-skew',
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
    params: withParams({
      ...SMALL,
      a: 'ALTER TABLE orders ADD COLUMNS (currency STRING)',
      b: "INSERT INTO orders (order_id, region, amount) VALUES (101, 'EU', 50)",
    }),
    position: 52,
  },
  {
    id: 'row-level',
    params: withParams({ ...ROWS, rowLevel: true }),
    position: 71,
    fork: { name: 'without row-level concurrency', params: withParams(ROWS), acts: [] },
  },
  {
    id: 'naive-replay',
    params: withParams({ ...NAIVE_REPLAY, log: 'naive' }),
    position: 33,
    fork: { name: 'the real log', params: withParams(NAIVE_REPLAY), acts: [], position: 59 },
  },
  {
    id: 'naive-writers',
    params: withParams({ ...NAIVE_WRITERS, log: 'naive' }),
    position: 13,
    fork: { name: 'the real log', params: withParams(NAIVE_WRITERS), acts: [], position: 35 },
  },
  {
    id: 'naive-optimize',
    params: withParams({ ...NAIVE_OPTIMIZE, log: 'naive' }),
    position: 33,
    fork: { name: 'the real log', params: withParams(NAIVE_OPTIMIZE), acts: [], position: 68 },
  },
  {
    id: 'naive-overwrite',
    params: withParams({ ...NAIVE_OVERWRITE, log: 'naive' }),
    position: 22,
    fork: { name: 'the real log', params: withParams(NAIVE_OVERWRITE), acts: [], position: 44 },
  },
]

export const SCENARIOS: readonly Scenario[] = RUNS.map((run) => ({ ...run, claim: claimOf(run.id) }))

function claimOf(id: string): string {
  const found = CLAIMS.find((entry) => entry.id === id)
  if (found === undefined) throw new Error(`the scenario ${id} claims nothing`)
  return found.claim
}
