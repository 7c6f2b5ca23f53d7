import { describe, expect, it } from 'vitest'
import { Rng } from '../../../base/rng.ts'
import { MemoryFile, MemorySink } from '../../../engine/sort/memory-files.ts'
import { MemoryRunStore } from '../../../engine/sort/memory-run-store.ts'
import { sortFile } from '../../../engine/sort/sort-file.ts'
import type { FileSortReport } from '../../../engine/sort/sort-file-types.ts'
import { TraceWriter } from '../../../engine/trace/writer.ts'
import { createForm, createKey, fanInOf, misfitOf, pageOf, planOf, type SortForm } from './form.ts'
import { fewestRounds, largestFanIn, memoryFor, pageFor, pagesIn } from './plan.ts'
import { planMerges } from '../planned.ts'
import type { FileReport } from './reports.ts'

const ROWS = 30_000

function createCsv(): { readonly bytes: Uint8Array; readonly report: FileReport } {
  const rng = new Rng(4, 'plan')
  const cities = ['Oslo', 'Bergen', 'Aarhus', 'Kyoto']
  const rows = Array.from(
    { length: ROWS },
    () => `${rng.nextBelow(1e9)},${cities[rng.nextBelow(4)] as string}-${rng.nextBelow(1000)},${rng.nextBelow(100)}`,
  )
  const bytes = new TextEncoder().encode(`id,city,age\n${rows.join('\n')}\n`)
  const mean = (column: number): number =>
    rows.reduce((sum, row) => sum + (row.split(',')[column] as string).length, 0) / ROWS
  return {
    bytes,
    report: {
      name: 'people.csv',
      sizeBytes: bytes.length,
      lastModifiedMs: 0,
      fingerprint: '',
      format: 'csv',
      columns: [
        { name: 'id', type: 'int64', meanBytes: mean(0) },
        { name: 'city', type: 'string', meanBytes: mean(1) },
        { name: 'age', type: 'int64', meanBytes: mean(2) },
      ],
      rows: [],
      sampleRecords: ROWS,
      meanRecordBytes: rows.reduce((sum, row) => sum + row.length, 0) / ROWS,
      longestRecordBytes: Math.max(...rows.map((row) => row.length)),
      records: undefined,
      readerBytes: undefined,
      remarks: [],
      storage: { kind: 'disk', quotaBytes: 1e9, freeBytes: 1e9 },
    },
  }
}

const { bytes, report } = createCsv()

function sort(form: SortForm): FileSortReport {
  const request = {
    format: 'csv',
    keys: form.keys.map(({ column, direction, nulls }) => ({ column, direction, nulls })),
    memoryBytes: form.memoryBytes,
    pageBytes: pageOf(form),
    fanIn: fanInOf(form, report),
    formation: form.formation,
    doubleBuffering: form.doubleBuffering,
    firstPass: form.firstPass,
    badRows: 'stop',
  } as const
  const job = sortFile(new MemoryFile(bytes), new MemorySink(), new MemoryRunStore(), request, new TraceWriter())
  for (;;) {
    const step = job.next()
    if (step.done === true) return step.value
  }
}

function formFor(columns: readonly string[], changes: Partial<SortForm>): SortForm {
  return { ...createForm(report), keys: columns.map(createKey), memoryBytes: 100_000, ...changes }
}

