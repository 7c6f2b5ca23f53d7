import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { SqlError } from '../predicate/sql-error.ts'
import { parseStatement, splitStatements } from './parse-statement.ts'

const column = (...path: string[]): object => ({ kind: 'column', path })
const number = (value: number): object => ({ kind: 'literal', type: { kind: 'integer' }, value })

describe('statements', () => {
  it.each([
    [
      "INSERT INTO db.t (a, b) VALUES (1, DEFAULT), (-2, 'x');",
      {
        kind: 'insert',
        table: {
          path: ['db', 't'],
          place: { line: 1, column: 13, length: 4 },
          places: [
            { line: 1, column: 13, length: 2 },
            { line: 1, column: 16, length: 1 },
          ],
        },
        isOverwrite: false,
        columns: ['a', 'b'],
        partition: [],
        rows: [
          [number(1), { kind: 'default' }],
          [number(-2), { value: 'x' }],
        ],
      },
    ],
    [
      'insert into table t replace where a values (2, 3)',
      { isOverwrite: false, replaceWhere: { kind: 'column', path: ['a'] }, columns: undefined, partition: [] },
    ],
    [
      'insert overwrite table t partition (p = 1, q) values (2, 3)',
      {
        isOverwrite: true,
        columns: undefined,
        partition: [
          { column: 'p', value: number(1) },
          { column: 'q', value: undefined },
        ],
      },
    ],
    [
      'UPDATE t AS x SET x.a = a + 1, s.f = DEFAULT WHERE b',
      {
        kind: 'update',
        table: { path: ['t'], alias: 'x' },
        assignments: [
          { column: ['x', 'a'], value: { kind: 'arithmetic' } },
          { column: ['s', 'f'], value: { kind: 'default' } },
        ],
        where: column('b'),
      },
    ],
    ['DELETE FROM t', { kind: 'delete', table: { alias: undefined }, where: undefined }],
    ['DELETE FROM t x WHERE x.a IS NULL', { table: { alias: 'x' }, where: { kind: 'is-null' } }],
    ['OPTIMIZE t', { kind: 'optimize', isFull: false, where: undefined, zorderBy: [] }],
    [
      "OPTIMIZE t WHERE day >= '2024-01-01' ZORDER BY (a, n.x)",
      { where: { operator: '>=' }, zorderBy: [['a'], ['n', 'x']] },
    ],
    ['OPTIMIZE t FULL', { isFull: true }],
    ['VACUUM t', { kind: 'vacuum', retainHours: undefined, mode: 'full', isDryRun: false }],
    ['VACUUM t LITE RETAIN 0 HOURS DRY RUN', { retainHours: 0, mode: 'lite', isDryRun: true }],
    ['VACUUM t DRY RUN RETAIN 1.5 HOURS', { retainHours: 1.5, mode: 'full', isDryRun: true }],
    ['RESTORE TABLE t TO VERSION AS OF 3', { kind: 'restore', asOf: { kind: 'version', version: 3 } }],
    [
      "RESTORE t TO TIMESTAMP AS OF '2024-01-01'",
      { table: { path: ['t'] }, asOf: { kind: 'timestamp', timestamp: '2024-01-01' } },
    ],
    ['DESCRIBE HISTORY t', { kind: 'describe-history', limit: undefined }],
    ['desc history t limit 5', { kind: 'describe-history', limit: 5 }],
    ['DESCRIBE DETAIL t', { kind: 'describe-detail', table: { path: ['t'] } }],
    [
      "ALTER TABLE t SET TBLPROPERTIES (delta.appendOnly = true, 'a.b' = -1, c = 'x')",
      {
        change: {
          kind: 'set-properties',
          properties: [
            { key: 'delta.appendOnly', value: 'true' },
            { key: 'a.b', value: '-1' },
            { key: 'c', value: 'x' },
          ],
        },
      },
    ],
    [
      "ALTER TABLE t UNSET TBLPROPERTIES IF EXISTS ('a')",
      { change: { kind: 'unset-properties', keys: ['a'], ifExists: true } },
    ],
    [
      "ALTER TABLE t ADD COLUMNS (a INT COMMENT 'x' FIRST, n.b STRING DEFAULT 'q' NOT NULL AFTER c)",
      {
        change: {
          kind: 'add-columns',
          columns: [
            { column: ['a'], type: { kind: 'integer' }, isNullable: true, comment: 'x', position: { kind: 'first' } },
            {
              column: ['n', 'b'],
              defaultValue: { text: "'q'" },
              isNullable: false,
              position: { kind: 'after', column: 'c' },
            },
          ],
        },
      },
    ],
    ['ALTER TABLE t RENAME COLUMN n.a TO b', { change: { kind: 'rename-column', column: ['n', 'a'], name: 'b' } }],
    ['ALTER TABLE t DROP COLUMN IF EXISTS a', { change: { kind: 'drop-columns', columns: [['a']], ifExists: true } }],
    ['ALTER TABLE t DROP COLUMNS (a, n.b)', { change: { columns: [['a'], ['n', 'b']] } }],
    ['ALTER TABLE t ALTER COLUMN a TYPE BIGINT', { change: { kind: 'change-type', type: { kind: 'long' } } }],
    ['ALTER TABLE t CHANGE a DROP NOT NULL', { change: { kind: 'change-nullable', isNullable: true } }],
    [
      'ALTER TABLE t ALTER a SET DEFAULT 1 + 1',
      { change: { kind: 'change-default', defaultValue: { text: '1 + 1' } } },
    ],
    [
      'ALTER TABLE t ADD CONSTRAINT pos CHECK ( a >  0 )',
      { change: { kind: 'add-constraint', name: 'pos', check: { text: 'a >  0', expression: { operator: '>' } } } },
    ],
    ['ALTER TABLE t DROP CONSTRAINT IF EXISTS pos', { change: { kind: 'drop-constraint', ifExists: true } }],
    ['ALTER TABLE t CLUSTER BY NONE', { change: { kind: 'cluster-by', columns: [] } }],
    [
      `CREATE OR REPLACE TABLE t (
         id BIGINT NOT NULL,
         at TIMESTAMP DEFAULT NULL COMMENT "when",
         day DATE GENERATED ALWAYS AS (CAST(at AS DATE)),
         n STRUCT<a: INT NOT NULL, b: ARRAY<MAP<STRING, DECIMAL(5, 2)>>>
       ) USING DELTA PARTITIONED BY (day) TBLPROPERTIES ('k' = 'v') COMMENT 'c'`,
      {
        kind: 'create-table',
        orReplace: true,
        ifNotExists: false,
        columns: [
          { name: 'id', type: { kind: 'long' }, isNullable: false, place: { line: 2, column: 10, length: 18 } },
          { name: 'at', defaultValue: { text: 'NULL' }, comment: 'when' },
          { name: 'day', generatedAs: { text: 'CAST(at AS DATE)' } },
          {
            name: 'n',
            type: {
              kind: 'struct',
              fields: [
                { name: 'a', nullable: false },
                { name: 'b', type: { kind: 'array', element: { kind: 'map', value: { precision: 5, scale: 2 } } } },
              ],
            },
          },
        ],
        partitionedBy: ['day'],
        properties: [{ key: 'k', value: 'v' }],
        comment: 'c',
      },
    ],
    ['CREATE TABLE IF NOT EXISTS t (a INT) CLUSTER BY (a)', { ifNotExists: true, clusterBy: [['a']] }],
  ])('%s', (text, expected) => {
    expect(parseStatement(text)).toMatchObject(expected)
  })

  it('MERGE with every clause', () => {
    const text = `MERGE INTO t AS x USING (VALUES (1, 'a'), (2, 'b')) AS s(id, v) ON x.id = s.id
      WHEN MATCHED AND s.v = 'a' THEN DELETE
      WHEN MATCHED THEN UPDATE SET x.v = s.v, n = DEFAULT
      WHEN NOT MATCHED BY TARGET AND s.id > 1 THEN INSERT (id, v) VALUES (s.id, DEFAULT)
      WHEN NOT MATCHED THEN INSERT *
      WHEN NOT MATCHED BY SOURCE THEN UPDATE SET v = NULL`
    expect(parseStatement(text)).toMatchObject({
      kind: 'merge',
      withSchemaEvolution: false,
      table: { alias: 'x' },
      source: {
        kind: 'values',
        alias: 's',
        columns: ['id', 'v'],
        rows: [
          [number(1), {}],
          [number(2), {}],
        ],
      },
      clauses: [
        { when: 'matched', condition: { operator: '=' }, action: { kind: 'delete' } },
        { when: 'matched', condition: undefined, action: { kind: 'update', assignments: [{}, { column: ['n'] }] } },
        { when: 'not-matched', action: { kind: 'insert', columns: ['id', 'v'], values: [{}, { kind: 'default' }] } },
        { when: 'not-matched', condition: undefined, action: { kind: 'insert-all' } },
        { when: 'not-matched-by-source', action: { kind: 'update' }, place: { line: 6, column: 7 } },
      ],
    })
  })

  it.each([
    ['s', { kind: 'table', path: ['s'], alias: undefined, asOf: undefined }],
    ['s VERSION AS OF 3 AS x', { alias: 'x', asOf: { kind: 'version', version: 3 } }],
    ['s@v3 x', { alias: 'x', asOf: { kind: 'version', version: 3 } }],
    ['(VALUES (1, 2) AS v(a, b))', { alias: 'v', columns: ['a', 'b'] }],
    ['(VALUES (1, 2)) v', { alias: 'v', columns: ['col1', 'col2'] }],
  ])('MERGE takes the source %s', (source, expected) => {
    const text = `MERGE WITH SCHEMA EVOLUTION INTO t USING ${source} ON TRUE WHEN MATCHED THEN UPDATE SET *`
    expect(parseStatement(text)).toMatchObject({ withSchemaEvolution: true, source: expected })
  })
})

