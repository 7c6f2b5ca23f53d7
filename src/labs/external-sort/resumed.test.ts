import { describe, expect, it } from 'vitest'
import { formatCount } from '../../base/format.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import { phasesOf, stepsOf } from './phases.ts'
import { runPaged, runResumed, type LabRun } from './test-lab-run.ts'
import { theoryOf } from './theory.ts'
import { layoutStage } from './view-model.ts'
import { whyOf } from './why/why.ts'

/** Of a sort that went on with runs of an earlier one the log tells no more than those runs do. */
describe('a sort that goes on with finished runs', () => {
  const whole = runPaged()
  const runs = whole.log.count(SortEvent.sealRun, whole.log.nth(SortEvent.mergeStep, 1) ?? 0)
  const { inputPagesRead } = whole.end.counts
  // So many bytes that the pages of the closed form are those that the whole sort read.
  const params = { ...whole.params, format: 'csv', sizeBytes: (inputPagesRead - runs + 1) * 4096 }
  const some = runResumed(3)
  const all = runResumed(runs)

  const steps = ({ log, end }: LabRun) => stepsOf(log, end.header).map(({ from, text }) => `${from} ${text}`)
  const crashOf = ({ log }: LabRun) => log.nth(SortEvent.crash, 1) ?? 0

  it('tells what was taken over, and that runs are made behind it only where some are', () => {
    const cut = crashOf(some)
    expect(steps(some).slice(0, 3)).toEqual([
      '0 3 runs of an earlier sort',
      `${cut} Cut off there; this sort goes on`,
      `${cut + 1} Fill memory, sort, spill a run`,
    ])
    expect(steps(all)[0]).toBe(`0 ${runs} runs of an earlier sort`)
    expect(steps(all).join('\n')).not.toContain('Fill memory')
    const places = steps(all).map((step) => step.split(' ')[0])
    expect(new Set(places).size).toBe(places.length)
  })

  it('names no page for a run that was taken over', () => {
    const since = some.log.count(SortEvent.readPage, some.log.nth(SortEvent.mergeStep, 1) ?? 0) - 3
    expect(phasesOf(some.log, some.header)[0]?.label).toBe(`take over 3 runs, make more: ${since} pages in`)
    expect(phasesOf(all.log, all.header)[0]?.label).toBe(`take over ${runs} runs`)
    expect(phasesOf(whole.log, whole.header)[0]?.label).toMatch(/^make runs: \d+ pages in/)
  })

  it('is held beside what it did itself, and what the earlier sort did is told apart', () => {
    for (const [run, taken] of [
      [some, 3],
      [all, runs],
    ] as const) {
      // So many bytes as the output has pages.
      const sized = { ...params, sizeBytes: run.end.counts.pagesWritten * 4096 }
      const rows = theoryOf({ ...run.momentAt(run.log.length), params: sized })
      const cut = crashOf(run)
      const { counts } = run.end
      const spilled = run.log.count(SortEvent.spillPage, cut)
      const done =
        counts.inputPagesRead + counts.runPagesRead + counts.pagesSpilled + counts.pagesWritten - taken - spilled
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
    const moment = { ...some.momentAt(crashOf(some)), params }
    const { texts } = layoutStage(moment, 808, 584, false)
    const words = texts.find(({ lead }) => lead === 'The file')?.text ?? ''
    const read = Math.round((inputPagesRead * moment.state.inputRead) / 20_000)
    expect(words).toMatch(new RegExp(`^${read} of about ${inputPagesRead} pages read`))
  })
})
