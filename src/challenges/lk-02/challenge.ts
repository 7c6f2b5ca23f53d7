import { speedViewHours } from '../../engine/challenge/lambda-kappa.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const INPUTS = [
  { label: 'hours from batch to batch', value: 24 },
  { label: 'hours that a batch runs', value: 4 },
  { label: 'hours left for late events', value: 2 },
]

function hours([period = 0, run = 0, lateness = 0]: readonly number[]): number {
  return speedViewHours({ period, run, lateness })
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'At which moment of the day is the served batch view oldest?',
    'Write down for that moment: when did the batch start that is served, and up to when does it cover events?',
    'Just before a new view is served, the old one started 24 + 4 hours ago, and it ends 2 hours before its start.',
  ],
  followUps: [
    'A batch fails and is run again the next day. What does the speed view need then?',
    'How do you switch to the new view and its cut-off at the same moment?',
    'An event arrives 5 hours late. In which view is it, and from when on?',
  ],
  sources: ["Jay Kreps, Questioning the Lambda Architecture, O'Reilly Radar 2014", 'Own calculation'],
  appliesTo: 'Any Lambda architecture with a cut-off by event time',
  form: {
    fields: [
      {
        type: 'number',
        id: 'hours',
        label: 'The speed view reaches back at least',
        unit: 'hours',
        right: hours(INPUTS.map(({ value }) => value)),
        model: { inputs: INPUTS, compute: hours },
      },
    ],
    wrong: [
      {
        answers: { hours: '24' },
        why: 'That is the period only. While the next batch runs the old view is still served, and it ended 2 hours before its own start.',
      },
      {
        answers: { hours: '28' },
        why: 'Period and run are in it. But the served view ends 2 hours before its batch started, and events from then on are in no batch view.',
      },
      {
        answers: { hours: '26' },
        why: 'That holds at the start of the next batch. Its view is served 4 hours later, and until then the old one is all there is.',
      },
      {
        answers: { hours: '6' },
        why: 'That is the shortest reach, right after a new view is served. The longest counts, just before the next one.',
      },
      {
        answers: { hours: '22' },
        why: 'You took the 2 hours off. A batch that covers less leaves more to the speed view.',
      },
      {
        answers: { hours: '48' },
        why: 'Two periods are a safe choice, but the question is for the least: 24 + 4 + 2.',
      },
    ],
  },
}
