import type { SqlTask } from '../../practice/types.ts'

const GAP = 'ts - lag(ts) OVER (PARTITION BY user_id ORDER BY ts)'

interface Parts {
  /** 1 for a click that opens a session. */
  readonly mark?: string
  readonly session?: string
  readonly order?: string
}

function sessions({
  mark = `CASE WHEN ${GAP} <= INTERVAL '30' MINUTE THEN 0 ELSE 1 END`,
  session = 'sum(is_new) OVER (PARTITION BY user_id ORDER BY ts)',
  order = 'user_id, session',
}: Parts): string {
  return `WITH flagged AS (
  SELECT user_id, ts, ${mark} AS is_new
  FROM events
),
numbered AS (
  SELECT user_id, ${session} AS session
  FROM flagged
)
SELECT user_id, session, count(*) AS clicks
FROM numbered
GROUP BY user_id, session
ORDER BY ${order}`
}

export const task: SqlTask = {
  tables: [
    {
      name: 'events',
      columns: [
        { name: 'user_id', type: 'VARCHAR' },
        { name: 'ts', type: 'TIMESTAMP' },
      ],
    },
  ],
  columns: ['user_id', 'session', 'clicks'],
  orderBy: ['user_id', 'session'],
  starter: `SELECT user_id, 1 AS session, count(*) AS clicks
FROM events
GROUP BY user_id
ORDER BY user_id`,
  reference: sessions({}),
  shown: {
    id: 'shown',
    name: 'the clicks of the prompt',
    rows: {
      events: [
        ['u1', '2024-03-01 10:00:00'],
        ['u1', '2024-03-01 10:30:00'],
        ['u1', '2024-03-01 11:01:00'],
        ['u1', '2024-03-01 11:10:00'],
        ['u2', '2024-03-01 23:50:00'],
        ['u2', '2024-03-02 00:05:00'],
      ],
    },
  },
  hidden: [
    {
      id: 'seconds',
      name: 'gaps of 30 minutes, of a second more and of a second less',
      rows: {
        events: [
          ['u1', '2024-03-01 08:00:00'],
          ['u1', '2024-03-01 08:30:00'],
          ['u1', '2024-03-01 09:00:01'],
          ['u1', '2024-03-01 09:30:00'],
          ['u2', '2024-03-01 08:00:30'],
          ['u2', '2024-03-01 08:30:29'],
          ['u2', '2024-03-01 09:00:31'],
        ],
      },
    },
    {
      id: 'long',
      name: 'a session of two hours, click by click, over noon',
      rows: {
        events: [
          ['u1', '2024-03-01 11:10:00'],
          ['u1', '2024-03-01 11:35:00'],
          ['u1', '2024-03-01 12:00:00'],
          ['u1', '2024-03-01 12:25:00'],
          ['u1', '2024-03-01 12:50:00'],
          ['u1', '2024-03-01 13:15:00'],
          ['u1', '2024-03-01 14:00:00'],
        ],
      },
    },
    {
      id: 'interleaved',
      name: 'two users click by turns, rows are in no order',
      rows: {
        events: [
          ['u2', '2024-03-01 10:50:00'],
          ['u1', '2024-03-01 10:40:00'],
          ['u2', '2024-03-01 10:15:00'],
          ['u1', '2024-03-01 10:00:00'],
          ['u1', '2024-03-01 11:20:00'],
          ['u2', '2024-03-01 11:30:00'],
        ],
      },
    },
    {
      id: 'midnights',
      name: 'sessions over midnight, over the end of a month, and a gap of a whole day',
      rows: {
        events: [
          ['u1', '2024-02-29 23:40:00'],
          ['u1', '2024-03-01 00:00:00'],
          ['u1', '2024-03-01 00:20:00'],
          ['u2', '2024-03-01 10:00:00'],
          ['u2', '2024-03-02 10:10:00'],
          ['u2', '2024-03-02 10:20:00'],
        ],
      },
    },
    {
      id: 'one-moment',
      name: 'two clicks at one moment: the first ones, and the first ones of a later session',
      rows: {
        events: [
          ['u1', '2024-03-01 10:00:00'],
          ['u1', '2024-03-01 10:00:00'],
          ['u1', '2024-03-01 10:05:00'],
          ['u1', '2024-03-01 12:00:00'],
          ['u1', '2024-03-01 12:00:00'],
          ['u2', '2024-03-01 09:00:00'],
        ],
      },
    },
  ],
  wrong: [
    {
      id: 'at-30',
      sql: sessions({ mark: `CASE WHEN ${GAP} < INTERVAL '30' MINUTE THEN 0 ELSE 1 END` }),
      why: 'A gap of exactly 30 minutes opens no session: more than 30 is asked for.',
    },
    {
      id: 'midnight',
      sql: sessions({
        mark: `CASE WHEN ts - lag(ts) OVER (PARTITION BY user_id, CAST(ts AS DATE) ORDER BY ts) <= INTERVAL '30' MINUTE THEN 0 ELSE 1 END`,
      }),
      why: 'Looking back within the day only, the first click after midnight finds nothing before it and opens a session.',
    },
    {
      id: 'from-zero',
      sql: sessions({ mark: `CASE WHEN ${GAP} > INTERVAL '30' MINUTE THEN 1 ELSE 0 END` }),
      why: 'The first click has no gap: NULL is not more than 30 minutes, so it opens no session, and the numbers start at 0.',
    },
    {
      id: 'null-session',
      sql: sessions({
        mark: `CASE WHEN ${GAP} > INTERVAL '30' MINUTE THEN 1 WHEN ${GAP} <= INTERVAL '30' MINUTE THEN 0 END`,
      }),
      why: 'The first click fits neither condition, as its gap is NULL. Its mark is NULL, and so is the sum up to it.',
    },
    {
      id: 'first-lost',
      sql: `WITH gaps AS (
  SELECT user_id, ts, ${GAP} AS gap FROM events
),
numbered AS (
  SELECT user_id, 1 + sum(CASE WHEN gap > INTERVAL '30' MINUTE THEN 1 ELSE 0 END) OVER (PARTITION BY user_id ORDER BY ts) AS session
  FROM gaps
  WHERE gap IS NOT NULL
)
SELECT user_id, session, count(*) AS clicks FROM numbered GROUP BY user_id, session ORDER BY user_id, session`,
      why: 'The filter on the gap drops the first click of every user, and users with a single click altogether.',
    },
    {
      id: 'all-users',
      sql: sessions({ mark: `CASE WHEN ts - lag(ts) OVER (ORDER BY ts) <= INTERVAL '30' MINUTE THEN 0 ELSE 1 END` }),
      why: 'Without PARTITION BY the click before may be another user’s, and hides a gap.',
    },
    {
      id: 'one-numbering',
      sql: sessions({ session: 'sum(is_new) OVER (ORDER BY user_id, ts)' }),
      why: 'The sum runs on over all users. The numbers of each user start at 1.',
    },
    {
      id: 'half-hours',
      sql: `SELECT user_id, dense_rank() OVER (PARTITION BY user_id ORDER BY slot) AS session, clicks
FROM (
  SELECT user_id, floor(epoch(ts) / 1800) AS slot, count(*) AS clicks FROM events GROUP BY user_id, slot
) AS slots
ORDER BY user_id, session`,
      why: 'Those are fixed half hours of the clock. A session goes on as long as the gaps are small, and may lie across any of them.',
    },
    {
      id: 'whole-minutes',
      sql: sessions({
        mark: `CASE WHEN date_diff('minute', lag(ts) OVER (PARTITION BY user_id ORDER BY ts), ts) <= 30 THEN 0 ELSE 1 END`,
      }),
      why: 'A difference in whole minutes loses the seconds: 30 minutes and 1 second count as 30. Compare moments, or seconds.',
    },
    {
      id: 'by-user',
      sql: sessions({ order: 'user_id' }),
      why: 'Sessions of one user tie in ORDER BY user_id, and may come in any order. The session belongs into it too.',
    },
    {
      id: 'rows-frame',
      sql: sessions({ session: 'sum(is_new) OVER (PARTITION BY user_id ORDER BY ts ROWS UNBOUNDED PRECEDING)' }),
      why: 'With ROWS the second of two clicks of one moment may be added before the one that carries the mark, and land in the session before. RANGE, the default, takes both at once.',
    },
  ],
  differs: [
    'session is a word of DuckDB’s grammar: as the name of a column it needs AS. OVER (…) session is a syntax error here.',
    'Seconds since 1970: epoch(ts) here, unix_timestamp(ts) in Spark.',
    'TIMESTAMP has no time zone here. In Spark it has that of the session, and TIMESTAMP_NTZ has none.',
    'sum of INTEGER is a HUGEINT here and a BIGINT in Spark; the judge compares values.',
  ],
}
