/** Tables and statements that the sentence offers; each is plain text that anybody may write as well. */
export interface Preset {
  readonly id: string
  /** In the sentence: "orders, 13 commits". */
  readonly text: string
  readonly program: string
}

function lines(...statements: readonly string[]): string {
  return `${statements.join(';\n')};`
}

const CREATE_ORDERS = 'CREATE TABLE orders (order_id BIGINT, region STRING, amount INT) PARTITIONED BY (region)'

/** Twelve commits behind the first: appends, an UPDATE, OPTIMIZE of one partition, a DELETE and a MERGE; a checkpoint at 10. */
const ORDERS = lines(
  CREATE_ORDERS,
  "INSERT INTO orders VALUES (1, 'EU', 12), (2, 'US', 25), (3, 'APAC', 31)",
  "INSERT INTO orders VALUES (4, 'EU', 18), (5, 'US', 44)",
  "INSERT INTO orders VALUES (6, 'EU', 27), (7, 'APAC', 39)",
  "UPDATE orders SET amount = 26 WHERE region = 'US' AND order_id = 2",
  "INSERT INTO orders VALUES (8, 'US', 13), (9, 'EU', 55)",
  "INSERT INTO orders VALUES (10, 'US', 61), (11, 'EU', 20)",
  "OPTIMIZE orders WHERE region = 'EU'",
  "INSERT INTO orders VALUES (12, 'EU', 48), (13, 'APAC', 17)",
  "DELETE FROM orders WHERE region = 'APAC' AND order_id = 3",
  "INSERT INTO orders VALUES (14, 'US', 36)",
  "UPDATE orders SET amount = 49 WHERE region = 'EU' AND order_id = 12",
  "INSERT INTO orders VALUES (15, 'EU', 74)",
)

const SMALL_ORDERS = lines(
  CREATE_ORDERS,
  "INSERT INTO orders VALUES (1, 'EU', 12), (2, 'US', 25)",
  "INSERT INTO orders VALUES (3, 'EU', 31), (4, 'US', 18)",
)

const FLAT_ORDERS = lines(
  'CREATE TABLE orders (order_id BIGINT, region STRING, amount INT)',
  "INSERT INTO orders VALUES (1, 'EU', 12), (2, 'US', 25)",
  "INSERT INTO orders VALUES (3, 'EU', 31), (4, 'US', 18)",
)

const VECTOR_ORDERS = lines(
  "CREATE TABLE orders (order_id BIGINT, region STRING, amount INT) TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')",
  "INSERT INTO orders VALUES (1, 'EU', 12), (2, 'US', 25), (3, 'EU', 31), (4, 'US', 18), (5, 'APAC', 44), (6, 'EU', 27)",
  "INSERT INTO orders VALUES (7, 'US', 39), (8, 'EU', 13)",
)

const SMALL_FILES = lines(
  CREATE_ORDERS,
  ...Array.from(
    { length: 16 },
    (_, i) => `INSERT INTO orders VALUES (${i + 1}, '${i % 3 === 2 ? 'US' : 'EU'}', ${10 + ((i * 37) % 90)})`,
  ),
)

/** Rows of a 16 × 16 grid in 16 files, each a column of it. */
function gridOf(create: string): string {
  const insert = (x: number): string => `INSERT INTO orders SELECT CAST(${x} AS INT), CAST(id AS INT) FROM range(0, 16)`
  return lines(create, ...Array.from({ length: 16 }, (_, x) => insert(x)))
}

const GRID = gridOf('CREATE TABLE orders (x INT, y INT)')
const CLUSTERED_GRID = gridOf('CREATE TABLE orders (x INT, y INT) CLUSTER BY (x, y)')

const OLD_ORDERS = `${lines(
  CREATE_ORDERS,
  "INSERT INTO orders VALUES (1, 'EU', 12), (2, 'US', 25)",
  "INSERT INTO orders VALUES (3, 'EU', 31)",
  "OPTIMIZE orders WHERE region = 'EU'",
)}\n-- 8 days later\n${lines("INSERT INTO orders VALUES (4, 'US', 18)", "DELETE FROM orders WHERE region = 'EU' AND order_id = 1")}`

export const TABLES: readonly Preset[] = [
  { id: 'orders', text: 'orders, 13 commits', program: ORDERS },
  { id: 'small', text: 'orders, 3 commits', program: SMALL_ORDERS },
  { id: 'flat', text: 'orders, no partitions', program: FLAT_ORDERS },
  { id: 'vectors', text: 'orders with deletion vectors', program: VECTOR_ORDERS },
  { id: 'files', text: 'orders in 16 small files', program: SMALL_FILES },
  { id: 'grid', text: 'a grid of points', program: GRID },
  { id: 'clustered', text: 'a grid, clustered by x and y', program: CLUSTERED_GRID },
  { id: 'old', text: 'orders, some a week old', program: OLD_ORDERS },
]

export const STATEMENTS: readonly Preset[] = [
  { id: 'nothing', text: 'nothing', program: '' },
  { id: 'insert-eu', text: 'INSERT in EU', program: "INSERT INTO orders VALUES (101, 'EU', 50)" },
  { id: 'insert-us', text: 'INSERT in US', program: "INSERT INTO orders VALUES (102, 'US', 60)" },
  {
    id: 'update-eu',
    text: 'UPDATE in EU',
    program: "UPDATE orders SET amount = amount + 1 WHERE region = 'EU' AND order_id = 1",
  },
  {
    id: 'update-us',
    text: 'UPDATE in US',
    program: "UPDATE orders SET amount = amount + 1 WHERE region = 'US' AND order_id = 2",
  },
  { id: 'delete-eu', text: 'DELETE in EU', program: "DELETE FROM orders WHERE region = 'EU' AND order_id = 3" },
  { id: 'optimize', text: 'OPTIMIZE', program: 'OPTIMIZE orders' },
  { id: 'vacuum', text: 'VACUUM', program: 'VACUUM orders' },
  { id: 'select', text: 'SELECT', program: 'SELECT * FROM orders' },
]

export function presetOf(presets: readonly Preset[], program: string): Preset | undefined {
  return presets.find((preset) => preset.program === program)
}
