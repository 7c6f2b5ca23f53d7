import type { SqlTask } from '../types.ts'

/** A small task, for tests of the judge itself: what each department pays. */
export const PAY: SqlTask = {
  tables: [
    {
      name: 'emp',
      columns: [
        { name: 'dept', type: 'VARCHAR' },
        { name: 'sal', type: 'INTEGER' },
      ],
    },
    {
      name: 'dept',
      columns: [
        { name: 'dept', type: 'VARCHAR' },
        { name: 'since', type: 'DATE' },
      ],
    },
  ],
  shown: {
    id: 'shown',
    name: 'two departments',
    rows: {
      emp: [
        ['A', 10],
        ['A', 20],
        ['B', 5],
      ],
      dept: [
        ['A', '2024-01-01'],
        ['B', '2024-02-01'],
      ],
    },
  },
  hidden: [
    {
      id: 'empty',
      name: 'a department without employees',
      rows: {
        emp: [['A', 10]],
        dept: [
          ['B', '2024-01-01'],
          ['A', '2024-02-01'],
        ],
      },
    },
    { id: 'null', name: 'a salary is NULL', rows: { emp: [['A', null]], dept: [['A', '2024-01-01']] } },
  ],
  columns: ['dept', 'pay'],
  orderBy: ['dept'],
  starter: 'SELECT dept FROM emp',
  reference: `SELECT d.dept, coalesce(sum(e.sal), 0) AS pay FROM dept d LEFT JOIN emp e ON e.dept = d.dept GROUP BY d.dept ORDER BY d.dept`,
  wrong: [
    {
      id: 'inner',
      sql: 'SELECT dept, coalesce(sum(sal), 0) AS pay FROM dept JOIN emp USING (dept) GROUP BY dept ORDER BY dept',
      why: 'An inner join drops departments that have no employees.',
    },
    {
      id: 'null-sum',
      sql: 'SELECT d.dept, sum(e.sal) AS pay FROM dept d LEFT JOIN emp e ON e.dept = d.dept GROUP BY d.dept ORDER BY d.dept',
      why: 'The sum over nothing is NULL and not 0.',
    },
    {
      id: 'backwards',
      sql: 'SELECT d.dept, coalesce(sum(e.sal), 0) AS pay FROM dept d LEFT JOIN emp e ON e.dept = d.dept GROUP BY d.dept ORDER BY d.dept DESC',
      why: 'Descending is not what is asked for.',
    },
  ],
  differs: [],
}
