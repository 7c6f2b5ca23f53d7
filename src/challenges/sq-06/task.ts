import type { SqlTask } from '../../practice/types.ts'

const HOLDS = 'd.valid_from <= o.day AND (o.day < d.valid_to OR d.valid_to IS NULL)'
const TIER = "coalesce(d.tier, 'unknown')"

function revenue(join: string, tier = TIER): string {
  return `SELECT ${tier} AS tier, sum(o.amount) AS revenue
FROM orders AS o
${join}
GROUP BY ${tier}
ORDER BY ${tier}`
}

export const task: SqlTask = {
  tables: [
    {
      name: 'dim',
      columns: [
        { name: 'cust', type: 'INTEGER' },
        { name: 'tier', type: 'VARCHAR' },
        { name: 'valid_from', type: 'DATE' },
        { name: 'valid_to', type: 'DATE' },
      ],
    },
    {
      name: 'orders',
      columns: [
        { name: 'cust', type: 'INTEGER' },
        { name: 'day', type: 'DATE' },
        { name: 'amount', type: 'INTEGER' },
      ],
    },
  ],
  columns: ['tier', 'revenue'],
  orderBy: ['tier'],
  starter: `SELECT d.tier, sum(o.amount) AS revenue
FROM orders AS o
JOIN dim AS d ON d.cust = o.cust
GROUP BY d.tier
ORDER BY d.tier`,
  reference: revenue(`LEFT JOIN dim AS d ON d.cust = o.cust AND ${HOLDS}`),
  shown: {
    id: 'shown',
    name: 'the tables of the prompt',
    rows: {
      dim: [
        [1, 'silver', '2024-01-01', '2024-02-01'],
        [1, 'gold', '2024-02-01', null],
        [2, 'silver', '2024-01-15', null],
      ],
      orders: [
        [1, '2024-01-31', 10],
        [1, '2024-02-01', 20],
        [2, '2024-01-10', 5],
        [2, '2024-03-01', 7],
      ],
    },
  },
  hidden: [
    {
      id: 'first-day',
      name: 'orders on the very first day of a tier, and on the day it ends for good',
      rows: {
        dim: [
          [1, 'bronze', '2024-01-01', '2024-03-01'],
          [2, 'gold', '2024-02-01', null],
        ],
        orders: [
          [1, '2024-01-01', 1],
          [1, '2024-03-01', 2],
          [1, '2024-02-29', 4],
          [2, '2024-02-01', 8],
        ],
      },
    },
    {
      id: 'gap',
      name: 'a customer who left and came back, with orders in between',
      rows: {
        dim: [
          [1, 'gold', '2023-01-01', '2023-06-01'],
          [1, 'silver', '2024-01-01', null],
          [2, 'bronze', '2023-01-01', '2023-02-01'],
          [2, 'bronze', '2023-02-01', '2023-03-01'],
        ],
        orders: [
          [1, '2023-05-31', 10],
          [1, '2023-08-01', 20],
          [1, '2024-01-01', 40],
          [2, '2023-02-01', 80],
          [2, '2024-05-05', 160],
        ],
      },
    },
    {
      id: 'strangers',
      name: 'customers that dim has never heard of, and one without orders',
      rows: {
        dim: [
          [1, 'gold', '2024-01-01', null],
          [5, 'platinum', '2024-01-01', null],
        ],
        orders: [
          [1, '2024-01-02', 3],
          [8, '2024-01-02', 4],
          [9, '2024-01-03', 5],
          [1, '2023-12-31', 6],
        ],
      },
    },
    {
      id: 'twice',
      name: 'equal orders on one day, and a refund',
      rows: {
        dim: [
          [1, 'silver', '2024-01-01', '2024-01-10'],
          [1, 'gold', '2024-01-10', '2024-01-20'],
          [1, 'silver', '2024-01-20', null],
        ],
        orders: [
          [1, '2024-01-05', 50],
          [1, '2024-01-05', 50],
          [1, '2024-01-10', 30],
          [1, '2024-01-19', -10],
          [1, '2024-01-20', 50],
        ],
      },
    },
    {
      id: 'years-later',
      name: 'a tier that has held for years, and a last day that lies ahead',
      rows: {
        dim: [
          [1, 'gold', '2019-01-01', null],
          [2, 'silver', '2024-06-01', '2031-01-01'],
        ],
        orders: [
          [1, '2024-12-31', 1],
          [1, '2025-01-01', 2],
          [1, '2030-07-01', 4],
          [2, '2030-12-31', 8],
          [2, '2031-01-01', 16],
        ],
      },
    },
    {
      id: 'called-unknown',
      name: 'dim has a tier that is called unknown, and there are orders without any',
      rows: {
        dim: [
          [1, 'unknown', '2024-01-01', null],
          [2, 'gold', '2024-01-01', null],
        ],
        orders: [
          [1, '2024-03-01', 1],
          [2, '2024-03-01', 2],
          [2, '2023-03-01', 4],
          [3, '2024-03-01', 8],
        ],
      },
    },
    {
      id: 'backwards',
      name: 'tiers come in from the last letter to the first',
      rows: {
        dim: [
          [1, 'w', '2024-01-01', null],
          [2, 'v', '2024-01-01', null],
          [3, 'd', '2024-01-01', null],
          [4, 'c', '2024-01-01', null],
          [5, 'b', '2024-01-01', null],
        ],
        orders: [
          [1, '2024-02-01', 1],
          [2, '2024-02-01', 2],
          [9, '2024-02-01', 4],
          [3, '2024-02-01', 8],
          [4, '2024-02-01', 16],
          [5, '2024-02-01', 32],
        ],
      },
    },
  ],
  wrong: [
    {
      id: 'between',
      sql: revenue(
        `LEFT JOIN dim AS d ON d.cust = o.cust AND o.day BETWEEN d.valid_from AND coalesce(d.valid_to, DATE '9999-12-31')`,
      ),
      why: 'BETWEEN takes both ends. On the day a tier ends the next one begins, so such an order finds two rows and counts twice.',
    },
    {
      id: 'current',
      sql: revenue('LEFT JOIN dim AS d ON d.cust = o.cust AND d.valid_to IS NULL'),
      why: 'That is the tier of today. Asked for is the one on the day of the order.',
    },
    {
      id: 'inner',
      sql: revenue(`JOIN dim AS d ON d.cust = o.cust AND ${HOLDS}`),
      why: 'An inner join drops orders that find no row. They belong under unknown.',
    },
    {
      id: 'open-end',
      sql: revenue('LEFT JOIN dim AS d ON d.cust = o.cust AND d.valid_from <= o.day AND o.day < d.valid_to'),
      why: 'Comparing with NULL gives NULL, which is not true: a tier that still holds is never found.',
    },
    {
      id: 'after-first-day',
      sql: revenue(
        'LEFT JOIN dim AS d ON d.cust = o.cust AND d.valid_from < o.day AND (o.day < d.valid_to OR d.valid_to IS NULL)',
      ),
      why: 'A tier holds from valid_from on, the day itself included. With < the order of that day finds nothing.',
    },
    {
      id: 'where',
      sql: revenue(`LEFT JOIN dim AS d ON d.cust = o.cust\nWHERE (${HOLDS}) OR d.cust IS NULL`),
      why: 'In WHERE the condition comes after the join: a customer who is in dim, but not on that day, has rows that all fail, and the order is gone.',
    },
    {
      id: 'latest-before',
      sql: revenue(`LEFT JOIN dim AS d ON d.cust = o.cust AND d.valid_from = (
  SELECT max(e.valid_from) FROM dim AS e WHERE e.cust = o.cust AND e.valid_from <= o.day
)`),
      why: 'The latest row that began before the order may have ended before it too. valid_to must be looked at.',
    },
    {
      id: 'null-tier',
      sql: revenue(`LEFT JOIN dim AS d ON d.cust = o.cust AND ${HOLDS}`, 'd.tier'),
      why: 'Orders without a tier are there, but under NULL. They are asked for as unknown.',
    },
    {
      id: 'end-of-year',
      sql: revenue(
        `LEFT JOIN dim AS d ON d.cust = o.cust AND d.valid_from <= o.day AND o.day < coalesce(d.valid_to, DATE '2024-12-31')`,
      ),
      why: 'A day put in for NULL is an end, and orders come behind it: a tier with NULL holds on and on.',
    },
    {
      id: 'grouped-apart',
      sql: `SELECT ${TIER} AS tier, sum(o.amount) AS revenue
FROM orders AS o
LEFT JOIN dim AS d ON d.cust = o.cust AND ${HOLDS}
GROUP BY d.tier
ORDER BY tier`,
      why: 'GROUP BY d.tier makes a group of NULL beside that of a tier called unknown, so that unknown has two rows. Group by what is selected.',
    },
    {
      id: 'distinct',
      sql: `SELECT ${TIER} AS tier, sum(o.amount) AS revenue
FROM (SELECT DISTINCT cust, day, amount FROM orders) AS o
LEFT JOIN dim AS d ON d.cust = o.cust AND ${HOLDS}
GROUP BY ${TIER}
ORDER BY ${TIER}`,
      why: 'Two equal orders are two orders. DISTINCT cures doubled rows of a join by losing real ones.',
    },
  ],
  differs: [
    "DuckDB has ASOF JOIN and the date 'infinity'; Spark SQL knows no such date, so keep valid_to NULL or far away.",
    'Where NULL stands in the order is set as in Spark: first when ascending.',
  ],
}
