import type { SqlTask } from '../../practice/types.ts'

const VERSIONS = `WITH versions AS (
  SELECT id, seq, 'U' AS op, val FROM target
  UNION ALL
  SELECT id, seq, op, val FROM changes
)`

const NUMBER = 'row_number() OVER (PARTITION BY id ORDER BY seq DESC) AS place'

/** The newest change of each id, then the target joined with it. */
function joined(newest: string, select: string): string {
  return `WITH newest AS (
  ${newest}
)
${select}`
}

const NEWEST = `SELECT id, seq, op, val FROM (
    SELECT id, seq, op, val, ${NUMBER} FROM changes
  ) AS ranked WHERE place = 1`

/** Applies whatever is chosen where a condition holds. */
function apply(isApplied: string, val = 'c.val'): string {
  return `SELECT coalesce(t.id, c.id) AS id,
  CASE WHEN ${isApplied} THEN ${val} ELSE t.val END AS val,
  CASE WHEN ${isApplied} THEN c.seq ELSE t.seq END AS seq
FROM target AS t
FULL JOIN newest AS c ON c.id = t.id
WHERE CASE WHEN ${isApplied} THEN c.op = 'U' ELSE t.id IS NOT NULL END`
}

const IS_NEWER = '(t.id IS NULL OR c.seq > t.seq)'

