import { createPlay } from '../../engine/challenge/act/play.ts'
import { createWatermarkMachine } from '../../engine/challenge/act/watermark-machine.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

/** Minutes since midnight. */
const NOON = 12 * 60
const BATCHES = [[NOON + 5, NOON + 13, NOON + 8], [NOON + 25, NOON + 11], [NOON + 7, NOON + 14, NOON + 29], [NOON + 31]]

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'A row is late when its window is closed, not when the row is older than the watermark.',
    'The watermark of a batch is the latest event so far minus ten minutes, and is used from the next batch on.',
    'Late rows are told by the watermark one batch before the one that windows are let go by.',
  ],
  followUps: [
    'What would be different if data always waited, so that no batch without data ran?',
    'A device sends one event with a time in the year 2099. What happens to the query?',
    'How does the answer change in update mode?',
  ],
  sources: [
    'Apache Spark documentation, Structured Streaming Programming Guide, Handling Late Data and Watermarking',
    'apache/spark statefulOperators.scala, WatermarkSupport.watermarkExpression (4.1)',
    'apache/spark WatermarkPropagator.scala, getInputWatermarkForLateEvents (since 3.4)',
  ],
  appliesTo: 'Open-source Spark 3.4 and later, append mode',
  act: createPlay(createWatermarkMachine({ query: { width: 10, delay: 10 }, batches: BATCHES })),
}
