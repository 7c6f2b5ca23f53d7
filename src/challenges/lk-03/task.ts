import type { SqlTask } from '../../practice/types.ts'

interface Parts {
  readonly condition?: string
  readonly union?: string
  readonly order?: string
}

function views({
  condition = 'WHERE ts >= (SELECT upto FROM cutoff)',
  union = 'UNION ALL',
  order = 'ORDER BY day',
}: Parts): string {
  return `SELECT day, sum(revenue) AS revenue
FROM (
  SELECT day, revenue FROM batch
  ${union}
  SELECT CAST(ts AS DATE), amount FROM speed ${condition}
) AS views
GROUP BY day
${order}`
}

const RECENT = `WITH recent AS (
  SELECT CAST(ts AS DATE) AS day, sum(amount) AS revenue
  FROM speed
  WHERE ts >= (SELECT upto FROM cutoff)
  GROUP BY CAST(ts AS DATE)
)`

export const task: SqlTask = {
  tables: [
    {
      name: 'batch',
      columns: [
        { name: 'day', type: 'DATE' },
        { name: 'revenue', type: 'INTEGER' },
      ],
    },
    {
      name: 'speed',
      columns: [
        { name: 'ts', type: 'TIMESTAMP' },
        { name: 'amount', type: 'INTEGER' },
      ],
    },
    { name: 'cutoff', columns: [{ name: 'upto', type: 'TIMESTAMP' }] },
  ],
  columns: ['day', 'revenue'],
  orderBy: ['day'],
  starter: `SELECT day, revenue
FROM batch
ORDER BY day`,
  reference: views({}),
  shown: {
    id: 'shown',
    name: 'the tables of the prompt',
    rows: {
      batch: [
        ['2024-03-01', 100],
        ['2024-03-02', 120],
      ],
      speed: [
        ['2024-03-02 23:50:00', 20],
        ['2024-03-03 00:00:00', 7],
        ['2024-03-03 00:10:00', 30],
        ['2024-03-03 09:00:00', 40],
        ['2024-03-04 01:00:00', 5],
      ],
      cutoff: [['2024-03-03 00:00:00']],
    },
  },
  hidden: [
    {
      id: 'noon',
      name: 'the cut-off lies within a day',
      rows: {
        batch: [
          ['2024-03-01', 100],
          ['2024-03-02', 60],
        ],
        speed: [
          ['2024-03-02 08:00:00', 25],
          ['2024-03-02 12:00:00', 10],
          ['2024-03-02 15:00:00', 30],
          ['2024-03-03 01:00:00', 5],
        ],
        cutoff: [['2024-03-02 12:00:00']],
      },
    },
    {
      id: 'equal',
      name: 'equal sales on one day, one of them as large as the day’s batch',
      rows: {
        batch: [['2024-03-01', 40]],
        speed: [
          ['2024-03-01 18:00:00', 40],
          ['2024-03-01 19:00:00', 15],
          ['2024-03-01 20:00:00', 15],
          ['2024-03-02 08:00:00', 9],
          ['2024-03-02 09:00:00', 9],
        ],
        cutoff: [['2024-03-01 18:00:00']],
      },
    },
    {
      id: 'first-day',
      name: 'before the first batch: its view is empty',
      rows: {
        batch: [],
        speed: [
          ['2024-03-02 10:00:00', 8],
          ['2024-03-01 10:00:00', 4],
          ['2024-03-01 00:00:00', 3],
        ],
        cutoff: [['2024-01-01 00:00:00']],
      },
    },
    {
      id: 'quiet',
      name: 'nothing has happened since the batch, and a day without sales lies between',
      rows: {
        batch: [
          ['2024-03-05', 30],
          ['2024-03-01', 10],
          ['2024-03-03', 20],
        ],
        speed: [['2024-03-05 23:59:59', 6]],
        cutoff: [['2024-03-06 00:00:00']],
      },
    },
    {
      id: 'gap',
      name: 'no sales on the days before the cut-off, and a refund after it',
      rows: {
        batch: [['2024-03-01', 50]],
        speed: [
          ['2024-03-01 22:00:00', 50],
          ['2024-03-04 00:00:00', 11],
          ['2024-03-04 09:00:00', -11],
          ['2024-03-05 00:00:00', -2],
        ],
        cutoff: [['2024-03-04 00:00:00']],
      },
    },
  ],
  wrong: [
    {
      id: 'no-cutoff',
      sql: views({ condition: '' }),
      why: 'Without the cut-off what the speed view still holds from before it is counted a second time.',
    },
    {
      id: 'after',
      sql: views({ condition: 'WHERE ts > (SELECT upto FROM cutoff)' }),
      why: 'The batch ends before upto. An event at that very moment is in neither of your two parts.',
    },
    {
      id: 'inner',
      sql: `${RECENT}
SELECT b.day, b.revenue + r.revenue AS revenue FROM batch AS b JOIN recent AS r ON r.day = b.day ORDER BY b.day`,
      why: 'An inner join keeps only days that both views have.',
    },
    {
      id: 'from-batch',
      sql: `${RECENT}
SELECT b.day, b.revenue + coalesce(r.revenue, 0) AS revenue
FROM batch AS b
LEFT JOIN recent AS r ON r.day = b.day
ORDER BY b.day`,
      why: 'Starting from the batch view, days that only the speed view has are missing, and they are the newest.',
    },
    {
      id: 'choose',
      sql: `${RECENT}
SELECT coalesce(b.day, r.day) AS day, coalesce(b.revenue, r.revenue) AS revenue
FROM batch AS b
FULL JOIN recent AS r ON r.day = b.day
ORDER BY coalesce(b.day, r.day)`,
      why: 'COALESCE takes one side. On a day that the cut-off divides both sides have a part of the revenue.',
    },
    {
      id: 'union',
      sql: views({ union: 'UNION' }),
      why: 'UNION makes one of equal rows: two sales of the same amount on the same day become one.',
    },
    {
      id: 'whole-days',
      sql: views({ condition: 'WHERE CAST(ts AS DATE) >= (SELECT CAST(upto AS DATE) FROM cutoff)' }),
      why: 'Compared by day, all events of the day of the cut-off are taken, those before the moment too, which the batch has.',
    },
    {
      id: 'last-batch-day',
      sql: views({ condition: 'WHERE CAST(ts AS DATE) > (SELECT max(day) FROM batch)' }),
      why: 'The last day of the batch view says nothing of how far the batch has read: it may have ended within that day, or there may be none.',
    },
    {
      id: 'backwards',
      sql: views({ order: 'ORDER BY day DESC' }),
      why: 'Days are asked for in ascending order.',
    },
  ],
  differs: [
    'day is a word of DuckDB’s grammar: as the name of a column it needs AS. CAST(…) day is a syntax error here.',
    'TIMESTAMP has no time zone here. In Spark CAST(ts AS DATE) takes the day in the time zone of the session.',
    'sum of INTEGER is a HUGEINT here and a BIGINT in Spark; the judge compares values.',
  ],
}
