import { expect, it } from 'vitest'
import { AskError, ask, type Engine } from '../../../player/ask.ts'
import type { AskedFrom } from '../../../player/lab.ts'
import { withTable } from './held-table.ts'
import { questionOf } from './own-question.ts'
import { sourceOfArchive, type TableSource } from './table-files.ts'

/** An engine that notes what it is asked, and answers as told; an error is thrown at the page. */
function createEngine(answer: (params: Record<string, unknown>) => unknown) {
  const asked: Record<string, unknown>[] = []
  const engine: Engine = {
    run: ({ params }, handlers) => {
      asked.push(params as Record<string, unknown>)
      const result = answer(params as Record<string, unknown>)
      queueMicrotask(() => {
        if (result instanceof AskError) return handlers.onFailed(result)
        handlers.onStarted(undefined)
        handlers.onFinished(0, '', result)
      })
      return () => undefined
    },
  }
  return { engine, asked }
}

const source = sourceOfArchive(new File(['x'], 'orders.zip'))

it('the files go to the worker once, then only their name', async () => {
  const { engine, asked } = createEngine(() => 'yes')
  const table = withTable(engine, source)
  for (let i = 0; i < 3; i++) expect(await ask(table, 'any', { i }).answer).toBe('yes')
  expect(asked).toEqual([
    { i: 0, source },
    { i: 1, source: { kind: 'held', id: source.id } },
    { i: 2, source: { kind: 'held', id: source.id } },
  ])
})

it('a worker that does not have them is given them again', async () => {
  let hasIt = false
  const { engine, asked } = createEngine(({ source: given }) => {
    if (given !== source && !hasIt) return new AskError('TABLE_NOT_HELD', 'gone', 'source')
    hasIt = true
    return 'yes'
  })
  const table = withTable(engine, source)
  await ask(table, 'any', {}).answer
  hasIt = false
  expect(await ask(table, 'any', {}).answer).toBe('yes')
  expect(asked.map(({ source: given }) => given === source)).toEqual([true, false, true])
})

it('another fault goes through', async () => {
  const { engine } = createEngine(() => new AskError('DELTA_TABLE_NOT_FOUND', 'no table', 'orders'))
  await expect(ask(withTable(engine, source), 'any', {}).answer).rejects.toMatchObject({
    code: 'DELTA_TABLE_NOT_FOUND',
  })
})

it('a query that reads many rows is run when it is asked once more', async () => {
  const { engine, asked } = createEngine(({ mostRows }) =>
    mostRows === undefined
      ? new AskError('TOO_MANY_ROWS', 'version 3 has 2,000,000 rows', 'rows')
      : new AskError('STOPPED', 'far enough for this test', 'rows'),
  )
  const moment = { state: { header: { table: 'orders', firstVersion: 0 }, versions: { length: 4 }, files: [] } }
  const question = questionOf(moment as never)
  const from = { engine, signal: new AbortController().signal, onProgress: () => undefined } as unknown as AskedFrom
  const text = 'SELECT * FROM orders'
  await expect(question?.ask?.(text, from)).rejects.toThrow(
    '2,000,000 rows. They would all be held in memory. Run it once',
  )
  await expect(question?.ask?.(text, from)).rejects.toThrow('far enough')
  await expect(question?.ask?.(text, from)).rejects.toThrow('once more')
  expect(asked.map(({ mostRows }) => mostRows !== undefined)).toEqual([false, true, false])
  expect(question?.check('DELETE FROM orders')).toContain('only one SELECT')
  expect(question?.check('SELECT 1')).toBeUndefined()
})

/** A folder of that many files, none of which is read. */
function folderOf(count: number): TableSource {
  const files = Array.from({ length: count }, (_, i) => ({ path: `orders/${i}`, file: new File([], `${i}`) }))
  return { kind: 'folder', id: 'table-many', name: 'orders', files }
}

it('many files go to the worker in parts, in order, and it is told how far that is', async () => {
  const { engine, asked } = createEngine(() => 'yes')
  const folder = folderOf(1000)
  const told: string[] = []
  const asking = ask(withTable(engine, folder), 'any', {}, (done, total, unit) =>
    told.push(`${done} of ${total} ${unit}`),
  )
  expect(await asking.answer).toBe('yes')
  const parts = asked.map(({ source: part }) => part as { kind: string; from: number; files: unknown[] })
  expect(parts.map(({ kind, from }) => `${kind} ${from}`)).toEqual(['part 0', 'part 256', 'part 512', 'folder 768'])
  expect(parts.flatMap(({ files }) => files)).toEqual(folder.kind === 'folder' ? folder.files : [])
  expect(told).toEqual(['256 of 1000 files handed over', '512 of 1000 files handed over'])
})

it('handing over is stopped between two parts, and begins anew when it is asked for again', async () => {
  const { engine, asked } = createEngine(() => 'yes')
  const table = withTable(engine, folderOf(2000))
  const asking = ask(table, 'any', {})
  asking.stop()
  await expect(asking.answer).rejects.toMatchObject({ code: 'STOPPED' })
  expect(asked).toHaveLength(1)
  expect(await ask(table, 'any', {}).answer).toBe('yes')
  expect(asked.slice(1)).toHaveLength(8)
})
