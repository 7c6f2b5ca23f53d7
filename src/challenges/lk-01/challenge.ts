import { replayHours } from '../../engine/challenge/lambda-kappa.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const INPUTS = [
  { label: 'days of history', value: 30 },
  { label: 'MB/s that come in', value: 20 },
  { label: 'MB/s that the job can process', value: 200 },
]

function hours([historyDays = 0, ingest = 0, capacity = 0]: readonly number[]): number {
  return replayHours({ historyDays, ingest, capacity })
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'How much lies before the job when it starts? And what happens at the end of the log while it works?',
    'The backlog is 51.84 TB. How much smaller does it get each second?',
    'It shrinks by 200 − 20 MB a second: 51,840,000 MB by 180 MB/s.',
  ],
  followUps: [
    'What must the job be able to process to catch up within 12 hours?',
    'What limits the rate of a replay besides the number of cores?',
    'When do readers switch to the new table, and when is the old one deleted?',
  ],
  sources: [
    "Jay Kreps, Questioning the Lambda Architecture, O'Reilly Radar 2014 (reprocessing by a second job)",
    'Own calculation',
  ],
  appliesTo: 'Any log that is replayed while data goes on coming in',
  form: {
    fields: [
      {
        type: 'number',
        id: 'hours',
        label: 'Caught up after',
        unit: 'hours',
        right: hours(INPUTS.map(({ value }) => value)),
        tolerance: 0.5,
        model: { inputs: INPUTS, compute: hours },
      },
    ],
    wrong: [
      {
        answers: { hours: '72' },
        why: 'That is 51.84 TB by 200 MB/s. Meanwhile another 5.18 TB have come in, which the same job must process too.',
      },
      {
        answers: { hours: '79.2' },
        why: 'You added what comes in during the first 72 hours, but not what comes in while that is processed. Subtract the rates: 200 − 20.',
      },
      {
        answers: { hours: '65.5' },
        why: 'You divided by 220 MB/s. What comes in does not help the job; it takes 20 of its 200 MB/s away.',
      },
      {
        answers: { hours: '720' },
        why: 'That is replaying as slowly as events once came in. The job reads ten times as fast.',
      },
      {
        answers: { hours: '3.33' },
        why: 'That is right in days. The question is for hours.',
      },
    ],
  },
}
