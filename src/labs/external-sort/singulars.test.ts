import { expect, test } from 'vitest'
import { SortEvent } from '../../engine/sort/events.ts'
import type { Params } from '../../player/lab.ts'
import { operandsOf } from './operands.ts'
import { outcomeOf } from './outcome.ts'
import { questions } from './questions/question.ts'
import { storyOf } from './story.ts'
import { recordedOf, touchesMark } from './record.ts'
import { runLab } from './test-lab-run.ts'
import { tableOf } from './table.ts'
import { layoutStage } from './view-model.ts'
import { describeMark } from './view-model/marks.ts'

const SMALL: readonly Params[] = [1, 2, 3, 4].flatMap((records) =>
  [{}, { structure: 'binary-heap' }, { formation: 'replacement-selection' }, { limit: 1 }, { memorySort: 'radix' }].map(
    (more) => ({ records, memory: 3, page: 1, fanIn: 2, ...more }),
  ),
)

/** Words for several beside a one, and a one where there is an "only". */
const WRONG = [
  /(?<![\d.,]|\bof )\b1 (records|runs|pages|heads|comparisons|slots|levels|buckets|of them are|of them have)\b/,
  /(?<![\d.,]|of )\b1 (record|run|page|head|pass|sealed run)( of \S+)? (are|have|hold|take|stay|wait|come|go|were|need)\b/,
  /\b([Aa]ll|other|among|next|of the|The) 1 [a-z]+|\bfirst 1 (records|stay)\b|takes \d+ of 1 records|\b1 stay\b/,
]

test.each(SMALL)('what is said of few records is said of one as of one: %j', (params) => {
  const run = runLab(params)
  const said = new Set<string>()
  for (let position = 0; position <= run.log.length; position++) {
    const moment = run.momentAt(position)
    said.add(outcomeOf(moment))
    const { why } = storyOf(moment)
    for (const text of [why.title, ...why.paragraphs]) said.add(text)
    for (const { id } of questions.topics) {
      const question = questions.questionOf(moment, run.stateAt, 1, id)
      if (question !== undefined) for (const text of [question.text, question.because]) said.add(text)
    }
  }
  expect(said.size).toBeGreaterThan(5)
  expect([...said].filter((text) => WRONG.some((wrong) => wrong.test(text)))).toEqual([])
})

test('records and pages are numbered from 1 wherever they are named', () => {
  const run = runLab()
  const { log } = run
  const spilled = log.nth(SortEvent.spillPage, 10) ?? 0
  const moment = run.momentAt(spilled)
  expect(outcomeOf(moment)).toMatch(/^page 10 goes to R1/)
  expect(recordedOf(moment)).toMatchObject({ page: 10 })
  const last = run.momentAt(log.nth(SortEvent.readPage, 80) ?? 0)
  expect(operandsOf(log, last.position, 'page', last.state.header, () => last.before)).toEqual([80])
  expect(describeMark(run.momentAt(0), 'record-2')).toMatch(/^202: record 2 of the file/)
  const emit = run.momentAt(log.nth(SortEvent.emit, 1) ?? 0)
  const { record } = recordedOf(emit)
  expect(describeMark(emit, `record-${String(record)}`)).toContain(`record ${String(record)} of the file`)
  expect(touchesMark(log, emit.position, `record-${String(record)}`, () => emit.before)).toBe(true)
})

test.each([...SMALL, { records: 90, memory: 16, page: 2, fanIn: 3, limit: 1 }])(
  'what the stage and its table say of one record they say as of one: %j',
  (params) => {
    const run = runLab(params)
    const said = new Set<string>()
    for (let position = 0; position <= run.log.length; position++) {
      const moment = run.momentAt(position)
      for (const width of [1000, 420, 300])
        for (const { text } of layoutStage(moment, width, 500, false).texts) said.add(text)
      said.add(tableOf(moment).caption)
    }
    expect(said.size).toBeGreaterThan(5)
    expect(
      [...said].filter((text) => WRONG.some((wrong) => wrong.test(text)) || /\bof 1 records\b/.test(text)),
    ).toEqual([])
  },
)

test.each([12, 9])('a merge of which only the first %i are wanted makes no more of them', (limit) => {
  const run = runLab({ records: 90, memory: 16, page: 2, fanIn: 3, limit })
  let made = 0
  for (let position = 1; position <= run.log.length; position++) {
    const [, count, of] = /: (\d+) of (\d+) records? written/.exec(tableOf(run.momentAt(position)).caption) ?? []
    if (of === undefined) continue
    expect(Number(of), String(position)).toBe(limit)
    made = Math.max(made, Number(count))
  }
  expect(made).toBe(limit)
})
