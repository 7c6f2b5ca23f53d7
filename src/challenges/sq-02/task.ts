import type { SqlTask } from '../../practice/types.ts'

/** Places within the department by a ranking function. */
function ranked(ranking: string, order = 'sal DESC'): string {
  return `WITH ranked AS (
  SELECT dept, sal, ${ranking}() OVER (PARTITION BY dept ORDER BY ${order}) AS place
  FROM emp
)`
}

const PICK = `SELECT dept, max(CASE WHEN place = 2 THEN sal END) AS second_sal
FROM ranked
GROUP BY dept`

export const task: SqlTask = {
  tables: [
    {
      name: 'emp',
      columns: [
        { name: 'name', type: 'VARCHAR' },
        { name: 'dept', type: 'VARCHAR' },
        { name: 'sal', type: 'INTEGER' },
      ],
    },
  ],
  columns: ['dept', 'second_sal'],
  orderBy: ['dept'],
  starter: `SELECT dept, max(sal) AS second_sal
FROM emp
GROUP BY dept
ORDER BY dept`,
  reference: `${ranked('dense_rank')}
${PICK}
ORDER BY dept`,
  shown: {
    id: 'shown',
    name: 'the table of the prompt',
    rows: {
      emp: [
        ['Ann', 'X', 100],
        ['Bo', 'X', 90],
        ['Cy', 'X', 90],
        ['Di', 'X', 80],
        ['Ed', 'Y', 70],
        ['Flo', 'Y', null],
        ['Gus', 'Z', 60],
      ],
    },
  },
  hidden: [
    {
      id: 'shared-first',
      name: 'two share the highest salary',
      rows: {
        emp: [
          ['Ann', 'X', 100],
          ['Bo', 'X', 100],
          ['Cy', 'X', 90],
          ['Di', 'Y', 50],
          ['Ed', 'Y', 50],
          ['Flo', 'Y', 50],
        ],
      },
    },
    {
      id: 'shared-second',
      name: 'three share the second highest salary',
      rows: {
        emp: [
          ['Ann', 'X', 10],
          ['Bo', 'X', 20],
          ['Cy', 'X', 10],
          ['Di', 'X', 10],
          ['Ed', 'X', 5],
        ],
      },
    },
    {
      id: 'unknown',
      name: 'salaries that are not known, in one department all of them',
      rows: {
        emp: [
          ['Ann', 'X', null],
          ['Bo', 'X', null],
          ['Cy', 'Y', null],
          ['Di', 'Y', 40],
          ['Ed', 'Y', 30],
          ['Flo', 'Z', null],
          ['Gus', 'Z', 90],
        ],
      },
    },
    {
      id: 'zero',
      name: 'the second salary is 0, or below',
      rows: {
        emp: [
          ['Ann', 'X', 10],
          ['Bo', 'X', 0],
          ['Cy', 'Y', 0],
          ['Di', 'Y', -5],
          ['Ed', 'Z', 10],
        ],
      },
    },
    {
      id: 'backwards',
      name: 'departments come in from the last to the first, the best paid one in the middle',
      rows: {
        emp: [
          ['Ann', 'E', 10],
          ['Bo', 'E', 20],
          ['Cy', 'D', 30],
          ['Di', 'D', 25],
          ['Ed', 'C', 900],
          ['Flo', 'C', 800],
          ['Gus', 'C', 700],
          ['Hal', 'B', 15],
          ['Ida', 'B', 5],
          ['Jo', 'A', 30],
          ['Kim', 'A', 20],
        ],
      },
    },
  ],
  wrong: [
    {
      id: 'rank',
      sql: `${ranked('rank')}\n${PICK}\nORDER BY dept`,
      why: 'RANK leaves numbers out behind a tie: of 100, 100, 90 the places are 1, 1, 3, and nobody has place 2. DENSE_RANK leaves none out.',
    },
    {
      id: 'row-number',
      sql: `${ranked('row_number')}\n${PICK}\nORDER BY dept`,
      why: 'ROW_NUMBER counts rows and not salaries: of 100, 100, 90 the second row is 100 again.',
    },
    {
      id: 'filter',
      sql: `${ranked('dense_rank')}\nSELECT DISTINCT dept, sal AS second_sal FROM ranked WHERE place = 2 ORDER BY dept`,
      why: 'WHERE place = 2 drops each department that has no second salary. It should be there, with NULL.',
    },
    {
      id: 'filter-ties',
      sql: `${ranked('dense_rank')}\nSELECT dept, sal AS second_sal FROM ranked WHERE place = 2 ORDER BY dept`,
      why: 'Everyone on place 2 gives a row, and departments without a second salary give none. One row for each department is asked for.',
    },
    {
      id: 'nulls-first',
      sql: `${ranked('dense_rank', 'sal DESC NULLS FIRST')}\n${PICK}\nORDER BY dept`,
      why: 'With NULL in front an unknown salary takes place 1, and the highest known one becomes the second.',
    },
    {
      id: 'whole-maximum',
      sql: `SELECT d.dept, max(e.sal) AS second_sal
FROM (SELECT DISTINCT dept FROM emp) AS d
LEFT JOIN emp AS e ON e.dept = d.dept AND e.sal < (SELECT max(sal) FROM emp)
GROUP BY d.dept
ORDER BY d.dept`,
      why: 'The maximum is that of the whole table. In every department but the best paid one the highest salary is below it, and is taken.',
    },
    {
      id: 'zero',
      sql: `${ranked('dense_rank')}
SELECT dept, max(CASE WHEN place = 2 THEN sal ELSE 0 END) AS second_sal
FROM ranked
GROUP BY dept
ORDER BY dept`,
      why: 'ELSE 0 makes a salary of 0 where there is none, and hides one below 0. Without ELSE it is NULL, which max skips.',
    },
    {
      id: 'unordered',
      sql: `${ranked('dense_rank')}\n${PICK}`,
      why: 'Without ORDER BY at the end rows come as the engine happens to have them: in order today, in another with more data.',
    },
    {
      id: 'order-by-nothing',
      sql: `${ranked('dense_rank')}\n${PICK}\nORDER BY (SELECT 1)`,
      why: 'Everything ties in an ORDER BY that has one value for all rows. It must name what the rows are to be ordered by.',
    },
    {
      id: 'ascending',
      sql: `${ranked('dense_rank', 'sal')}\n${PICK}\nORDER BY dept`,
      why: 'Ascending counts from the lowest salary, and NULL, which comes first then, has a place as well.',
    },
  ],
  differs: [
    'QUALIFY works here and on Databricks; open-source Spark has it from 4.2 on.',
    'A name from SELECT may stand in WHERE here; Spark takes it there for a column of the table.',
    'DuckDB alone puts NULL last in both directions. The session is set as Spark does it: first ascending, last descending.',
  ],
}
