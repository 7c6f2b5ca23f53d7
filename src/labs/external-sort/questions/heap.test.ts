import { expect, test } from 'vitest'
import { Comparison, SortEvent, unpackComparison } from '../../../engine/sort/events.ts'
import { runLab } from '../test-lab-run.ts'
import { questions } from './question.ts'

test('a record is asked about beside the better of two children where these were compared, else beside its only one', () => {
  const { log, momentAt, stateAt } = runLab({ records: 96, memory: 24, page: 4, fanIn: 4, structure: 'binary-heap' })
  const begun = log.nth(SortEvent.mergeStep, 1) ?? 0
  const seen = new Set<boolean>()
  for (let position = begun; position < log.length; position++) {
    const question = questions.questionOf(momentAt(position), stateAt, 1, 'heap-sink')
    if (question === undefined || log.kindOf(position + 1) !== SortEvent.compare) continue
    const last = log.event(position)
    const isOfTwo = last.kind === SortEvent.compare && unpackComparison(last.c).context === Comparison.heapChildren
    expect(question.text, String(position)).toContain(isOfTwo ? 'the better of its children' : 'its only child')
    seen.add(isOfTwo)
  }
  expect(seen.size).toBe(2)
})

test('what a heap really took is not told as one comparison for each level', () => {
  const { log, momentAt, stateAt } = runLab({ structure: 'binary-heap' })
  let asked = 0
  for (let n = 1; n <= log.count(SortEvent.emit, log.length); n += 3) {
    const position = log.nth(SortEvent.emit, n) ?? 0
    const question = questions.questionOf(momentAt(position), stateAt, 1, 'comparisons-to-next')
    const right = question?.answers[question.right]
    if (right === undefined) continue
    asked++
    expect(right.note, String(position)).toBe('two on a level, one above a single child')
  }
  expect(asked).toBeGreaterThan(30)
})

test('a record that rises in a heap which is filled again is not asked about as one that sinks', () => {
  const { momentAt, stateAt } = runLab({ formation: 'replacement-selection' }, [
    { at: 400, type: 'formation', value: 'fill-sort-spill' },
    { at: 480, type: 'formation', value: 'replacement-selection' },
  ])
  let rising = 0
  for (let position = 481; position < 600; position++) {
    if (stateAt(position).selection?.heap.isRising !== true) continue
    rising++
    for (const topic of ['heap-sink', 'heap-child']) {
      const question = questions.questionOf(momentAt(position), stateAt, 1, topic)
      expect(question?.text, String(position)).toBeUndefined()
    }
  }
  expect(rising).toBeGreaterThan(0)
})

test('what is offered as the key that leaves next is in memory, or left last', () => {
  let asked = 0
  for (const records of [9, 14, 23, 40]) {
    const memory = records === 40 ? 9 : 4
    const page = records === 40 ? 3 : 1
    const { log, momentAt, stateAt } = runLab({ records, memory, page, fanIn: 2, formation: 'replacement-selection' })
    for (let position = 1; position < log.length; position++) {
      const moment = momentAt(position)
      const question = questions.questionOf(moment, stateAt, 1, 'selection-next')
      const { selection, header } = moment.state
      if (question === undefined || selection === undefined) continue
      asked++
      const here = [...selection.heap.items.subarray(0, selection.heap.size), ...selection.incoming]
      const keys = [...here, selection.lastEmitted].map((record) => header.labels[record])
      for (const { text } of question.answers) expect(keys, `${records} records, event ${position}`).toContain(text)
    }
  }
  expect(asked).toBeGreaterThan(10)
})
