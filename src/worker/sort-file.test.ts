import { describe, expect, it } from 'vitest'
import { Rng } from '../base/rng.ts'
import { createSortFold } from '../engine/sort/fold.ts'
import { SortEvent } from '../engine/sort/events.ts'
import { SortError } from '../engine/sort/sort-error.ts'
import type { SortFileReport } from '../engine/operations/sort-file-report.ts'
import { createWorld, fileOf, type Told, type World } from './test-files.ts'
import { createRows, csvOf, fingerprintOf, outputOf, paramsFor, sortRows } from './test-people.ts'

/** The run that is sealed as the `nth` of all cannot be written, once. */
function failSeal({ workspaces }: World, nth: number): void {
  const open = workspaces.open.bind(workspaces)
  let seals = 0
  workspaces.open = async (id) => {
    const workspace = await open(id)
    const seal = workspace.runs.seal.bind(workspace.runs)
    workspace.runs.seal = (manifest) => {
      if (++seals === nth) throw new SortError('WRITE_FAILED', 'the disk does not answer', 'runs')
      seal(manifest)
    }
    return workspace
  }
}

const BY_CITY_AND_AGE = ['city', 'auto', 'asc', 'first', 'age', 'auto', 'asc', 'first']

function reportOf({ last }: Told): SortFileReport {
  if (last.type !== 'finished') throw new Error(`it ended otherwise: ${JSON.stringify(last)}`)
  return last.result as SortFileReport
}

/** What the one sort has left. */
async function leftOf(world: World): Promise<unknown> {
  const { last } = await world.ask('list-sorts', {})
  return last.type === 'finished' ? (last.result as readonly unknown[])[0] : last
}

/** Kinds of all events, and the state they fold to. */
function replay({ header, chunks }: Told) {
  const fold = createSortFold(header)
  const state = fold.start()
  for (const chunk of chunks) fold.reduce(state, chunk, 0, chunk.length)
  return { state, kinds: chunks.flatMap((chunk) => [...chunk.kind]), digest: fold.digest(state) }
}

describe('sorting a file', () => {
  it('gives what a stable sort in memory gives, and proves it', async () => {
    const rows = createRows(20_000)
    const file = fileOf(csvOf(rows))
    const world = createWorld()
    const told = await world.ask('sort-file', paramsFor(file, BY_CITY_AND_AGE))
    const report = reportOf(told)
    expect(await outputOf(world)).toBe(csvOf(sortRows(rows)))
    expect(report).toMatchObject({
      records: 20_000,
      keyTypes: ['city string', 'age int64'],
      outputBytes: file.size,
      rejectedRows: 0,
      resumedRuns: 0,
      readBack: { records: 20_000, digest: report.digestIn, inOrder: true },
    })
    expect(report.digestOut).toBe(report.digestIn)
    expect(report.runs).toBeGreaterThan(8)
    expect(report.passes).toBeGreaterThan(1)
    expect(report.peakMemoryBytes).toBeLessThanOrEqual(100_000)
    const { state, digest } = replay(told)
    expect(state).toMatchObject({ stage: 'done', inputRead: 20_000, outputWritten: 20_000, mergeLevel: report.passes })
    expect(told.last).toMatchObject({ digest })
    expect(await world.workspaces.list()).toMatchObject([{ id: 'job-1', isBusy: false, pastRuns: [] }])
  }, 20_000)

  it('tells its progress in bytes, never falling behind, up to the end', async () => {
    const file = fileOf(csvOf(createRows(5000)))
    const { progress } = await createWorld().ask('sort-file', paramsFor(file, BY_CITY_AND_AGE))
    expect(progress.length).toBeGreaterThan(50)
    const shares = progress.map(({ done, total }) => done / total)
    expect(Math.max(...shares)).toBeGreaterThan(0.95)
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true)
    expect(progress.every(({ done }, i) => i === 0 || done >= (progress[i - 1]?.done ?? 0))).toBe(true)
  })

  it('sorts NDJSON by a member, records as they were', async () => {
    const rng = new Rng(9, 'json')
    const lines = Array.from({ length: 3000 }, (_, i) => `{"n":${rng.nextBelow(500) / 4},"id":${i}}`)
    const file = fileOf(`${lines.join('\n')}\n`, 'events.ndjson')
    const world = createWorld()
    const report = reportOf(await world.ask('sort-file', paramsFor(file, ['n', 'auto', 'desc', 'last'])))
    const valueOf = (line: string): number => (JSON.parse(line) as { n: number }).n
    const sorted = [...lines].sort((a, b) => valueOf(b) - valueOf(a))
    expect(await outputOf(world)).toBe(`${sorted.join('\n')}\n`)
    expect(report.keyTypes).toEqual(['n float64'])
  })

  it('needs no run when all of it fits in memory', async () => {
    const rows = createRows(200)
    const world = createWorld()
    const report = reportOf(await world.ask('sort-file', paramsFor(fileOf(csvOf(rows)), BY_CITY_AND_AGE)))
    expect(report).toMatchObject({ runs: 0, passes: 0, bytesSpilled: 0, records: 200 })
    expect(await outputOf(world)).toBe(csvOf(sortRows(rows)))
  })
})

