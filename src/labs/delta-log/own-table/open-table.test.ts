import { expect, it, vi } from 'vitest'
import type { FilePorts } from '../../../engine/operations/file-ports.ts'
import { readTableOperation } from '../../../engine/operations/read-table.ts'
import { chunkFrom } from '../../../engine/trace/chunk.ts'
import { TraceWriter } from '../../../engine/trace/writer.ts'
import type { Engine } from '../../../player/ask.ts'
import { openTableSession } from './open-table.ts'
import type { TableReport } from './table-report.ts'
import { add, metaData, PROTOCOL, storeOf } from './test-own-tables.ts'

const COMMITS = 40
const REPORT = { name: 'sales', version: COMMITS - 1, commits: COMMITS, wholeCommits: COMMITS } as TableReport

/** An engine that reads as many commits more as it is told to. */
async function createSlowEngine() {
  const commits = Array.from({ length: COMMITS }, (_, i) => [
    ...(i === 0 ? [PROTOCOL, metaData()] : []),
    add(`f${i}`, 1),
  ])
  const ports: Pick<FilePorts, 'openTable'> = { openTable: () => Promise.resolve(storeOf(commits, {})) }
  const { header, run } = await readTableOperation.open({ source: {}, name: 'sales' }, [], ports as FilePorts)
  const trace = new TraceWriter()
  const job = run(trace)
  let handlers: Parameters<Engine['run']>[1] | undefined
  const engine: Engine = {
    run: (_, given) => {
      handlers = given
      given.onStarted(header)
      return () => undefined
    },
  }
  const read = async (count: number): Promise<void> => {
    let isDone = false
    for (let i = 0; i < count && !isDone; i++) isDone = (await job.next()).done === true
    for (const chunk of trace.takeChunks()) {
      const news = chunkFrom(chunk, 0)
      if (news !== undefined) handlers?.onChunk(news)
    }
    if (isDone) handlers?.onFinished(trace.length, '', {})
  }
  return { engine, read }
}

it('while a log is read its newest version so far is shown, until somebody goes elsewhere', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  try {
    const { engine, read } = await createSlowEngine()
    const session = openTableSession(engine, REPORT, COMMITS - 1)
    const place = () => [session.state.position, session.branch.log.length]
    await read(10)
    vi.advanceTimersByTime(1000)
    await read(1)
    session.core.grown()
    const [first = 0, length] = place()
    expect(first).toBe(length)
    expect(first).toBeGreaterThan(0)
    vi.advanceTimersByTime(1000)
    await read(10)
    session.core.grown()
    expect(place()).toEqual([session.branch.log.length, session.branch.log.length])
    expect(session.state.position).toBeGreaterThan(first)
    session.seek(3)
    vi.advanceTimersByTime(1000)
    await read(100)
    expect(session.branch.end.type).toBe('complete')
    expect(session.state.position).toBe(3)
  } finally {
    vi.useRealTimers()
  }
})