export const task: SqlTask = {
  tables: [
    {
      name: 'target',
      columns: [
        { name: 'id', type: 'INTEGER' },
        { name: 'val', type: 'VARCHAR' },
        { name: 'seq', type: 'INTEGER' },
      ],
    },
    {
      name: 'changes',
      columns: [
        { name: 'arrived', type: 'INTEGER' },
        { name: 'id', type: 'INTEGER' },
        { name: 'seq', type: 'INTEGER' },
        { name: 'op', type: 'VARCHAR' },
        { name: 'val', type: 'VARCHAR' },
      ],
    },
  ],
  columns: ['id', 'val', 'seq'],
  orderBy: [],
  starter: `SELECT id, val, seq
FROM target`,
  reference: `${VERSIONS},
ranked AS (
  SELECT id, seq, op, val, ${NUMBER}
  FROM versions
)
SELECT id, val, seq
FROM ranked
WHERE place = 1 AND op = 'U'`,
  shown: {
    id: 'shown',
    name: 'the tables of the prompt',
    rows: {
      target: [
        [1, 'a', 5],
        [2, 'b', 7],
        [3, 'c', 9],
      ],
      changes: [
        [1, 1, 6, 'U', 'a6'],
        [2, 1, 8, 'U', 'a8'],
        [3, 1, 7, 'D', null],
        [4, 2, 6, 'U', 'old'],
        [5, 3, 10, 'D', null],
        [6, 4, 3, 'U', 'd3'],
        [7, 4, 4, 'D', null],
        [8, 5, 2, 'U', 'e2'],
      ],
    },
  },
  hidden: [
    {
      id: 'stale',
      name: 'changes that the target has seen long ago, deletes among them',
      rows: {
        target: [
          [1, 'a', 12],
          [2, 'b', 30],
          [3, 'c', 4],
        ],
        changes: [
          [1, 1, 11, 'D', null],
          [2, 2, 29, 'U', 'older'],
          [3, 2, 28, 'D', null],
          [4, 3, 3, 'U', 'c3'],
          [5, 3, 5, 'U', 'c5'],
        ],
      },
    },
    {
      id: 'null-value',
      name: 'updates that set a value to NULL',
      rows: {
        target: [
          [1, 'a', 1],
          [2, null, 1],
        ],
        changes: [
          [1, 1, 2, 'U', null],
          [2, 2, 2, 'U', 'b'],
          [3, 3, 1, 'U', null],
          [4, 3, 0, 'U', 'c'],
        ],
      },
    },
    {
      id: 'twice',
      name: 'every change is delivered twice, the last one of the target again as well',
      rows: {
        target: [
          [1, 'a3', 3],
          [2, 'b1', 1],
        ],
        changes: [
          [1, 1, 3, 'U', 'a3'],
          [2, 2, 2, 'U', 'b2'],
          [3, 2, 2, 'U', 'b2'],
          [4, 3, 1, 'U', 'c1'],
          [5, 3, 1, 'U', 'c1'],
          [6, 4, 9, 'D', null],
          [7, 4, 9, 'D', null],
        ],
      },
    },
    {
      id: 'again',
      name: 'deleted and made again; values that sort the other way than their numbers',
      rows: {
        target: [
          [1, 'z', 1],
          [2, 'y', 1],
          [3, 'x', 1],
        ],
        changes: [
          [1, 1, 3, 'U', 'b'],
          [2, 1, 2, 'D', null],
          [3, 2, 2, 'U', 'q'],
          [4, 2, 3, 'U', 'c'],
          [5, 3, 10, 'U', 'a'],
          [6, 3, 9, 'U', 'm'],
        ],
      },
    },
    {
      id: 'first-load',
      name: 'an empty target',
      rows: {
        target: [],
        changes: [
          [1, 7, 2, 'U', 'second'],
          [2, 7, 1, 'U', 'first'],
          [3, 8, 1, 'U', 'gone'],
          [4, 8, 2, 'D', null],
        ],
      },
    },
    {
      id: 'no-changes',
      name: 'a batch without changes, and one id that nobody has touched',
      rows: {
        target: [
          [1, 'a', 1],
          [2, null, 2],
        ],
        changes: [],
      },
    },
  ],
  wrong: [
    {
      id: 'no-guard',
      sql: joined(NEWEST, apply('c.id IS NOT NULL')),
      why: 'The newest change of the batch may still be older than the row in the target. It needs the guard seq > the target’s seq.',
    },
    {
      id: 'unguarded-delete',
      sql: joined(NEWEST, apply(`(${IS_NEWER} OR c.op = 'D')`)),
      why: 'Updates are guarded by seq and deletes are not: a delete that is older than the row must not remove it.',
    },
    {
      id: 'deletes-first',
      sql: `${VERSIONS},
ranked AS (
  SELECT id, seq, val, ${NUMBER}
  FROM versions
  WHERE op = 'U'
)
SELECT id, val, seq FROM ranked WHERE place = 1`,
      why: 'Deletes are dropped before the newest is chosen, so what they deleted comes back.',
    },
    {
      id: 'arrival',
      sql: joined(NEWEST.replace('seq DESC', 'arrived DESC'), apply(IS_NEWER)),
      why: 'The change that arrived last is not the newest. Only the source’s seq says what came after what.',
    },
    {
      id: 'all-changes',
      sql: joined('SELECT id, seq, op, val FROM changes', apply(IS_NEWER)),
      why: 'All changes of an id are joined, so that it comes out once for each of them. Choose one per id first.',
    },
    {
      id: 'coalesce',
      sql: joined(NEWEST, apply(IS_NEWER, 'coalesce(c.val, t.val)')),
      why: 'COALESCE with the old value undoes updates that set the value to NULL.',
    },
    {
      id: 'maxima',
      sql: `${VERSIONS}
SELECT id, max(val) AS val, max(seq) AS seq
FROM versions
GROUP BY id
HAVING max_by(op, seq) = 'U'`,
      why: 'The greatest val and the greatest seq need not be of one change. The whole row of the newest is asked for.',
    },
    {
      id: 'known-only',
      sql: joined(
        NEWEST,
        `SELECT t.id,
  CASE WHEN c.seq > t.seq THEN c.val ELSE t.val END AS val,
  CASE WHEN c.seq > t.seq THEN c.seq ELSE t.seq END AS seq
FROM target AS t
LEFT JOIN newest AS c ON c.id = t.id
WHERE c.id IS NULL OR c.seq <= t.seq OR c.op = 'U'`,
      ),
      why: 'Starting from the target, ids that are new in the batch are lost.',
    },
    {
      id: 'changed-only',
      sql: `${VERSIONS},
ranked AS (
  SELECT id, seq, op, val, ${NUMBER}
  FROM versions
  WHERE id IN (SELECT id FROM changes)
)
SELECT id, val, seq FROM ranked WHERE place = 1 AND op = 'U'`,
      why: 'Rows that no change speaks of stay as they are; they are part of the table afterwards.',
    },
    {
      id: 'unknown-delete',
      sql: joined(NEWEST, apply(IS_NEWER).replace("c.op = 'U'", "(c.op = 'U' OR t.id IS NULL)")),
      why: 'A delete of an id that the target does not have inserts nothing.',
    },
  ],
  differs: [
    'DuckDB has MERGE too, but picks one of two source rows for one target row where Delta fails. Here a SELECT is asked for.',
    'QUALIFY works here and on Databricks; open-source Spark has it from 4.2 on.',
  ],
}
