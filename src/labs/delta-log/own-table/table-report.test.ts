import { describe, expect, it } from 'vitest'
import { checkTableOperation } from '../../../engine/operations/check-table.ts'
import type { TableReport as AnsweredReport } from '../../../engine/operations/check-table.ts'
import type { FilePorts } from '../../../engine/operations/file-ports.ts'
import { runToEnd } from '../../../engine/operations/test-runs.ts'
import type { MemoryStore } from '../../../engine/storage/memory-store.ts'
import { paramsOf } from './open-table.ts'
import { ownLab } from './own-lab.ts'
import { countFindings, parseTableReport } from './table-report.ts'
import type { TableReport } from './table-report.ts'
import { add, metaData, PROTOCOL, storeOf } from './test-own-tables.ts'

/** What the worker answers; the type holds that it is what the page expects. */
async function check(store: MemoryStore): Promise<TableReport> {
  const ports: Pick<FilePorts, 'openTable'> = { openTable: () => Promise.resolve(store) }
  const prepared = await checkTableOperation.open({ source: {}, name: 'sales' }, [], ports as FilePorts)
  const { answer } = await runToEnd(prepared)
  return answer as AnsweredReport
}

const FIRST = [PROTOCOL, metaData(), add('a', 1)]
const DAMAGED = '{"add":'

describe('the report of a check, from the worker to the page', () => {
  it('is taken by the page as it comes, with its score', async () => {
    const report = await check(storeOf([FIRST, [add('b', 2)]], { a: 10 }))
    expect(parseTableReport(structuredClone(report))).toEqual(report)
    const { total, counts, bins, binSize, parts } = report.score
    expect([binSize, bins.length, counts.reduce((sum, count) => sum + count, 0)]).toEqual([1, total, total])
    expect(parts.map(({ name }) => name)).toEqual(['data files', 'the log', 'checks'])
  })

  it.each(['total', 'counts', 'binSize', 'bins', 'parts'])('is refused without %s of its score', async (name) => {
    const report = await check(storeOf([FIRST]))
    expect(() => parseTableReport({ ...report, score: { ...report.score, [name]: undefined } })).toThrow(name)
  })
})

describe('lines with an x behind them', () => {
  it('are one finding, with the place and the end of the first', async () => {
    const written = storeOf([FIRST, [add('b', 2)]], { a: 10, b: 10 })
    const clean = await check(written)
    expect([countFindings(clean), clean.lines.firstTail]).toEqual([0, undefined])
    const path = '_delta_log/00000000000000000001.json'
    const text = new TextDecoder().decode(await written.get(path)).trimEnd()
    await written.put(path, new TextEncoder().encode(`${text}x\n`))
    const { lines, ...rest } = await check(written)
    expect(countFindings({ lines, ...rest })).toBe(1)
    expect(lines.firstTail).toEqual({
      version: 1,
      line: 1,
      column: text.length + 1,
      text: `${text.slice(-60)}x`,
    })
  })
})

describe('the sentence over a log', () => {
  const COMMITS = [FIRST, [add('b', 2)], DAMAGED, [add('c', 3)], [add('d', 4)]]

  async function sentenceOf(store: MemoryStore): Promise<string> {
    const parts = ownLab.sentence(paramsOf(await check(store)))
    return parts.filter((part) => typeof part === 'string').join('')
  }

  it('counts the commits of its versions, and those of versions that cannot be rebuilt apart', async () => {
    expect(await sentenceOf(storeOf(COMMITS.slice(0, 2)))).toContain(
      'The log of sales, 2 commits up to version 1, as its writers left it. Press',
    )
    expect(await sentenceOf(storeOf([FIRST, DAMAGED]))).toContain(
      '1 commit up to version 0, as its writers left it; 1 more belongs to a version that cannot be rebuilt. Press',
    )
    expect(await sentenceOf(storeOf(COMMITS))).toContain(
      '2 commits up to version 1, as its writers left it; 3 more belong to versions that cannot be rebuilt. Press',
    )
  })
})

describe('a data file of another size than the log says', () => {
  it.each([
    ['cut to half its size', { a: 5, b: 10 }, 10],
    ['with 10 GiB by its log', { a: 10, b: 10 }, 10_737_418_240],
  ])('%s is found without reading it, and billed by what is there', async (_what, objects, size) => {
    const report = await check(storeOf([[PROTOCOL, metaData(), add('a', 1, { size }), add('b', 1)]], objects))
    const found = objects.a
    expect(report.findings).toEqual([
      {
        code: 'DELTA_FILE_SIZE_MISMATCH',
        message: `a has ${found} bytes; the log says ${size}: it is not the file that was written; restore it from a copy, or ask for a version without it`,
        where: 'a',
      },
    ])
    expect(report.checks.filter(({ status }) => status !== 'passed')).toEqual([
      { label: 'Data files have their sizes', value: '1 of 2', status: 'failed' },
    ])
    expect([report.liveBytes, report.bytesThere]).toEqual([size + 10, found + 10])
  })
})
