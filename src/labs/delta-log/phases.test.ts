import { describe, expect, it } from 'vitest'
import { DeltaEvent } from '../../engine/delta/events.ts'
import { Log } from '../../engine/trace/log.ts'
import { TraceWriter } from '../../engine/trace/writer.ts'
import { phaseOf } from './outcome.ts'
import { DEFAULTS } from './params.ts'
import { phasesOf, stepsOf } from './phases.ts'
import { SCENARIOS } from './scenarios.ts'
import { runTable } from './test-moments.ts'

/** The log of a table that was read back: commits, and a checkpoint behind every `every`th. */
function readBack(versions: number, every: number): Log {
  const trace = new TraceWriter()
  for (let version = 0; version < versions; version++) {
    trace.emit(DeltaEvent.readLog, 0, 0, 1)
    trace.emit(DeltaEvent.commit, 0, version, 0)
    if (version > 0 && version % every === 0) trace.emit(DeltaEvent.checkpoint, 0, version, 1)
  }
  const log = new Log(Object.keys(DeltaEvent).length)
  for (const chunk of trace.takeChunks()) log.append(chunk)
  return log
}

it('a log without statements has its first version, a few checkpoints and its last version as steps', () => {
  expect(stepsOf(readBack(1, 10))).toEqual([{ from: 2, text: 'Version 0 is there' }])
  expect(stepsOf(readBack(16, 10)).map(({ text }) => text)).toEqual([
    'Version 0 is there',
    'Checkpoint of version 10',
    'Version 15 is there',
  ])
  expect(stepsOf(readBack(2001, 10)).map(({ text }) => text)).toEqual([
    'Version 0 is there',
    'Checkpoint of version 400',
    'Checkpoint of version 800',
    'Checkpoint of version 1,200',
    'Checkpoint of version 1,600',
    'Version 2,000 is there',
    'Checkpoint of version 2,000',
  ])
})

describe('the stretches of a log', () => {
  const labels = async (id: string, acts: Parameters<typeof runTable>[1] = []) => {
    const { params } = SCENARIOS.find((scenario) => scenario.id === id) ?? {}
    const run = await runTable(params ?? {}, acts)
    return phasesOf(run.log).map(({ label }) => label)
  }

  it('tell writers that are at work together from those that wait for each other', async () => {
    expect(await labels('clock-skew')).toEqual(['build the table', '3 writers, one after the other'])
    expect(await labels('two-partitions')).toEqual(['build the table', '2 writers at once'])
    const run = await runTable({ ...DEFAULTS, b: '' })
    expect(phasesOf(run.log).map(({ label }) => label)).toEqual(['build the table', 'one writer at work'])
  })

  it('have a part for what the user runs, and leave the writers theirs', async () => {
    const { params = {} } = SCENARIOS.find(({ id }) => id === 'two-partitions') ?? {}
    const before = await runTable(params)
    const value = "INSERT INTO orders VALUES (900, 'EU', 1); INSERT INTO orders VALUES (901, 'EU', 1)"
    const words = ['build the table', '2 writers at once', 'your statement']
    expect(await labels('two-partitions', [{ at: before.log.length, type: 'statement', value }])).toEqual(words)
    const [, works] = phasesOf(before.log)
    const midway = (works?.from ?? 0) + 3
    const [begins, goesOn, ...others] = (
      await labels('two-partitions', [{ at: midway, type: 'statement', value }])
    ).slice(2)
    expect([begins, goesOn]).toEqual(['your statement', '2 writers at once'])
    expect(others).not.toContain('your statement')
    const run = await runTable(params, [{ at: midway, type: 'statement', value }])
    expect(phaseOf(run.momentAt(midway))).toBe('A and B at once')
    expect(phaseOf(run.momentAt(midway + 2))).toBe('your statement')
  })
})
