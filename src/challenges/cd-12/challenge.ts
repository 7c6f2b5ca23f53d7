import type { Challenge } from '../../practice/types.ts'
import { examples, expectOrder, hiddenCases, isAllowed, makeLarge } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Which tasks can run at the very start? What changes for the others once one has run?',
    'Count for each task the needs that are open. Those with none wait in a structure that gives the smallest name.',
    'Take the smallest from a heap, lower the counts of those that need it, put in what comes to 0. The rest is stuck.',
  ],
  followUps: [
    'Say which tasks make a circle, and not only which are stuck behind one.',
    'Four workers take tasks that last differently long. Which task should be given first then, and is that always best?',
    'A task has failed. Which of the others must not run, and how do you find them?',
  ],
  sources: [
    'A. Kahn, Topological sorting of large networks, Communications of the ACM 5 (11), 1962',
    'Schedulers such as Airflow and dbt refuse a graph with a circle when it is loaded',
  ],
  appliesTo: 'Any language',
  code: {
    entry: {
      typescript: { kind: 'function', name: 'orderTasks' },
      python: { kind: 'function', name: 'order_tasks' },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectOrder,
    isAllowed,
    growth: { asked: 'O((n + m) log n)', start: { typescript: 2_000, python: 400 }, make: makeLarge },
    wrong: [
      {
        id: 'twice',
        why: 'A need that is listed twice counts twice and is met once. Its task never becomes ready.',
      },
      {
        id: 'levels',
        why: 'All tasks that are ready run before those that become ready by them. A smaller name must not wait for that.',
      },
      {
        id: 'reversed',
        why: 'The pairs are read the wrong way round. The second one of a pair is what the first one needs.',
      },
      {
        id: 'depth',
        why: 'Each task is preceded by what it needs, deep first. The order can run, but a smaller name could have come sooner.',
      },
      {
        id: 'circle',
        why: 'Stuck are only those in a circle here. What needs one of them can never run either, and is in neither list.',
      },
      {
        id: 'scan',
        why: 'For each task all that are left are looked through for the smallest one that is ready: O(n²).',
        isSlow: true,
      },
    ],
  },
}
