import { describe, expect, test } from 'vitest'
import { SortEvent } from '../../../engine/sort/events.ts'
import { runLab, runPaged, type LabRun } from '../test-lab-run.ts'
import { tableOf } from '../table.ts'
import { countersOf } from '../theory.ts'
import { describeMark } from '../view-model/marks.ts'
import { whyOf } from './why.ts'

function titleAtStart(run: LabRun, sizeBytes: number): string {
  const moment = run.momentAt(0)
  return whyOf({ ...moment, params: { ...moment.params, sizeBytes } }).title
}

describe('before a file is read', () => {
  test('the claim goes by its size, and by what became of it', () => {
    expect(titleAtStart(runPaged({}, 300), 9)).toBe('This file fits in memory')
    expect(titleAtStart(runPaged(), 1_000_000)).toBe('Memory is smaller than the file')
    expect(titleAtStart(runPaged(), 60_000)).toBe('Rows and index are larger than memory')
  })

  test('nothing is claimed while the log has not got there', () => {
    const moment = runPaged().momentAt(0)
    const titleOf = (length: number) =>
      whyOf({ ...moment, log: moment.log.prefix(length), params: { sizeBytes: 9 } }).title
    expect(titleOf(0)).toBe('The file is looked over first')
    expect(titleOf(1)).toBe('Whether memory is enough will show')
  })
})

describe('memory that an act changes', () => {
  const texts = (run: LabRun, kind: number): readonly string[] =>
    Array.from({ length: run.log.count(kind, run.log.length) }, (_, i) => {
      return whyOf(run.momentAt(run.log.nth(kind, i + 1) as number)).paragraphs.join(' ')
    })

  test('is that of the memory-full that it began, to its end', () => {
    const run = runLab({}, [{ at: 4, type: 'memory', value: 20 }])
    const read = texts(run, SortEvent.readPage)
    expect(read[9]).toContain('memory now holds 40 of 40')
    expect(read[9]).toContain('There is memory for 40 records. Fills of 40, then 20 make 15 runs of 320 records.')
    expect(read[10]).toContain('memory now holds 4 of 20')
    const spilled = texts(run, SortEvent.spillPage)
    expect(spilled[0]).toContain('makes memory for 40 records enough')
    expect(spilled[10]).toContain('makes memory for 20 records enough')
  })

  test('was never more than the largest that there was', () => {
    for (const [value, most] of [
      [20, 40],
      [80, 80],
    ] as const) {
      const run = runLab({}, [{ at: 122, type: 'memory', value }])
      expect(whyOf(run.momentAt(run.log.length)).paragraphs[0]).toContain(`never more than memory for ${most} records`)
    }
  })

  test('is that of the heap that it planned, as long as records leave it', () => {
    const run = runLab({ formation: 'replacement-selection' }, [{ at: 400, type: 'memory', value: 20 }])
    const sealed = texts(run, SortEvent.sealRun).filter((text) => text.includes("times the heap's"))
    expect(sealed[0]).toContain("times the heap's 32 records")
    expect(sealed.at(-1)).toContain("times the heap's 12 records")
  })

  test('decides what fits as it was when reading began', () => {
    const run = runLab({ records: 60, memory: 40 }, [{ at: 3, type: 'memory', value: 80 }])
    expect(texts(run, SortEvent.readPage)[5]).toContain('Fills of 40, then 80 make 2 runs of 60 records')
    const fits = runLab({ records: 40, memory: 40 }, [{ at: 3, type: 'memory', value: 20 }])
    expect(texts(fits, SortEvent.writePage)[0]).toContain('There is memory for 40 records and the input has 40 records')
  })
})

test('a structure chosen before a run is sealed is priced by the runs that there will be', () => {
  const forked = runLab({}, [{ at: 30, type: 'structure', value: 'binary-heap' }])
  expect(forked.end.runs.length).toBeGreaterThan(2)
  expect(whyOf(forked.momentAt(31)).paragraphs.join(' ')).toContain('Over 8 runs a loser tree takes log₂ 8 = 3')
})

test.each([
  [5, 'R4'],
  [6, undefined],
  [7, 'R2'],
  [8, undefined],
])('a tree of %i runs says whose leaf stands at the top: %s', (runs, first) => {
  const run = runLab({ records: runs * 40 })
  const built = run.log.nth(SortEvent.mergeStep, 1) as number
  const place = run.log.nth(SortEvent.compare, run.log.count(SortEvent.compare, built) + 1) as number
  const words = whyOf(run.momentAt(place)).paragraphs.join(' ')
  expect(words).toContain(`for ${runs} runs`)
  if (first === undefined) expect(words).not.toContain('power of two')
  else
    expect(words).toContain(
      `${runs} is no power of two, so some leaves lie a level deeper: those stand at the top, ${first} first`,
    )
})

describe('a record that was the last of its page in memory', () => {
  const run = runLab()
  const emptied = Array.from({ length: 320 }, (_, i) => run.log.nth(SortEvent.emit, i + 1) as number).filter((seq) => {
    return (run.stateAt(seq).merge?.waiting ?? -1) >= 0
  })

  test('is followed by a page, not by a next record', () => {
    expect(emptied.length).toBeGreaterThan(50)
    for (const seq of emptied) {
      const text = whyOf(run.momentAt(seq)).paragraphs.join(' ')
      expect(text).toContain('has used up its page in memory')
      expect(text).not.toContain('shows its next record')
    }
  })

  test('leaves a run of which no next key is told', () => {
    for (const seq of emptied) {
      const moment = run.momentAt(seq)
      const number = moment.event?.a ?? 0
      expect(describeMark(moment, `run-${number}`)).toMatch(/ 0 in memory$/)
      const row = tableOf(moment).rows.find(([what]) => what === `R${number}`)
      expect(row?.at(-1)).toBe('')
    }
  })
})

test('what sorting in memory moves has a value at any place of the log, by which its sparkline goes', () => {
  const run = runLab()
  const counter = countersOf(run.momentAt(run.log.length)).find(({ label }) => label === 'Key bytes moved')
  expect(counter?.valueIn?.(run.log, 0)).toBe(0)
  expect(counter?.valueIn?.(run.log, run.log.length)).toBe(counter?.value)
  expect(countersOf(run.momentAt(5)).find(({ label }) => label === 'Key bytes moved')?.valueIn).toBe(counter?.valueIn)
})

test('a first run by replacement selection is shorter for want of records put by, not for its order', () => {
  const run = runLab({ formation: 'replacement-selection' })
  const spill = run.log.nth(SortEvent.spillPage, 1) as number
  const text = whyOf(run.momentAt(spill)).paragraphs.join(' ')
  expect(text).toContain('no record has been put by for it')
  expect(text).not.toContain('unsorted')
})
