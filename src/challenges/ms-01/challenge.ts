import { clock } from '../../engine/challenge/delta-times.ts'
import { runWindows } from '../../engine/challenge/watermark-windows.ts'
import type { Challenge, Field } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const BATCHES = [
  ['12:03', '12:14'],
  ['12:21', '12:02'],
  ['12:09', '12:13', '12:17'],
]
const WINDOWS = [
  {
    from: '12:00',
    to: '12:10',
    why: 'it ends before 12:11, the watermark after batch 2, so the batch without data behind that puts it out',
  },
  { from: '12:10', to: '12:20', why: 'it ends 12:20, and the watermark stands at 12:11: it waits in the state' },
  { from: '12:20', to: '12:30', why: 'it ends 12:30, and the watermark stands at 12:11: it waits in the state' },
]
/** Late is who comes when the end of its window is not after the watermark that the batch works with. */
const EVENT_WHY: Readonly<Record<string, string>> = {
  '12:02': 'it is older than the watermark of batch 2, 12:04, but its window ends 12:10, which is after it',
  '12:03': 'it comes with batch 1, which works without a watermark',
  '12:09': 'batch 3 works with 12:11, and the window of 12:09 ended 12:10',
  '12:13': 'its window ends 12:20, after the watermark 12:11 of batch 3',
  '12:14': 'it comes with batch 1, which works without a watermark, and is the latest event so far',
  '12:17': 'its window is that of 12:13 and ends 12:20, after 12:11',
  '12:21': 'it is the latest event of all: its window ends 12:30, and batch 2 works with 12:04',
}
const EVENTS = BATCHES.flat().sort()
const MINUTE = clock('00:01')

const run = runWindows(
  { width: 10 * MINUTE, delay: 10 * MINUTE },
  BATCHES.map((batch) => batch.map(clock)),
  false,
)
const dropped = run.batches.flatMap((batch) => batch.dropped)
const emitted = run.batches.flatMap((batch) => batch.emitted)

function countOf(from: string): Field {
  const found = [...emitted, ...run.state].find(({ start }) => start === clock(from))
  const { to } = WINDOWS.find((window) => window.from === from) ?? { to: '' }
  return { type: 'number', id: `from${from}`, label: `Counted in ${from} to ${to}`, right: found?.events ?? 0 }
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Write down the watermark after each batch. Which batch is the first to work with it?',
    'An event is not late by its own time. Look at the end of its window.',
    'The watermark is 12:04 after batch 1 and 12:11 after batch 2; the batch without data behind that lets go of one window.',
  ],
  followUps: [
    'What changes for 12:09 if batch 3 follows batch 2 at once?',
    'One device sends an event dated a year ahead. What does that do to the query?',
    'When is the window from 12:20 put out if no event comes any more?',
  ],
  sources: [
    'Apache Spark documentation, Structured Streaming Programming Guide, Handling Late Data and Watermarking',
    'apache/spark statefulOperators.scala, WatermarkSupport.watermarkExpression (4.1)',
    'apache/spark WatermarkPropagator.scala, getInputWatermarkForLateEvents (since 3.4)',
  ],
  appliesTo: 'Open-source Spark 3.4 and later',
  form: {
    fields: [
      {
        type: 'set',
        id: 'dropped',
        label: 'Events that are dropped',
        options: EVENTS.map((text) => ({ id: text, text, why: EVENT_WHY[text] ?? '' })),
        right: EVENTS.filter((text) => dropped.includes(clock(text))),
      },
      {
        type: 'set',
        id: 'emitted',
        label: 'Windows that have been put out',
        options: WINDOWS.map(({ from, to, why }) => ({ id: from, text: `${from} to ${to}`, why })),
        right: WINDOWS.map(({ from }) => from).filter((from) => emitted.some(({ start }) => start === clock(from))),
      },
      ...WINDOWS.map(({ from }) => countOf(from)),
      {
        type: 'number',
        id: 'watermark',
        label: 'Watermark after batch 3',
        unit: 'minutes after 12:00',
        right: (run.watermark - clock('12:00')) / MINUTE,
      },
    ],
    wrong: [
      {
        answers: { 'from12:10': '2' },
        why: '12:13 and 12:17 are those of batch 3. 12:14 came with batch 1 and is in this window too: counts are kept from batch to batch.',
      },
      {
        answers: { 'from12:20': '0' },
        why: '12:21 lies in this window. It came with batch 2, and the window stays open to the end.',
      },
      {
        answers: { dropped: ['12:02', '12:09'] },
        why: 'You compared 12:02 with a watermark: with the 12:04 of batch 1, though what counts is the end of its window, 12:10; or with the 12:11 of its own batch, which is used only from the next one on.',
      },
      {
        answers: { dropped: ['12:02'] },
        why: '12:02 is older than the watermark 12:04, but its window ends 12:10 and is still open. The window of 12:09 is closed when batch 3 comes.',
      },
      {
        answers: { dropped: [] },
        why: 'Right only if batch 3 follows batch 2 at once. Here a batch without data has put out the window of 12:09 before, and batch 3 works with the watermark 12:11.',
      },
      {
        answers: { emitted: ['12:00', '12:10'] },
        why: 'The window from 12:10 ends 12:20, and the watermark is 12:11. It takes an event of 12:30 or later to bring the watermark there.',
      },
      {
        answers: { emitted: [] },
        why: 'After batch 2 the watermark is 12:11, past 12:10. Do not add the delay once more: it is in the watermark. The batch without data puts the window out.',
      },
      {
        answers: { 'from12:00': '1' },
        why: 'You left out 12:02. Its window is still open when batch 2 comes, so it counts although it is older than the watermark.',
      },
      {
        answers: { 'from12:00': '3' },
        why: 'You counted 12:09. It belongs to this window, but the window has been put out before batch 3, with two events.',
      },
      {
        answers: { watermark: '7' },
        why: 'That is 12:17 less the delay. The watermark follows the latest event seen so far, 12:21, and never goes back.',
      },
      {
        answers: { watermark: '21' },
        why: 'That is the latest event. The watermark stays 10 minutes behind it.',
      },
      {
        answers: { watermark: '10' },
        why: 'That is the end of the window that was put out. The watermark is not rounded to windows: 12:21 less 10 minutes.',
      },
    ],
  },
}
