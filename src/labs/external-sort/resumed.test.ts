import { describe, expect, it } from 'vitest'
import { formatCount } from '../../base/format.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import type { Log } from '../../engine/trace/log.ts'
import { landmarksOf } from './landmarks.ts'
import { outcomeOf } from './outcome.ts'
import { phasesOf, stepsOf } from './phases.ts'
import { runPaged, runResumed, type LabRun } from './test-lab-run.ts'
import { theoryOf } from './theory.ts'
import { layoutStage } from './view-model.ts'
import { whyOf } from './why/why.ts'

function telling(log: Log, kind: number) {
  return Array.from({ length: log.count(kind, log.length) }, (_, i) => log.event(log.nth(kind, i + 1) ?? 0))
}

/** Of a sort that went on with runs of an earlier one the log tells no more than those runs do. */
describe('a sort that goes on with finished runs', () => {
  const whole = runPaged()
  const runs = whole.log.count(SortEvent.sealRun, whole.log.nth(SortEvent.mergeStep, 1) ?? 0)
  const { inputPagesRead } = whole.end.counts
  // So many bytes that the pages of the closed form are those that the whole sort read.
  const params = { ...whole.params, format: 'csv', sizeBytes: (inputPagesRead - runs + 1) * 4096 }
  const some = runResumed(3)
  const all = runResumed(runs)

  const kept = [some, all].map(({ log }) => log.count(SortEvent.keepPage, log.length))
  const steps = ({ log, end }: LabRun) => stepsOf(log, end.header).map(({ from, text }) => `${from} ${text}`)
  const endOfKept = ({ log }: LabRun) => log.nth(SortEvent.keepPage, log.count(SortEvent.keepPage, log.length)) ?? 0

  it('tells what was taken over, and that runs are made behind it only where some are', () => {
    expect(steps(some).slice(0, 2)).toEqual([
      '0 3 runs of an earlier sort',
      `${endOfKept(some) + 1} Fill memory, sort, spill a run`,
    ])
    expect(steps(all)[0]).toBe(`0 ${runs} runs of an earlier sort`)
    expect(steps(all).join('\n')).not.toContain('Fill memory')
    const places = steps(all).map((step) => step.split(' ')[0])
    expect(new Set(places).size).toBe(places.length)
  })

  it('tells of kept runs as kept: nothing of them is read of the input, spilled or sealed by this sort', () => {
    const ofInput = ({ log }: LabRun) => {
      const pages = telling(log, SortEvent.readPage).filter(({ a }) => a === 0)
      return {
        pages: pages.length,
        records: pages.reduce((sum, { c }) => sum + c, 0),
        largest: Math.max(...pages.map(({ c }) => c)),
      }
    }
    const keptRecords = telling(some.log, SortEvent.keepPage).reduce((sum, { c }) => sum + c, 0)
    expect(ofInput(some).records).toBe(20_000 - keptRecords)
    expect(ofInput(some).largest).toBeLessThanOrEqual(ofInput(whole).largest)
    expect(ofInput(all).pages).toBe(0)
    expect(telling(some.log, SortEvent.readPage).find(({ a }) => a === 0)?.b).toBe(0)
    const spilled = (run: LabRun) => telling(run.log, SortEvent.spillPage).map(({ a }) => a)
    expect(Math.min(...spilled(some))).toBe(4)
    expect(Math.min(...spilled(all))).toBe(runs + 1)
    expect(telling(some.log, SortEvent.sealRun)[0]?.a).toBe(4)
    for (const { log, end } of [some, all]) {
      expect(log.count(SortEvent.crash, log.length)).toBe(0)
      expect(end.counts.pagesSpilled).toBe(log.count(SortEvent.spillPage, log.length))
      expect(end.counts.inputPagesRead + end.counts.runPagesRead).toBe(log.count(SortEvent.readPage, log.length))
      expect(end).toMatchObject({ stage: 'done', outputWritten: 20_000, inputRead: 20_000 })
    }
    const since = ofInput(some).pages
    expect(phasesOf(some.log)[0]?.label).toBe(`3 runs kept, make more: ${since} pages in`)
    expect(phasesOf(all.log)[0]?.label).toBe(`${runs} runs kept`)
    expect(phasesOf(whole.log)[0]?.label).toMatch(/^make runs: \d+ pages in/)
  })

  it('has its kept pages and the rest of the input in words', () => {
    const said = (position: number) => outcomeOf(some.momentAt(position))
    expect(said(2)).toMatch(/^page 1 of R1, of an earlier sort, is kept: \d+ records$/)
    const first = some.log.nth(SortEvent.readPage, 1) ?? 0
    expect(said(first)).toMatch(/^page 1 of the rest of the input: \d+ records, [\d,]+ read$/)
    expect(outcomeOf(whole.momentAt(whole.log.nth(SortEvent.readPage, 1) ?? 0))).toMatch(/^page 1 of the input: /)
  })

  it('says of each kept page how many runs are kept, whichever it is of, and names where each run begins', () => {
    const first = whyOf(some.momentAt(2)).paragraphs.join(' ')
    expect(first).toContain('3 finished runs of it are kept')
    expect(first).not.toMatch(/\bR\d/)
    const places = landmarksOf(some.log).slice(0, 4)
    expect(places.map(({ text }) => text)).toEqual(['R1 kept', 'R2 kept', 'R3 kept', 'R4 sealed'])
  })

  it('is held beside what it did itself, and what the earlier sort did is told apart', () => {
    for (const [run, taken, spilled] of [
      [some, 3, kept[0]],
      [all, runs, kept[1]],
    ] as const) {
      // So many bytes as the output has pages.
      const sized = { ...params, sizeBytes: run.end.counts.pagesWritten * 4096 }
      const rows = theoryOf({ ...run.momentAt(run.log.length), params: sized })
      const { counts } = run.end
      const done = counts.inputPagesRead + counts.runPagesRead + counts.pagesSpilled + counts.pagesWritten
      const moved = rows.find(({ label }) => label === 'Pages moved by this sort')
      expect(moved?.measured).toBe(formatCount(done))
      const expected = Number(/^about ([\d,]+)$/.exec(moved?.expected ?? '')?.[1]?.replaceAll(',', ''))
      expect(Math.abs(expected - done) / done).toBeLessThan(0.1)
      const label = `Spilled earlier, by the sort whose ${taken} runs went on`
      expect(rows).toContainEqual({ label, expected: `${spilled} pages` })
      const [why = ''] = whyOf(run.momentAt(run.log.length)).paragraphs
      expect(why).toContain(`${formatCount(done)} pages moved`)
      expect(why).toContain(`${spilled} pages of ${taken} runs had been spilled by an earlier sort.`)
    }
    expect(theoryOf(whole.momentAt(whole.log.length)).some(({ label }) => label.includes('earlier'))).toBe(false)
  })

  it('draws the file by the records that are read of it', () => {
    const moment = { ...some.momentAt(endOfKept(some)), params }
    const { texts } = layoutStage(moment, 808, 584, false)
    const words = texts.find(({ lead }) => lead === 'The file')?.text ?? ''
    const read = Math.round((inputPagesRead * moment.state.inputRead) / 20_000)
    expect(words).toMatch(new RegExp(`^${read} of about ${inputPagesRead} pages read`))
  })
})
