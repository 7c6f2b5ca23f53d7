import type { Challenge, Field, Option } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const OPTIONS: readonly Option[] = [
  { id: 'grow', text: 'Runs on, the table gets the column' },
  { id: 'once', text: 'Stops once, has the column when restarted' },
  { id: 'mend', text: 'Stops until somebody mends schema or file' },
  { id: 'rescued', text: 'Runs on, values go to _rescued_data' },
  { id: 'ignored', text: 'Runs on, values are ignored' },
]

/** What the documentation says of each mode: there is nothing to compute. */
function fieldOf(id: string, right: string): Field {
  return { type: 'choice', id, label: id, options: OPTIONS, right }
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Two modes stop the stream and two let it run on. The names tell which, except for one.',
    'A running stream has a plan with a fixed schema. What must happen before it can read with another one?',
    'No mode adds the column without a stop. Of the two that run on, one keeps the values beside the columns and one does not keep them.',
  ],
  followUps: [
    'How do you let a job with addNewColumns go on by itself?',
    'A value has the wrong type for its column. Where does it go?',
    'Which mode do you take for Bronze, and which for a contract with a partner?',
  ],
  sources: ['Databricks documentation, Configure schema inference and evolution in Auto Loader'],
  appliesTo: 'Databricks Auto Loader',
  form: {
    fields: [
      fieldOf('addNewColumns', 'once'),
      fieldOf('rescue', 'rescued'),
      fieldOf('failOnNewColumns', 'mend'),
      fieldOf('none', 'ignored'),
    ],
    wrong: [
      {
        answers: { addNewColumns: 'grow' },
        why: 'It does add the column, but not while it runs: the stream writes the wider schema to the schema location and fails. It goes on when it is started again.',
      },
      {
        answers: { addNewColumns: 'mend' },
        why: 'Nobody has to mend anything: the stream has noted the wider schema before it failed. Starting it again is enough.',
      },
      {
        answers: { rescue: 'grow' },
        why: 'With rescue the schema never grows. What does not fit goes to the one column _rescued_data.',
      },
      {
        answers: { rescue: 'once' },
        why: 'The stream does not fail for new columns in this mode. It never changes its schema, so it has no reason to stop.',
      },
      {
        answers: { failOnNewColumns: 'once' },
        why: 'That is addNewColumns. Here the schema is not widened, so a restart meets the same file and fails again.',
      },
      {
        answers: { none: 'rescued' },
        why: 'Only if rescuedDataColumn is set, and the prompt says that it is not. Otherwise none drops the values.',
      },
      {
        answers: { none: 'mend' },
        why: 'none means no evolution, not no tolerance: the stream runs on and does not look at the new column.',
      },
      {
        answers: { none: 'grow' },
        why: 'No mode widens the schema while the stream runs, and none never widens it.',
      },
      {
        answers: { addNewColumns: 'rescued' },
        why: 'That is rescue, which leaves the schema as it is. This mode widens it, and stops for that.',
      },
      {
        answers: { addNewColumns: 'ignored' },
        why: 'That is none. This mode stops so that no new column is missed.',
      },
      {
        answers: { rescue: 'mend' },
        why: 'The stream does not stop for a new column in this mode, since its values have a place.',
      },
      {
        answers: { rescue: 'ignored' },
        why: 'Nothing is dropped: what does not fit is kept in _rescued_data.',
      },
      {
        answers: { failOnNewColumns: 'grow' },
        why: 'No mode widens the schema while the stream runs, and this one never widens it.',
      },
      {
        answers: { failOnNewColumns: 'rescued' },
        why: 'That is rescue. This mode does not look for a place for the values: it fails.',
      },
      {
        answers: { failOnNewColumns: 'ignored' },
        why: 'That is none. This mode fails, as its name says.',
      },
      {
        answers: { none: 'once' },
        why: 'That is addNewColumns. With none no wider schema is noted, and nothing stops.',
      },
    ],
  },
}
