import type { SqlTask } from '../../practice/types.ts'

const DISTINCT_DAYS = 'SELECT DISTINCT user_id, day FROM logins'
const ROW_NUMBER = 'CAST(row_number() OVER (PARTITION BY user_id ORDER BY day) AS INTEGER)'
const ORDER = 'ORDER BY longest DESC, user_id'

interface Parts {
  readonly days?: string
  readonly island?: string
  readonly length?: string
  readonly order?: string
}

function streaks({
  days = DISTINCT_DAYS,
  island = `day - ${ROW_NUMBER}`,
  length = 'count(*)',
  order = ORDER,
}: Parts): string {
  return `WITH days AS (
  ${days}
),
numbered AS (
  SELECT user_id, day, ${island} AS island
  FROM days
),
streaks AS (
  SELECT user_id, ${length} AS length FROM numbered GROUP BY user_id, island
)
SELECT user_id, max(length) AS longest
FROM streaks
GROUP BY user_id
${order}`
}

export const task: SqlTask = {
  tables: [
    {
      name: 'logins',
      columns: [
        { name: 'user_id', type: 'VARCHAR' },
        { name: 'day', type: 'DATE' },
      ],
    },
  ],
  columns: ['user_id', 'longest'],
  orderBy: ['longest DESC', 'user_id'],
  starter: `SELECT user_id, count(*) AS longest
FROM logins
GROUP BY user_id
ORDER BY longest DESC, user_id`,
  reference: streaks({}),
  shown: {
    id: 'shown',
    name: 'the users of the prompt',
    rows: {
      logins: [
        ['u1', '2024-01-01'],
        ['u1', '2024-01-02'],
        ['u1', '2024-01-02'],
        ['u1', '2024-01-03'],
        ['u1', '2024-01-06'],
        ['u2', '2024-01-31'],
        ['u2', '2024-02-01'],
        ['u3', '2024-01-10'],
        ['u3', '2024-01-12'],
      ],
    },
  },
  hidden: [
    {
      id: 'boundaries',
      name: 'runs over the end of a month, a year and a February of 29 days',
      rows: {
        logins: [
          ['u1', '2023-12-30'],
          ['u1', '2023-12-31'],
          ['u1', '2024-01-01'],
          ['u1', '2024-01-02'],
          ['u2', '2024-02-28'],
          ['u2', '2024-02-29'],
          ['u2', '2024-03-01'],
          ['u3', '2023-02-28'],
          ['u3', '2023-03-01'],
        ],
      },
    },
    {
      id: 'two-runs',
      name: 'two runs each; once the first is the longer, once the second',
      rows: {
        logins: [
          ['u1', '2024-05-01'],
          ['u1', '2024-05-02'],
          ['u1', '2024-05-03'],
          ['u1', '2024-05-10'],
          ['u1', '2024-05-11'],
          ['u2', '2024-05-01'],
          ['u2', '2024-05-02'],
          ['u2', '2024-05-20'],
          ['u2', '2024-05-21'],
          ['u2', '2024-05-22'],
          ['u2', '2024-05-23'],
        ],
      },
    },
    {
      id: 'interleaved',
      name: 'users log in by turns, and rows are in no order',
      rows: {
        logins: [
          ['u2', '2024-03-04'],
          ['u1', '2024-03-03'],
          ['u2', '2024-03-02'],
          ['u1', '2024-03-01'],
          ['u1', '2024-03-02'],
          ['u2', '2024-03-03'],
          ['u2', '2024-03-05'],
          ['u3', '2024-03-04'],
        ],
      },
    },
    {
      id: 'often',
      name: 'one day many times, at the begin, in the middle and at the end of a run',
      rows: {
        logins: [
          ['u1', '2024-07-01'],
          ['u1', '2024-07-01'],
          ['u1', '2024-07-01'],
          ['u1', '2024-07-02'],
          ['u1', '2024-07-03'],
          ['u1', '2024-07-03'],
          ['u2', '2024-07-01'],
          ['u2', '2024-07-02'],
          ['u2', '2024-07-02'],
          ['u2', '2024-07-04'],
          ['u2', '2024-07-04'],
          ['u3', '2024-07-09'],
          ['u3', '2024-07-09'],
        ],
      },
    },
    {
      id: 'ties',
      name: 'many users with equally long runs, the last ones first',
      rows: {
        logins: [
          ['u9', '2024-08-01'],
          ['u8', '2024-08-01'],
          ['u8', '2024-08-02'],
          ['u7', '2024-08-05'],
          ['u6', '2024-08-01'],
          ['u6', '2024-08-02'],
          ['u5', '2024-08-04'],
          ['u5', '2024-08-05'],
          ['u4', '2024-08-01'],
          ['u4', '2024-08-03'],
        ],
      },
    },
  ],
  wrong: [
    {
      id: 'doubles',
      sql: streaks({ days: 'SELECT user_id, day FROM logins' }),
      why: 'A day that is there twice takes two row numbers, and everything behind it shifts: the run falls apart. DISTINCT must come before the numbering.',
    },
    {
      id: 'dense-rank',
      sql: streaks({
        days: 'SELECT user_id, day FROM logins',
        island: 'day - CAST(dense_rank() OVER (PARTITION BY user_id ORDER BY day) AS INTEGER)',
      }),
      why: 'DENSE_RANK keeps the run together, but count(*) counts logins: a day that is there twice counts twice. Count distinct days.',
    },
    {
      id: 'day-of-month',
      sql: streaks({ island: `extract(day FROM day) - ${ROW_NUMBER}` }),
      why: 'The day of the month jumps from 31 to 1. Subtract from the date itself.',
    },
    {
      id: 'all-days',
      sql: `SELECT user_id, count(DISTINCT day) AS longest FROM logins GROUP BY user_id ${ORDER}`,
      why: 'This counts all days of a user. A gap ends a run.',
    },
    {
      id: 'added',
      sql: `WITH days AS (
  ${DISTINCT_DAYS}
),
steps AS (
  SELECT user_id, CASE WHEN day - lag(day) OVER (PARTITION BY user_id ORDER BY day) = 1 THEN 1 ELSE 0 END AS is_next
  FROM days
)
SELECT user_id, 1 + sum(is_next) AS longest FROM steps GROUP BY user_id ${ORDER}`,
      why: 'Counting the days that follow another adds up the steps of all runs. They have to be counted run by run.',
    },
    {
      id: 'one-numbering',
      sql: streaks({ island: 'day - CAST(row_number() OVER (ORDER BY day, user_id) AS INTEGER)' }),
      why: 'The numbering runs over all users, so a login of another user lies in between like a gap. It needs PARTITION BY user_id.',
    },
    {
      id: 'last-run',
      sql: `WITH days AS (
  ${DISTINCT_DAYS}
),
numbered AS (
  SELECT user_id, day, day - ${ROW_NUMBER} AS island FROM days
),
streaks AS (
  SELECT user_id, island, count(*) AS length FROM numbered GROUP BY user_id, island
)
SELECT user_id, max_by(length, island) AS longest FROM streaks GROUP BY user_id ${ORDER}`,
      why: 'That is the last run of each user. The longest may lie before it.',
    },
    {
      id: 'by-user',
      sql: streaks({ order: 'ORDER BY user_id' }),
      why: 'The longest runs come first; the user decides only between equally long ones.',
    },
    {
      id: 'ties',
      sql: streaks({ order: 'ORDER BY longest DESC, user_id DESC' }),
      why: 'DESC belongs to one column of ORDER BY. Between equally long runs users ascend.',
    },
  ],
  differs: [
    'row_number is a BIGINT here, and a DATE takes only an INTEGER away: hence the cast. In Spark it is an INT.',
    'The days between two dates: later − earlier here, datediff(later, earlier) in Spark.',
  ],
}