describe('statements that are refused', () => {
  const merge = (clauses: string): string => `MERGE INTO t USING s ON a = b\n${clauses}`

  it.each([
    ['', 'PARSE_SYNTAX_ERROR', 1, 1, 'expected SELECT, INSERT'],
    ['-- nothing', 'PARSE_SYNTAX_ERROR', 1, 11, 'expected SELECT, INSERT'],
    ['FOO t', 'PARSE_SYNTAX_ERROR', 1, 1, 'FOO stands here; expected SELECT'],
    ['DELETE FORM t', 'PARSE_SYNTAX_ERROR', 1, 8, 'FORM stands here; expected FROM'],
    ['DELETE FROM t WHERE', 'PARSE_SYNTAX_ERROR', 1, 20, 'the statement ends here; expected a value'],
    ['DELETE FROM t WHERE a = 1 b', 'PARSE_SYNTAX_ERROR', 1, 27, 'expected the end of the statement'],
    ['DELETE FROM t; DELETE FROM u', 'PARSE_SYNTAX_ERROR', 1, 16, 'a second statement begins here'],
    ['UPDATE t\nSET a + 1', 'PARSE_SYNTAX_ERROR', 2, 7, '+ stands here; expected ='],
    ['UPDATE t WHERE a = 1', 'PARSE_SYNTAX_ERROR', 1, 10, 'expected SET'],
    ['INSERT t VALUES (1)', 'PARSE_SYNTAX_ERROR', 1, 8, 'expected INTO or OVERWRITE'],
    ['INSERT INTO t VALUES 1', 'PARSE_SYNTAX_ERROR', 1, 22, 'expected ('],
    ['INSERT INTO t VALUES (1), (1, 2)', 'INVALID_INLINE_TABLE', 1, 27, '2 values; the first has 1'],
    ['INSERT INTO t (a, b) VALUES (1)', 'INSERT_COLUMN_ARITY_MISMATCH', 1, 29, '2 columns'],
    ['INSERT INTO t SELECT 1 FROM s', 'NOT_SUPPORTED', 1, 29, 'anything but range'],
    ['INSERT INTO t SELECT id FROM range(0, 9, 0)', 'INVALID_LITERAL', 1, 30, 'step'],
    ['INSERT INTO t SELECT id FROM range(1, 2, 3, 4)', 'WRONG_NUM_ARGS', 1, 30, 'range takes'],
    ['INSERT INTO t SELECT id FROM range(2000000)', 'NOT_SUPPORTED', 1, 30, 'more than 1000000 rows'],
    ['INSERT INTO t (a, b) SELECT id FROM range(9)', 'INSERT_COLUMN_ARITY_MISMATCH', 1, 45, '2 columns'],
    ['INSERT INTO t BY NAME SELECT 1', 'NOT_SUPPORTED', 1, 15, 'BY NAME'],
    ['UPDATE t SET a = rank() OVER (ORDER BY b)', 'NOT_SUPPORTED', 1, 18, 'window functions are not supported here'],
    ['UPDATE t VERSION AS OF 3 SET a = 1', 'NOT_SUPPORTED', 1, 10, 'an old version is read only'],
    ["COPY INTO t FROM 'x'", 'NOT_SUPPORTED', 1, 1, 'COPY INTO is not supported here'],
    ['CREATE TABLE t SHALLOW CLONE s', 'NOT_SUPPORTED', 1, 16, 'CLONE is not supported here'],
    ['CREATE TABLE t AS SELECT 1', 'NOT_SUPPORTED', 1, 16, 'CREATE TABLE AS'],
    ['CREATE VIEW v AS SELECT 1', 'NOT_SUPPORTED', 1, 8, 'CREATE VIEW'],
    ['CREATE TABLE t (a INT) USING parquet', 'NOT_SUPPORTED', 1, 30, 'other than DELTA'],
    ['CREATE TABLE t (a BIGINT GENERATED ALWAYS AS IDENTITY)', 'NOT_SUPPORTED', 1, 26, 'identity columns'],
    ['CREATE TABLE t (a VARCHAR(3))', 'NOT_SUPPORTED', 1, 19, 'VARCHAR'],
    ['CREATE TABLE t (a INT, )', 'PARSE_SYNTAX_ERROR', 1, 24, "expected a column's name"],
    ['CREATE TABLE t (a INT COMMENT 1)', 'PARSE_SYNTAX_ERROR', 1, 31, 'expected a comment in quotes'],
    ['CREATE TABLE t (a INT) USING DELTA USING DELTA', 'DUPLICATE_CLAUSE', 1, 36, 'USING is said twice'],
    ['ALTER TABLE t RENAME TO u', 'NOT_SUPPORTED', 1, 15, 'RENAME TO'],
    ['ALTER TABLE t DROP FEATURE x', 'NOT_SUPPORTED', 1, 20, 'DROP FEATURE'],
    ['ALTER VIEW v', 'NOT_SUPPORTED', 1, 7, 'ALTER VIEW'],
    ['VACUUM t LITE FULL', 'DUPLICATE_CLAUSE', 1, 15, 'FULL'],
    ['VACUUM t RETAIN 7 DAYS', 'PARSE_SYNTAX_ERROR', 1, 19, 'expected HOURS'],
    ['RESTORE t TO 3', 'PARSE_SYNTAX_ERROR', 1, 14, 'expected VERSION AS OF'],
    ['RESTORE t TO TIMESTAMP AS OF now()', 'NOT_SUPPORTED', 1, 30, 'a computed time'],
    ['DESCRIBE t', 'PARSE_SYNTAX_ERROR', 1, 10, 'expected HISTORY or DETAIL'],
    ['SHOW TABLES', 'NOT_SUPPORTED', 1, 1, 'SHOW is not supported here'],
    [merge(''), 'MERGE_WITHOUT_WHEN', 2, 1, 'at least one WHEN'],
    [merge('WHEN MATCHED THEN INSERT *'), 'PARSE_SYNTAX_ERROR', 2, 19, 'expected UPDATE or DELETE'],
    [merge('WHEN NOT MATCHED THEN DELETE'), 'PARSE_SYNTAX_ERROR', 2, 23, 'expected INSERT'],
    [merge('WHEN NOT MATCHED BY SOURCE THEN UPDATE SET *'), 'PARSE_SYNTAX_ERROR', 2, 44, 'there is no source row'],
    [
      merge('WHEN MATCHED THEN DELETE WHEN MATCHED AND a = 1 THEN DELETE'),
      'NON_LAST_MATCHED_CLAUSE_OMIT_CONDITION',
      2,
      1,
      'never run',
    ],
    [
      merge('WHEN NOT MATCHED THEN INSERT (a, b) VALUES (1)'),
      'INSERT_COLUMN_ARITY_MISMATCH',
      2,
      23,
      '2 columns, but 1 values',
    ],
    ['MERGE INTO t USING (SELECT 1) s ON TRUE', 'NOT_SUPPORTED', 1, 21, 'a query as the source'],
  ] as const)('%j: %s', (text, code, line, start, message) => {
    expect(() => parseStatement(text)).toThrow(expect.objectContaining({ code, line, column: start }) as Error)
    expect(() => parseStatement(text)).toThrow(message)
  })
})