describe('what a sort is expected to do', () => {
  it.each([
    ['one key of fixed width', formFor(['id'], {})],
    ['a text key', formFor(['city'], {})],
    ['two keys', formFor(['city', 'age'], {})],
    ['small fan-in', formFor(['id'], { fanIn: 3 })],
    ['large pages', formFor(['id'], { pageBytes: 16_384, fanIn: 2 })],
    ['doubled buffers', formFor(['id'], { doubleBuffering: true })],
    ['more memory', formFor(['city'], { memoryBytes: 400_000 })],
    ['a small merge first', formFor(['id'], { firstPass: 'optimal', fanIn: 9 })],
  ])('is what the engine does: %s', (_, form) => {
    const plan = planOf(form, report)
    const { result } = sort(form)
    const { runs, passes, runBytesWritten } = result.counters
    expect(Math.abs(plan.runs - runs)).toBeLessThanOrEqual(1 + runs / 25)
    expect(plan.passes).toBe(passes)
    expect(Math.abs(plan.records - ROWS) / ROWS).toBeLessThan(0.01)
    // A run left over at the end of a pass is not written again: fewer bytes than whole passes move.
    expect(runBytesWritten / plan.spilledBytes).toBeGreaterThan(0.6)
    expect(runBytesWritten / plan.spilledBytes).toBeLessThan(1.05)
  })

  it('writes again with a small merge first what the engine does', () => {
    for (const fanIn of [2, 3, 4, 9, 12]) {
      const form = formFor(['id'], { firstPass: 'optimal', fanIn })
      const { spilledBytes, passes } = planOf(form, report)
      const { runBytesWritten, passes: found } = sort(form).result.counters
      // The last run is a short one, which counts for more the fewer there are.
      expect(Math.abs(runBytesWritten / spilledBytes - 1), `by ${fanIn}`).toBeLessThan(0.07)
      expect(Math.abs(found - passes), `by ${fanIn}`).toBeLessThanOrEqual(1)
      expect(spilledBytes).toBeLessThan(planOf({ ...form, firstPass: 'full' }, report).spilledBytes)
    }
  })

  it('writes again at the least what a tree of merges must, and about that', () => {
    for (let runs = 2; runs < 400; runs += 7) {
      for (const fanIn of [2, 3, 5, 8, 27]) {
        const played = planMerges(new Array<number>(runs).fill(1), 1, fanIn, 'optimal')
        const rounds = played.records / 2 / runs
        expect(fewestRounds(runs, fanIn) / rounds, `${runs} by ${fanIn}`).toBeLessThan(1 + 1e-9)
        expect(fewestRounds(runs, fanIn) / rounds, `${runs} by ${fanIn}`).toBeGreaterThan(0.85)
      }
    }
  })

  it('is about right for replacement selection', () => {
    const form = formFor(['id'], { formation: 'replacement-selection' })
    const { runs } = sort(form).result.counters
    expect(planOf(form, report).runs / runs).toBeGreaterThan(0.7)
    expect(planOf(form, report).runs / runs).toBeLessThan(1.4)
  })

  it('is no run when all of it fits, as the engine finds', () => {
    const form = formFor(['id'], { memoryBytes: 4_000_000 })
    expect(planOf(form, report)).toMatchObject({ runs: 0, passes: 0, spilledBytes: 0 })
    expect(sort(form).result.counters.runs).toBe(0)
  })

  it('counts pages as the engine does, to the last one', () => {
    for (const doubleBuffering of [false, true]) {
      for (const memoryBytes of [64_000, 100_000, 333_333]) {
        const form = formFor(['id'], { memoryBytes, doubleBuffering })
        expect(misfitOf(form, report)).toBeUndefined()
        expect(() => sort(form)).not.toThrow()
        const more = { ...form, fanIn: fanInOf(form, report) + 1 }
        const { reason } = misfitOf(more, report) ?? { reason: '' }
        expect(() => sort(more)).toThrow(reason)
        expect(reason).toMatch(/^\d+ runs need \d+ pages(, each doubled)?; memory has \d+$/)
      }
    }
  })
})

describe('what a sort begins with', () => {
  it('is an eighth of the file, in pages that some thirty runs fit', () => {
    expect([1e5, 5e6, 1e8, 1e12].map((size) => memoryFor(size, undefined))).toEqual([256e3, 1e6, 16e6, 64e6])
    expect([64e3, 512e3, 16e6, 64e6].map(pageFor)).toEqual([4096, 16_384, 524_288, 1 << 20])
    for (const memoryBytes of [64e3, 256e3, 1e6, 64e6, 256e6]) {
      const pageBytes = pageFor(memoryBytes)
      const choice = { memoryBytes, pageBytes, doubleBuffering: false, readerBytes: undefined }
      expect(largestFanIn(choice)).toBeGreaterThanOrEqual(8)
      expect(pagesIn(choice, 8)).toBeGreaterThan(8)
    }
  })

  it('is more where reading takes much of it', () => {
    expect(memoryFor(1e6, 100_000)).toBe(1e6)
    expect(memoryFor(1e6, 10e6)).toBe(64e6)
    expect(memoryFor(1e6, 2e9)).toBe(256e6)
  })
})