describe('rows that cannot be read', () => {
  const rows = createRows(3000)
  const broken = rows.toSpliced(1000, 1, '7,Oslo').toSpliced(2000, 1, '8,Oslo,3,4')

  it('stop the sort with their line, and nothing of it is left', async () => {
    const world = createWorld()
    const told = await world.ask('sort-file', paramsFor(fileOf(csvOf(broken)), BY_CITY_AND_AGE))
    expect(await world.workspaces.list()).toEqual([])
    expect(told.last).toMatchObject({
      type: 'failed',
      error: { code: 'RAGGED_ROW', where: 'line 1002', message: 'line 1002: 2 fields; the header has 3' },
    })
  })

  it('are kept in a file when they are skipped', async () => {
    const world = createWorld()
    const params = paramsFor(fileOf(csvOf(broken)), BY_CITY_AND_AGE, { badRows: 'skip' })
    const report = reportOf(await world.ask('sort-file', params))
    expect(report).toMatchObject({
      records: 2998,
      rejectedRows: 2,
      rejections: ['line 1002: 2 fields; the header has 3', 'line 2002: 4 fields; the header has 3'],
    })
    expect(await outputOf(world, 'job-1', 'rejects')).toBe(
      '# line 1002: 2 fields; the header has 3\n7,Oslo\n# line 2002: 4 fields; the header has 3\n8,Oslo,3,4\n',
    )
    expect(await outputOf(world)).toBe(csvOf(sortRows(rows.toSpliced(2000, 1).toSpliced(1000, 1))))
  })

  it('are kept whole where they are longer than a page', async () => {
    const article = `7,Oslo,"${Array.from({ length: 2000 }, (_, i) => `line ${i}`).join('\n')}"`
    const world = createWorld()
    const file = fileOf(csvOf(rows.toSpliced(1000, 1, article, '8,Oslo')))
    const report = reportOf(await world.ask('sort-file', paramsFor(file, BY_CITY_AND_AGE, { badRows: 'skip' })))
    const rejections = [
      'line 1002: the row does not end within a page of 4,096 bytes',
      'line 3002: 2 fields; the header has 3',
    ]
    expect(report).toMatchObject({ records: 2999, rejectedRows: 2, rejections })
    expect(await outputOf(world, 'job-1', 'rejects')).toBe(
      `# ${rejections[0]}\n${article}\n# ${rejections[1]}\n8,Oslo\n`,
    )
    expect(await outputOf(world)).toBe(csvOf(sortRows(rows.toSpliced(1000, 1))))
  })
})