describe('several statements', () => {
  it('are split at semicolons outside of texts and comments, by the rules of each', () => {
    const text = "DELETE FROM t WHERE a = '\\';' -- ;\n;; SELECT '\\' ; /* ; */ \nVACUUM t"
    const ranges = splitStatements(text)
    expect(ranges.map(({ start, end }) => text.slice(start, end))).toEqual([
      "DELETE FROM t WHERE a = '\\';'",
      "SELECT '\\'",
      'VACUUM t',
    ])
    expect(parseStatement(text, ranges[2])).toMatchObject({ kind: 'vacuum', table: { place: { line: 3, column: 8 } } })
    expect(splitStatements(' ; -- x')).toEqual([])
  })

  it('end where a text has no end', () => {
    expect(() => splitStatements("VACUUM t;\n SELECT 'a")).toThrow(
      expect.objectContaining({ code: 'UNCLOSED_TEXT', line: 2, column: 9 }) as Error,
    )
  })
})

describe('anything else', () => {
  const SOUP = (
    'SELECT FROM WHERE WITH t t. @ v6 ( ) ( ) , ; . * = < > <=> + - / % || :: ! [ ] { } AS OF VERSION TIMESTAMP INSERT INTO ' +
    'VALUES UPDATE SET DELETE MERGE USING ON WHEN MATCHED NOT THEN AND OR IN IS NULL BETWEEN LIKE ESCAPE CASE END ELSE ' +
    'CAST DECIMAL STRUCT < > ARRAY ALTER TABLE ADD DROP COLUMN CONSTRAINT CHECK CREATE PARTITIONED BY DEFAULT OPTIMIZE ' +
    'ZORDER VACUUM RETAIN HOURS RESTORE DESCRIBE HISTORY LIMIT 1 2.5 1e3 \'a\' \'b "c "d" `e` `f -- /* */ \n \\ $$ é \u{1f600} \0 a b'
  ).split(' ')
  const GOOD = [
    "INSERT INTO t PARTITION ( p = 1 ) ( a , b ) VALUES ( 1 , DEFAULT ) , ( 2 , 'x' )",
    'MERGE INTO t x USING ( VALUES ( 1 , 2 ) ) s ( a , b ) ON x.a = s.a WHEN MATCHED AND s.b > 1 THEN DELETE ' +
      'WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT ( a , b ) VALUES ( s.a , 2 )',
    'VACUUM t LITE RETAIN 5 HOURS DRY RUN',
    "ALTER TABLE t SET TBLPROPERTIES ( 'a' = 1 , b.c = TRUE )",
    "CREATE TABLE t ( a INT NOT NULL , b DECIMAL ( 5 , 2 ) DEFAULT 1 ) USING DELTA COMMENT 'x' PARTITIONED BY ( a )",
    "UPDATE t SET a = CASE WHEN b LIKE 'x' ESCAPE '!' THEN DATE '2024-01-01' ELSE NULL END WHERE a IN ( 1 , 2Y )",
    "WITH c AS ( SELECT * FROM t VERSION AS OF 3 ) SELECT a FROM c , u TIMESTAMP AS OF 'x' x JOIN v@v1 USING ( b )",
  ]
  const BEGINS = [
    '',
    'SELECT * FROM',
    'MERGE INTO t USING s ON',
    'UPDATE t SET a =',
    'CREATE TABLE t (',
    'ALTER TABLE t',
  ]

  it.each([1, 2, 3])('is told as a SqlError with a place inside the text, seed %i', (seed) => {
    const rng = new Rng(seed, 'soup')
    const codes = new Set<string>()
    for (let n = 0; n < 3000; n++) {
      const words = Array.from({ length: rng.nextBelow(14) }, () => SOUP[rng.nextBelow(SOUP.length)])
      const text = n % 2 === 0 ? [BEGINS[rng.nextBelow(BEGINS.length)], ...words].join(' ') : spoil(rng)
      codes.add(outcome(text, () => parseStatement(text)))
      codes.add(outcome(text, () => splitStatements(text).map((range) => parseStatement(text, range))))
    }
    expect(codes).toContain('read')
    expect(codes.size).toBeGreaterThan(5)
  })

  /** A good statement with a word or two left out, doubled or replaced. */
  function spoil(rng: Rng): string {
    const words = (GOOD[rng.nextBelow(GOOD.length)] as string).split(' ')
    for (let n = rng.nextBelow(3); n >= 0; n--) {
      const at = rng.nextBelow(words.length)
      const soup = SOUP[rng.nextBelow(SOUP.length)] as string
      words.splice(at, rng.nextBelow(2), ...([[], [soup], [words[at] as string, soup]][rng.nextBelow(3)] as string[]))
    }
    return words.join(' ')
  }

  function outcome(text: string, run: () => unknown): string {
    try {
      run()
      return 'read'
    } catch (error) {
      if (!(error instanceof SqlError)) throw new Error(text, { cause: error })
      const lines = text.split('\n')
      const line = lines[error.line - 1]
      expect(line === undefined ? undefined : error.column <= line.length + 1, text).toBe(true)
      expect(error.message).not.toBe('')
      return error.code
    }
  }
})
