import { describe, expect, it } from 'vitest'
import { SortEvent } from '../../engine/sort/events.ts'
import { phasesOf, stepsOf } from './phases.ts'
import { runPaged, runResumed, type LabRun } from './test-lab-run.ts'
import { theoryOf } from './theory.ts'
import { layoutStage } from './view-model.ts'

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

  it('is held beside the pages of its file, and what was read for the earlier runs is told apart', () => {
    for (const [run, taken] of [
      [some, 3],
      [all, runs],
    ] as const) {
      const rows = theoryOf({ ...run.momentAt(run.log.length), params })
      const moved = rows.find(({ label }) => label.startsWith('Pages moved'))
      expect(moved?.expected).toBe(`about 8 × ${inputPagesRead}`)
      const earlier = rows.find(({ label }) => label === `Of them read earlier, for ${taken} runs`)
      const counts = run.end.counts.inputPagesRead - taken
      expect(earlier).toMatchObject({ expected: `about ${inputPagesRead - counts}`, measured: `told as ${taken}` })
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