describe('what is refused', () => {
  const file = fileOf(csvOf(createRows(3000)))

  async function refusalOf(params: Record<string, unknown>, world = createWorld()): Promise<unknown> {
    const { last } = await world.ask('sort-file', params)
    return last.type === 'failed' ? last.error : last
  }

  it('names the column that is not there and those that are', async () => {
    expect(await refusalOf(paramsFor(file, ['town', 'auto', 'asc', 'first']))).toMatchObject({
      code: 'NO_SUCH_COLUMN',
      message: 'people.csv has no column "town"; it has id, city, age',
      where: 'town',
    })
  })

  it('counts the pages that the fan-in needs', async () => {
    expect(await refusalOf(paramsFor(file, BY_CITY_AND_AGE, { fanIn: 40 }))).toMatchObject({
      code: 'MEMORY_TOO_SMALL',
      message: expect.stringMatching(/^40 runs need 41 pages; memory has \d+$/) as string,
    })
  })

  it('says what was asked of a full disk', async () => {
    expect(await refusalOf(paramsFor(file, BY_CITY_AND_AGE), createWorld(200_000))).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      message: expect.stringContaining('This page may keep 200 kB') as string,
    })
  })

  it('sees that the file is another one', async () => {
    const other = fileOf(csvOf(createRows(3000, 4)))
    expect(await refusalOf({ ...paramsFor(file, BY_CITY_AND_AGE), source: other })).toMatchObject({
      code: 'INPUT_CHANGED',
      where: 'people.csv',
    })
  })

  it('does not take an empty file, or something that is no file', async () => {
    expect(await refusalOf(paramsFor(fileOf(''), BY_CITY_AND_AGE))).toMatchObject({ code: 'EMPTY_INPUT' })
    expect(await refusalOf({ ...paramsFor(file, BY_CITY_AND_AGE), source: 'people.csv' })).toMatchObject({
      code: 'BAD_PARAMS',
    })
    expect(await refusalOf(paramsFor(file, ['city', 'colour', 'asc', 'first']))).toMatchObject({ code: 'BAD_PARAMS' })
    expect(await refusalOf(paramsFor(file, BY_CITY_AND_AGE, { job: '../x' }))).toMatchObject({ code: 'BAD_PARAMS' })
  })

  it.each([
    ['page', [0, 1, 1023, 2 ** 28 + 1, 0.5, -4096, Infinity]],
    ['memory', [0, 1, 20_000, 1e12]],
    ['fanIn', [0, 1, 4097, NaN]],
  ])('does not begin with a %s that no sort can run with', async (name, values) => {
    for (const value of values) {
      const refusal = await refusalOf(paramsFor(file, BY_CITY_AND_AGE, { [name]: value }))
      expect(refusal).toMatchObject({ code: 'BAD_PARAMS', where: name })
    }
  })

  it('does not run with an act that would merge one run at a time', async () => {
    const acts = [{ at: 10, type: 'fan-in', value: 1 }]
    const { last } = await createWorld().ask('sort-file', paramsFor(file, BY_CITY_AND_AGE), acts)
    expect(last).toMatchObject({ type: 'failed', error: { code: 'BAD_OPTION', where: 'fanIn' } })
  })
})

