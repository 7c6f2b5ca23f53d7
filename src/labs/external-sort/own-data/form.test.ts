import { describe, expect, it } from 'vitest'
import type { Branch } from '../../../player/branch.ts'
import {
  createForm,
  createKey,
  formOf,
  misfitOf,
  pagesOf,
  paramsOf,
  planOf,
  raiseKey,
  replaceKey,
  turnKey,
  type SortForm,
} from './form.ts'
import { ownLab } from './own-lab.ts'
import { largestFanIn } from './plan.ts'
import { describeCutOff } from './CutOffBar.tsx'
import { offersFor, tryRefusal } from './refusals.ts'
import type { FileReport } from './reports.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import { runPaged } from '../test-lab-run.ts'
import { progressWords, workWords } from './use-progress-words.ts'
import { tryMismatch, wantedFile } from './steps.ts'
import { checksOf, describePlan } from './words.ts'
import { layoutStage } from '../view-model.ts'

const report: FileReport = {
  name: 'people.csv',
  sizeBytes: 1_200_000_000,
  lastModifiedMs: 0,
  fingerprint: 'f00d',
  format: 'csv',
  columns: ['id', 'city', 'age', 'a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, type: 'int64', meanBytes: 6 })),
  rows: [],
  sampleRecords: 4000,
  meanRecordBytes: 60,
  longestRecordBytes: 90,
  records: undefined,
  readerBytes: undefined,
  remarks: [],
  storage: { kind: 'disk', quotaBytes: 10e9, freeBytes: 9.4e9 },
}
const form: SortForm = { ...createForm(report), keys: [createKey('city')] }

describe('the key', () => {
  it('is built, turned, put in order and taken apart', () => {
    const two = { ...form, keys: [createKey('city'), createKey('age')] }
    const turned = replaceKey(two, 1, turnKey(createKey('age')))
    expect(turned.keys[1]).toEqual({ column: 'age', type: 'auto', direction: 'desc', nulls: 'last' })
    expect(raiseKey(turned, 1).keys.map(({ column }) => column)).toEqual(['age', 'city'])
    expect(raiseKey(turned, 0)).toBe(turned)
    expect(replaceKey(turned, 0, undefined).keys.map(({ column }) => column)).toEqual(['age'])
    expect(paramsOf(turned, report)).toMatchObject({
      file: 'people.csv',
      fingerprint: 'f00d',
      keys: ['city', 'auto', 'asc', 'first', 'age', 'auto', 'desc', 'last'],
    })
  })

  it('is refused with the columns that there are', () => {
    const reasonOf = (columns: readonly string[], format: FileReport['format'] = 'csv'): string | undefined =>
      misfitOf({ ...form, keys: columns.map(createKey) }, { ...report, format })?.reason
    expect(reasonOf([])).toBe('choose a column to sort by')
    expect(reasonOf(['town'])).toBe('there is no column "town"; the file has id, city, age, a, b, c, d, e and 1 more')
    expect(reasonOf(['id', 'id'])).toBe('"id" is a key twice')
    expect(reasonOf(['later'], 'ndjson')).toBeUndefined()
    expect(reasonOf(['city'])).toBeUndefined()
    const nested = { ...report, columns: [{ name: 'tags', type: 'no order', meanBytes: 9 }] }
    expect(misfitOf({ ...form, keys: [createKey('tags')] }, nested)?.reason).toBe(
      '"tags" has a type without an order here',
    )
  })
})

describe('a file without a column of its own name', () => {
  it('says why none can be chosen, before one is', () => {
    const columns = ['a', 'a'].map((name) => ({ name, type: 'int64', meanBytes: 1 }))
    const reasonOf = (more: FileReport['columns']): string | undefined =>
      misfitOf({ ...form, keys: [] }, { ...report, columns: more })?.reason
    expect(reasonOf(columns)).toBe('every column shares its name with another; rename one of them to sort by it')
    expect(reasonOf([...columns, { name: 'b', type: 'int64', meanBytes: 1 }])).toBe('choose a column to sort by')
  })
})

describe('memory', () => {
  it('is told to the stage in the pages that the form counts', () => {
    const run = runPaged()
    const params = paramsOf(form, report)
    const last = run.log.nth(SortEvent.mergeStep, 1) ?? 0
    const { texts } = layoutStage({ ...run.momentAt(last + 20), params }, 1000, 700, false)
    const notes = texts.flatMap(({ text }) => /^\d+\/([\d,]+) pages$/.exec(text)?.[1] ?? [])
    expect(notes).toEqual([String(pagesOf(form, report))])
  })

  it('has one row with its index', () => {
    const one = { ...report, sizeBytes: 9, records: 1, sampleRecords: 1 }
    const { paragraphs } = describePlan(one, form, planOf(form, one))
    expect(paragraphs[0]).toContain('All of it, 1 row and its index, fits in memory')
  })

  it('is refused where the pages of a merge do not fit', () => {
    const small = { ...form, memoryBytes: 100_000, pageBytes: 12_000, fanIn: 8 }
    expect(misfitOf(small, report)).toEqual({ field: 'fanIn', reason: '8 runs need 9 pages; memory has 5' })
    for (const memoryBytes of [0, 10]) {
      expect(misfitOf({ ...form, memoryBytes }, report)?.reason).toBe('memory is 64 kB to 256 MB')
      expect(planOf({ ...form, memoryBytes }, report).pages).toBe(0)
    }
    expect(misfitOf({ ...form, pageBytes: 0 }, report)?.field).toBe('page')
    expect(planOf({ ...form, pageBytes: 0 }, report).pages).toBe(0)
    expect(misfitOf({ ...form, pageBytes: 100 }, report)?.reason).toBe('a page has 1 KiB to 64 MiB')
    // A page of which not even three fit is the fault of the page, whatever is merged.
    const large = { ...form, memoryBytes: 1e6, pageBytes: 400_000 }
    expect(misfitOf(large, report)).toEqual({
      field: 'page',
      reason: 'merging 2 runs needs 3 pages; memory has 1 of 400 kB',
    })
    expect(misfitOf({ ...large, pageBytes: 150_000, doubleBuffering: true }, report)).toEqual({
      field: 'page',
      reason: 'merging 2 runs needs 6 pages, each doubled; memory has 5 of 150 kB',
    })
    expect(misfitOf({ ...form, fanIn: 1 }, report)?.reason).toBe('2 to 4096 runs can be merged at a time')
  })
})

describe('a file whose reader takes memory', () => {
  const parquet = { ...report, sizeBytes: 108_000, readerBytes: 900_000 }
  const tight = { ...form, memoryBytes: 1e6 }

  it('is told how much is enough, and that does', () => {
    const misfit = misfitOf(tight, parquet)
    expect(misfit).toEqual({
      field: 'memory',
      reason: 'reading people.csv takes 900 kB and writing some more: 2 MB is enough',
      enoughBytes: 2e6,
    })
    expect(misfitOf({ ...tight, memoryBytes: misfit?.enoughBytes ?? 0 }, parquet)).toBeUndefined()
  })

  it('is told what sorts it where no memory of a browser is enough', () => {
    const misfit = misfitOf(tight, { ...parquet, readerBytes: 300e6 })
    expect(misfit).toEqual({
      field: 'memory',
      reason:
        'reading people.csv takes 300 MB and writing some more, and 256 MB is the most here: sort it with cli sort --memory 448M, or write it in smaller row groups',
    })
    const advised = { memoryBytes: 448 << 20, pageBytes: 1 << 20, doubleBuffering: false, readerBytes: 300e6 }
    expect(largestFanIn(advised)).toBeGreaterThan(2)
  })
})

describe('rows of a file', () => {
  it('are known where all of it has been looked at', () => {
    const small = { ...report, sizeBytes: 120, sampleRecords: 4, meanRecordBytes: 20 }
    const plan = planOf(form, small)
    expect(plan.records).toBe(4)
    expect(describePlan(small, form, plan).paragraphs[0]).toContain('All of it, 4 rows and')
    expect(checksOf(small, form, plan)[1]).toMatchObject({ label: 'Rows', value: '4' })
    expect(checksOf(report, form, planOf(form, report))[1]).toMatchObject({ label: 'Rows read so far' })
  })
})

describe('the choices of a run', () => {
  const chosen: SortForm = {
    ...form,
    keys: [
      { column: 'city', type: 'string', direction: 'desc', nulls: 'first' },
      { column: 'amount', type: 'auto', direction: 'asc', nulls: 'last' },
    ],
    memoryBytes: 512e3,
    pageBytes: 2048,
    fanIn: 3,
    formation: 'replacement-selection',
    structure: 'binary-heap',
    doubleBuffering: true,
    firstPass: 'optimal',
    badRows: 'skip',
  }

  it('are the form again that they were made of', () => {
    expect(formOf(paramsOf(chosen, report), report)).toEqual(chosen)
    expect(formOf(paramsOf(form, report), report)).toEqual(form)
    // A link may hold anything where numbers are.
    const nothing = { ...paramsOf(form, report), memory: 'much', page: 'large', fanIn: Infinity }
    expect(formOf(nothing, report)).toEqual(form)
    const huge = formOf({ ...paramsOf(form, report), memory: 1e300 }, report)
    expect(misfitOf(huge, report)?.reason).toBe('memory is 64 kB to 256 MB')
  })
})

describe('what a refusal offers', () => {
  const textsFor = (code: string, changes: Partial<SortForm> = {}, message = 'line 2: no'): readonly string[] =>
    offersFor({ code, message }, { ...form, ...changes }, report).map(({ text }) => text)
  const SKIP = 'Skip such rows and keep them in a file'

  it('is another way that may work', () => {
    expect(textsFor('RAGGED_ROW')).toEqual([SKIP])
    expect(textsFor('RAGGED_ROW', { badRows: 'skip' })).toEqual([])
    const keys = [{ column: 'city', type: 'int64', direction: 'asc', nulls: 'first' } as const]
    expect(textsFor('BAD_VALUE', { keys })).toEqual(['Let the values say the type', SKIP])
    expect(textsFor('MEMORY_TOO_SMALL', { memoryBytes: 256e3, fanIn: 9 })).toEqual([
      'Merge 4 runs at a time',
      'Take 512 kB of memory',
    ])
    expect(textsFor('MEMORY_REFUSED', { memoryBytes: 256e6 })).toEqual(['Take 128 MB of memory'])
    expect(textsFor('RECORD_TOO_LONG', { memoryBytes: 256e3 }, 'a record of 9000 bytes')).toEqual([
      'Take 1 MB of memory in pages of 32 KiB',
    ])
    const largest = { memoryBytes: 64e6 }
    const large = (pages: number) => textsFor('RECORD_TOO_LONG', { ...largest, pageBytes: pages << 20 }, 'a record')
    expect(textsFor('RECORD_TOO_LONG', largest, 'a record')).toEqual(['Take pages of 4 MiB'])
    expect(large(4)).toEqual(['Take pages of 16 MiB and 128 MB of memory'])
    expect(large(16)).toEqual(['Take pages of 32 MiB and 256 MB of memory'])
    expect(large(32)).toEqual([])
    const long = 'a record of 5,000,000 bytes and its key do not fit in a page of 8,192 bytes'
    expect(textsFor('RECORD_TOO_LONG', { memoryBytes: 256e3 }, long)).toEqual([
      'Take pages of 16 MiB and 128 MB of memory',
    ])
    const small = { ...report, sizeBytes: 3_000_000 }
    const [offer] = offersFor(
      { code: 'RECORD_TOO_LONG', message: 'line 2: too long' },
      { ...form, memoryBytes: 256e3 },
      small,
    )
    expect(offer?.text).toBe('Take pages of 4 MiB and 32 MB of memory')
    expect(textsFor('NO_SUCH_COLUMN')).toEqual([])
  })

  it('is none where there is something to be gone on with, or a log to be seen', () => {
    const failed = (code: string) => ({ type: 'failed', error: { code, message: '', where: '' } }) as const
    expect(tryRefusal(failed('QUOTA_EXCEEDED'), 300)).toBeUndefined()
    expect(tryRefusal(failed('QUOTA_EXCEEDED'), 0)?.code).toBe('QUOTA_EXCEEDED')
    expect(tryRefusal(failed('RAGGED_ROW'), 300)?.code).toBe('RAGGED_ROW')
    expect(tryRefusal({ type: 'stopped' }, 0)).toBeUndefined()
  })
})

describe('what a stopped sort leaves', () => {
  const stopped = { log: { length: 2 }, end: { type: 'stopped' } } as unknown as Pick<Branch, 'log' | 'end'>

  it('is told by the runs that can be gone on with', () => {
    expect(describeCutOff(stopped, 0)).toBe(
      'Stopped at event 2. What was written can be stepped; there is no finished run to go on with.',
    )
    expect(describeCutOff({ ...stopped, log: { length: 0 } as Branch['log'] }, 0)).toBe('The sort did not begin.')
    expect(describeCutOff(stopped, undefined)).toMatch(/ What was written can be stepped\.$/)
    expect(describeCutOff(stopped, 'written')).toMatch(
      /; the sorted file is written, and was not read back to its end\.$/,
    )
    expect(describeCutOff(stopped, 3)).toMatch(/; 3 finished runs are kept\.$/)
  })
})

describe('the words before a sort', () => {
  it('tell runs, passes and bytes', () => {
    const { title, paragraphs } = describePlan(report, form, planOf(form, report))
    expect(title).toMatch(/^1\.2 GB in 64 MB: about \d+ runs, 1 pass, \d\.\d GB of runs written$/)
    expect(paragraphs.join(' ')).toMatch(
      /one pass merges them all\. Runs and output together hold up to \d\.\d GB at one time on this browser's disk; the browser tells of 9\.4 GB free\./,
    )
  })

  it('tell what a small merge first spares', () => {
    const chosen = { ...form, memoryBytes: 1e6, firstPass: 'optimal', fanIn: 100 } as const
    const { title, paragraphs } = describePlan(
      report,
      { ...chosen, pageBytes: 4096 },
      planOf({ ...chosen, pageBytes: 4096 }, report),
    )
    expect(title).toMatch(/, 2 passes, /)
    expect(paragraphs[0]).toMatch(
      / A first merge of \d+ runs makes all later ones full, 100 runs each: a row goes through about [23] merges at most, and only \d\.\d GB of runs are written again\.$/,
    )
  })

  it('tell what cannot be gone on with while replacement selection makes runs', () => {
    const chosen = { ...form, formation: 'replacement-selection' } as const
    expect(describePlan(report, chosen, planOf(chosen, report)).paragraphs[0]).toContain(
      'cut off then, the sort begins again',
    )
    expect(describePlan(report, form, planOf(form, report)).paragraphs[0]).not.toContain('begins again')
  })

  it('tell that there is no disk, and that it would be too small', () => {
    const memory = { ...report, storage: { kind: 'memory', quotaBytes: 256e6, freeBytes: 256e6 } } as const
    const plan = planOf(form, memory)
    expect(describePlan(memory, form, plan).paragraphs[1]).toMatch(/gives pages no disk here.*up to 256\.0 MB\.$/)
    expect(checksOf(memory, form, plan).at(-1)).toEqual({
      label: 'Free in memory',
      value: '256.0 MB',
      outcome: 'bad',
    })
    expect(checksOf(report, form, planOf(form, report)).at(-1)?.label).toBe('Free, says the browser')
  })

  it('promises nothing for a file of which no row can be read', () => {
    const unread = { ...report, sampleRecords: 0, remarks: ['Line 2: not valid UTF-8.'] }
    const form = createForm(unread)
    const { title, paragraphs } = describePlan(unread, form, planOf(form, unread))
    expect(title).toBe('No row at its beginning can be read')
    expect(paragraphs.join(' ')).toMatch(/The sort stops at the first\.$/)
    const skipping = { ...form, badRows: 'skip' } as const
    expect(describePlan(unread, skipping, planOf(skipping, unread)).paragraphs.join(' ')).toMatch(/kept in a file\.$/)
    expect(checksOf(unread, form, planOf(form, unread))[1]?.outcome).toBe('warn')
  })

  it('does not blame rows that were only not seen whole', () => {
    const unseen = { ...report, sampleRecords: 0, remarks: [] }
    const form = createForm(unseen)
    const { title, paragraphs } = describePlan(unseen, form, planOf(form, unseen))
    expect([title, ...paragraphs].join(' ')).toMatch(/^No whole row at its beginning/)
    expect(paragraphs.join(' ')).not.toMatch(/wrong/)
  })
})

describe('the words of a run', () => {
  it('tell bytes, then the rate, and the time left after three seconds', () => {
    const at = { done: 3_000_000, total: 15_000_000 }
    const words = (elapsedMs: number, rate?: number) => progressWords(at, elapsedMs, rate, 5_000_000)
    expect(progressWords({ done: 0, total: 0 }, 100, undefined, 5_000_000)).toBe('opening')
    expect(words(100)).toBe('3.0 MB of 5.0 MB, 20% of all')
    expect(words(900, 2000)).toBe('3.0 MB of 5.0 MB, 20% of all; 2.0 MB/s')
    expect(words(1900, 2000)).toBe('3.0 MB of 5.0 MB, 20% of all; 2.0 MB/s')
    expect(words(4000, 2000)).toBe('3.0 MB of 5.0 MB, 20% of all; 2.0 MB/s, about 16 s left in all')
    // For a moment it stands still, which says nothing of the rest.
    expect(words(4000, 20)).toBe('3.0 MB of 5.0 MB, 20% of all; 20 kB/s, about 16 s left in all')
  })

  it('tell of no more bytes than the file has, and a share of all where no file is read', () => {
    const words = (done: number, size?: number) => progressWords({ done, total: 800e6 }, 100, undefined, size)
    expect(words(60.8e6, 200e6)).toBe('60.8 MB of 200.0 MB, 7% of all')
    expect(words(200e6, 200e6)).toBe('200.0 MB of 200.0 MB, 25% of all')
    expect(words(295.9e6, 200e6)).toBe('95.9 MB of 200.0 MB, 36% of all')
    expect(words(405e6, 200e6)).toBe('200.0 MB of 200.0 MB, 50% of all')
    expect(words(405e6)).toBe('50% of all')
    expect(words(0, 200e6)).toBe('0 B of 200.0 MB, 0% of all')
  })

  it('say what the sort is at', () => {
    const { log } = runPaged()
    const at = (position: number) => workWords(log.prefix(position))
    const steps = [1, 2].map((n) => log.nth(SortEvent.mergeStep, n) ?? 0)
    expect([0, 1, (steps[0] ?? 0) - 1].map(at)).toEqual(['looking the file over', 'making runs', 'making runs'])
    expect([steps[0] ?? 0, log.length - 1, log.length].map(at)).toEqual([
      'merge pass 1',
      'merge pass 3',
      'reading the output back',
    ])
  })

  it('put its choices into one sentence', () => {
    const turned = { ...form, keys: [createKey('city'), turnKey(createKey('age'))] }
    expect(ownLab.sentence(paramsOf(turned, report))).toEqual([
      'Sort people.csv, 1.2 GB, by city ascending, then age descending, with 64 MB of memory in pages of 1 MiB, ' +
        'merging 59 runs at a time with a loser tree.',
    ])
  })
})

describe('a file that is asked for', () => {
  const wanted = wantedFile({
    type: 'shared',
    moment: {
      ...{
        engine: '1',
        lab: 'external-sort',
        branches: [],
        bookmarks: [],
        breakpoints: [],
        current: 0,
        position: 0,
        note: '',
        digest: '',
      },
      data: { name: 'people.csv', sizeBytes: 1_200_000_000, digest: 'f00d' },
    },
  })

  it('is told from others by its size and its bytes', () => {
    if (wanted === undefined) throw new Error('the link asks for a file')
    expect(wanted.why).toContain('a link never carries rows')
    expect(tryMismatch(report, wanted)).toBeUndefined()
    expect(tryMismatch({ ...report, fingerprint: 'beef' }, wanted)?.message).toBe(
      'it is not the people.csv that was sorted: it has the same size and other bytes',
    )
    expect(tryMismatch({ ...report, fingerprint: 'beef', sizeBytes: 5 }, wanted)?.message).toContain(
      'it has 5 bytes, not 1,200,000,000',
    )
  })
})
