import { expect, it } from 'vitest'
import { DeltaEvent } from '../../engine/delta/events.ts'
import { Log } from '../../engine/trace/log.ts'
import { TraceWriter } from '../../engine/trace/writer.ts'
import { stepsOf } from './phases.ts'

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