describe('a sort that was cut off', () => {
  const rows = createRows(8000)
  const file = fileOf(csvOf(rows))
  const params = paramsFor(file, BY_CITY_AND_AGE)

  it('keeps what it wrote when it is stopped, and is gone on with to the same output, from anywhere', async () => {
    const whole = await createWorld().ask('sort-file', params)
    for (const share of [0.05, 0.3, 0.5, 0.8]) {
      const world = createWorld()
      const stopped = await world.ask('sort-file', params, [], Math.floor(whole.progress.length * share))
      expect(stopped.last.type).toBe('cancelled')
      const [left] = await world.workspaces.list()
      const resumed = await world.ask('sort-file', params)
      const report = reportOf(resumed)
      expect(report.resumedRuns).toBe(left?.pastRuns.length)
      expect(report.records).toBe(8000)
      expect(report.digestIn).toBe(reportOf(whole).digestIn)
      expect(await outputOf(world)).toBe(csvOf(sortRows(rows)))
      const { state, kinds } = replay(resumed)
      expect(state).toMatchObject({ stage: 'done', outputWritten: 8000, mergeLevel: report.passes })
      expect([...state.waiting]).toEqual([])
      expect(kinds).not.toContain(SortEvent.crash)
      expect(kinds.includes(SortEvent.keepPage)).toBe(report.resumedRuns > 0)
    }
  }, 30_000)

  it('is checked, not sorted again, when it was stopped while its output was read back', async () => {
    const broken = rows.toSpliced(1000, 1, 'early')
    const skipping = paramsFor(fileOf(csvOf(broken)), BY_CITY_AND_AGE, { badRows: 'skip' })
    const whole = await createWorld().ask('sort-file', skipping)
    const { readBack: proven, ...written } = reportOf(whole)
    for (const fromEnd of [1, 10]) {
      const world = createWorld()
      const stopped = await world.ask('sort-file', skipping, [], whole.progress.length - fromEnd)
      expect(stopped.last.type).toBe('cancelled')
      expect(await leftOf(world)).toMatchObject({ stage: 'unchecked', runs: 0, report: undefined })
      const again = await world.ask('sort-file', skipping)
      expect(again.last).toMatchObject({ type: 'failed', error: { code: 'WORKSPACE_TAKEN' } })
      expect((await world.ask('check-sorted', { job: 'job-1' }, [], 2)).last.type).toBe('cancelled')
      expect(await leftOf(world)).toMatchObject({ stage: 'unchecked' })
      expect(reportOf(await world.ask('check-sorted', { job: 'job-1' }))).toEqual({ ...written, readBack: proven })
      expect(await leftOf(world)).toMatchObject({ stage: 'finished', report: { records: 7999, rejectedRows: 1 } })
      expect(await outputOf(world)).toBe(csvOf(sortRows(rows.toSpliced(1000, 1))))
    }
  }, 20_000)

  it('leaves no runs when it is checked, though they could not be removed behind its output', async () => {
    const world = createWorld()
    const open = world.workspaces.open.bind(world.workspaces)
    let refusals = 0
    world.workspaces.open = async (id) => {
      const workspace = await open(id)
      const remove = workspace.runs.remove.bind(workspace.runs)
      workspace.runs.remove = (run) => {
        if (workspace.output.sizeBytes === file.size && refusals++ < 2) {
          throw new SortError('WRITE_FAILED', 'the disk does not answer', 'runs')
        }
        remove(run)
      }
      return workspace
    }
    const failed = await world.ask('sort-file', params)
    expect(failed.last).toMatchObject({ type: 'failed', error: { code: 'WRITE_FAILED' } })
    expect((await world.workspaces.list())[0]?.pastRuns.length).toBeGreaterThan(1)
    // A disk that still refuses does not keep it from being checked.
    expect((await world.ask('check-sorted', { job: 'job-1' }, [], 2)).last.type).toBe('cancelled')
    const report = reportOf(await world.ask('check-sorted', { job: 'job-1' }))
    const [left] = await world.workspaces.list()
    expect(left?.pastRuns).toEqual([])
    expect((left?.sizeBytes ?? 0) - report.outputBytes).toBeLessThan(20_000)
  }, 20_000)

  it.each([
    ['a row is missing', Buffer.byteLength(sortRows(rows).at(-1) as string) + 1],
    ['a row is cut in two', 5],
  ])(
    'is not offered for saving when %s of what was written',
    async (_what, missing) => {
      const whole = await createWorld().ask('sort-file', params)
      const world = createWorld()
      await world.ask('sort-file', params, [], whole.progress.length - 10)
      const workspace = await world.workspaces.open('job-1')
      workspace.output.cutTo(workspace.output.sizeBytes - missing)
      await workspace.close()
      const checked = await world.ask('check-sorted', { job: 'job-1' })
      expect(checked.last).toMatchObject({ type: 'failed', error: { code: 'OUTPUT_NOT_VERIFIED' } })
      expect(await leftOf(world)).toMatchObject({ stage: 'refuted', report: undefined })
      const nothing = (await world.ask('check-sorted', { job: 'job-2' })).last
      expect(nothing).toMatchObject({ type: 'failed', error: { code: 'WORKSPACE_GONE' } })
    },
    20_000,
  )

  it('counts lines on from where it was, and does not keep a rejected row twice', async () => {
    const broken = rows.toSpliced(1000, 1, 'early').toSpliced(7000, 1, 'late')
    const skipping = paramsFor(fileOf(csvOf(broken)), BY_CITY_AND_AGE, { badRows: 'skip' })
    const whole = await createWorld().ask('sort-file', skipping)
    const world = createWorld()
    await world.ask('sort-file', skipping, [], Math.floor(whole.progress.length * 0.25))
    const report = reportOf(await world.ask('sort-file', skipping))
    expect(report.resumedRuns).toBeGreaterThan(0)
    expect(report).toMatchObject({ records: 7998, rejectedRows: 2 })
    expect(report.rejections).toEqual(['line 1002: 1 field; the header has 3', 'line 7002: 1 field; the header has 3'])
    expect(await outputOf(world, 'job-1', 'rejects')).toBe(
      '# line 1002: 1 field; the header has 3\nearly\n# line 7002: 1 field; the header has 3\nlate\n',
    )
  })

  it('keeps a rejected row once when a run could not be sealed', async () => {
    const broken = rows.map((row, i) => (i % 500 === 9 ? `bad ${i}` : row))
    const skipping = paramsFor(fileOf(csvOf(broken)), BY_CITY_AND_AGE, { badRows: 'skip' })
    const world = createWorld()
    failSeal(world, 3)
    const { last } = await world.ask('sort-file', skipping)
    expect(last).toMatchObject({ type: 'failed', error: { code: 'WRITE_FAILED' } })
    const report = reportOf(await world.ask('sort-file', skipping))
    expect(report).toMatchObject({ resumedRuns: 2, records: 7984, rejectedRows: 16 })
    const lines = broken.flatMap((row, i) =>
      row.startsWith('bad') ? [`# line ${i + 2}: 1 field; the header has 3`, row] : [],
    )
    expect(await outputOf(world, 'job-1', 'rejects')).toBe(`${lines.join('\n')}\n`)
    expect(report.rejections).toHaveLength(16)
  })

  it('is not gone on with when the file changed where its fingerprint does not look', async () => {
    const many = createRows(40_000)
    const before = fileOf(csvOf(many))
    const asked = paramsFor(before, BY_CITY_AND_AGE)
    const changed = many.findIndex((row, i) => {
      if (i < 10_000 || !row.includes('Oslo,')) return false
      return fingerprintOf(fileOf(csvOf(many.with(i, row.replace('Oslo', 'Ostl'))))) === asked['fingerprint']
    })
    const after = fileOf(csvOf(many.with(changed, (many[changed] as string).replace('Oslo', 'Ostl'))))
    const whole = (await createWorld().ask('sort-file', asked)).progress.length
    for (const stopAt of [0.3, 0.7]) {
      const world = createWorld()
      await world.ask('sort-file', asked, [], Math.floor(whole * stopAt))
      const { last } = await world.ask('sort-file', { ...asked, source: after })
      expect(last).toMatchObject({ type: 'failed', error: { code: 'INPUT_CHANGED', where: 'people.csv' } })
      expect(reportOf(await world.ask('sort-file', asked)).resumedRuns).toBeGreaterThan(0)
    }
  }, 60_000)

  /** The same file; `look` sees each part that is read and may put another in its place. */
  function watched(look: (part: Blob) => Blob | undefined | void): File {
    const source = fileOf(csvOf(rows))
    const slice = source.slice.bind(source)
    source.slice = (start, end) => {
      const part = slice(start, end)
      return look(part) ?? part
    }
    return source
  }

  it('has its finished runs when the file could not be read for a while, and nothing when that had changed', async () => {
    let reads = 0
    await createWorld().ask('sort-file', { ...params, source: watched(() => void reads++) })
    for (const [fault, code, isKept] of [
      [() => new Blob(), 'READ_FAILED', true],
      [() => fileOf('cut').slice(0, 1), 'INPUT_CHANGED', false],
    ] as const) {
      const world = createWorld()
      let left = Math.floor(reads * 0.8)
      const { last } = await world.ask('sort-file', {
        ...params,
        source: watched(() => (left-- > 0 ? undefined : fault())),
      })
      expect(last).toMatchObject({ type: 'failed', error: { code } })
      const runs = (await world.workspaces.list())[0]?.pastRuns.length ?? 0
      expect(runs > 0).toBe(isKept)
      expect(reportOf(await world.ask('sort-file', params)).resumedRuns).toBe(runs)
      expect(await outputOf(world)).toBe(csvOf(sortRows(rows)))
    }
  })

  it.each([0.8, 1])(
    'has its finished runs when a dying browser refused to read on, after %d of the reads',
    async (part) => {
      let reads = 0
      await createWorld().ask('sort-file', { ...params, source: watched(() => void reads++) })
      const world = createWorld()
      let left = Math.ceil(reads * part) - 1
      const dying = watched(() => {
        if (left-- <= 0) throw new DOMException('not now', 'NotReadableError')
      })
      const { last } = await world.ask('sort-file', { ...params, source: dying })
      expect(last).toMatchObject({ type: 'failed', error: { code: 'READ_FAILED' } })
      const runs = (await world.workspaces.list())[0]?.pastRuns.length ?? 0
      expect(runs).toBeGreaterThan(0)
      expect(reportOf(await world.ask('sort-file', params)).resumedRuns).toBe(runs)
      expect(await outputOf(world)).toBe(csvOf(sortRows(rows)))
    },
  )

  it('is sorted from the beginning where the removal of its runs was cut off', async () => {
    const world = createWorld()
    await world.ask('sort-file', params, [], 200)
    const workspace = await world.workspaces.open('job-1')
    const [first, second] = workspace.pastRuns
    expect(second).toBeDefined()
    workspace.runs.remove(first?.run ?? 0)
    await workspace.close()
    const list = (await world.ask('list-sorts', {})).last
    expect(list).toMatchObject({ type: 'finished', result: [{ runs: 0, records: 0, stage: 'open' }] })
    expect(reportOf(await world.ask('sort-file', params)).resumedRuns).toBe(0)
    expect(await outputOf(world)).toBe(csvOf(sortRows(rows)))
    expect((await world.workspaces.list())[0]?.pastRuns).toEqual([])
  })

  it('is not gone on with for other choices', async () => {
    const world = createWorld()
    await world.ask('sort-file', params, [], 200)
    const { last } = await world.ask('sort-file', { ...params, fanIn: 5 })
    expect(last).toMatchObject({ type: 'failed', error: { code: 'WORKSPACE_TAKEN' } })
  })
})

describe('a fork of a file sort', () => {
  it('shares its past with the run it left and leaves nothing behind', async () => {
    const file = fileOf(csvOf(createRows(8000)))
    const world = createWorld()
    const trunk = replay(await world.ask('sort-file', paramsFor(file, BY_CITY_AND_AGE)))
    const at = Math.floor(trunk.kinds.length / 2)
    const acts = [{ at, type: 'fan-in', value: 2 }]
    const told = await world.ask('sort-file', paramsFor(file, BY_CITY_AND_AGE, { job: 'job-2' }), acts)
    const fork = replay(told)
    expect(told.last.type).toBe('finished')
    expect(fork.kinds.slice(0, at)).toEqual(trunk.kinds.slice(0, at))
    expect(fork.kinds[at]).toBe(SortEvent.setting)
    expect((await world.workspaces.list()).map(({ id }) => id)).toEqual(['job-1'])
  })
})
