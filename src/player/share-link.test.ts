import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import {
  compareVersions,
  decodeMoment,
  encodeMoment,
  explainFailure,
  explainMismatch,
  momentFile,
  parseMoment,
  type SharedMoment,
} from './share-link.ts'

const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.oneof(fc.string(), fc.integer())))
const act = fc.record({ at: fc.nat(), type: fc.string(), value })
const branch = fc.record({
  name: fc.string(),
  parent: fc.constant(-1),
  at: fc.constant(0),
  params: fc.dictionary(
    fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
    value,
  ),
  acts: fc.array(act),
})
const moment: fc.Arbitrary<SharedMoment> = fc.record({
  engine: fc.constant('1.0.0'),
  lab: fc.string(),
  branches: fc.array(branch, { minLength: 1, maxLength: 5 }),
  current: fc.constant(0),
  position: fc.nat(),
  bookmarks: fc.array(fc.record({ branch: fc.constant(0), position: fc.nat(), label: fc.string({ maxLength: 200 }) }), {
    maxLength: 4,
  }),
  breakpoints: fc.array(
    fc.oneof(
      fc.record({ kind: fc.nat() }),
      fc.record({ text: fc.string({ maxLength: 200 }) }),
      fc.record({ kind: fc.nat(), text: fc.string({ maxLength: 200 }) }),
    ),
    { maxLength: 4 },
  ),
  note: fc.string({ maxLength: 500 }),
  digest: fc.string(),
})

const example: SharedMoment = {
  engine: '1.0.0',
  lab: 'external-sort',
  branches: [{ name: 'original run', parent: -1, at: 0, params: { records: 320, seed: 7 }, acts: [] }],
  current: 0,
  position: 1999,
  bookmarks: [],
  breakpoints: [],
  note: '',
  digest: '0123456789abcdef',
}

describe('share link', () => {
  it('gives back every moment it was made from', async () => {
    await fc.assert(
      fc.asyncProperty(moment, async (original) => {
        expect(await decodeMoment(await encodeMoment(original))).toEqual(original)
      }),
    )
  })

  it('gives back what is said of a file, with the digest of its rows or without', async () => {
    const data = { name: 'people.csv', sizeBytes: 5, digest: 'f00d' }
    for (const known of [data, { ...data, rowsDigest: '4ef7062bf558c3bb' }]) {
      expect((await decodeMoment(await encodeMoment({ ...example, data: known }))).data).toEqual(known)
    }
  })

  it('has the first run of an older link called what it is from its forks too', async () => {
    const older = { ...example, branches: example.branches.map((branch) => ({ ...branch, name: 'this run' })) }
    expect(await decodeMoment(await encodeMoment(older))).toEqual(example)
  })

  it('uses only characters that need no escaping in an address', async () => {
    expect(await encodeMoment(example)).toMatch(/^[\w-]+$/)
  })

  it('tells a cut-off link from something that is no link', async () => {
    const link = await encodeMoment(example)
    await expect(decodeMoment(link.slice(0, -8))).rejects.toMatchObject({ code: 'CUT_OFF' })
    await expect(decodeMoment('hello world')).rejects.toMatchObject({ code: 'NOT_A_LINK' })
  })

  it('refuses a parent that does not stand before its fork', async () => {
    const fork = { ...example.branches[0], parent: 1 } as SharedMoment['branches'][number]
    const link = await encodeMoment({ ...example, branches: [...example.branches, fork] })
    await expect(decodeMoment(link)).rejects.toMatchObject({ code: 'WRONG_CONTENT' })
  })

  it('does not unpack a bomb', async () => {
    const link = deflateRawSync(momentFile({ ...example, lab: 'a'.repeat(3 << 20) })).toString('base64url')
    expect(link.length).toBeLessThan(20_000)
    await expect(decodeMoment(link)).rejects.toMatchObject({ code: 'WRONG_CONTENT' })
  })

  it('is not made of a moment that it could not give back', async () => {
    const padded = (characters: number): SharedMoment => {
      const branches = example.branches.map((one) => ({ ...one, params: { ...one.params, pad: '' } }))
      const [trunk] = branches
      if (trunk !== undefined) trunk.params.pad = 'a'.repeat(characters)
      return { ...example, branches }
    }
    const most = (1 << 20) - momentFile({ ...padded(0), note: '' }).length
    expect(await decodeMoment(await encodeMoment(padded(most)))).toEqual(padded(most))
    await expect(encodeMoment(padded(most + 1))).rejects.toMatchObject({ code: 'TOO_LARGE' })
  })

  it('says that it is the browser where there is no raw deflate, and nothing of the link', async () => {
    const link = await encodeMoment(example)
    vi.stubGlobal('CompressionStream', undefined)
    vi.stubGlobal(
      'DecompressionStream',
      class {
        constructor(format: string) {
          throw new TypeError(`Unsupported compression format: '${format}'`)
        }
      },
    )
    await expect(encodeMoment(example)).rejects.toMatchObject({ code: 'NO_DEFLATE' })
    await expect(decodeMoment(link)).rejects.toMatchObject({ code: 'NO_DEFLATE' })
    vi.unstubAllGlobals()
  })

  it('names the branch whose parent is none that there can be', () => {
    const orphan = { ...example, branches: [{ ...example.branches[0], parent: 3 }] }
    expect(() => parseMoment(JSON.stringify(orphan))).toThrow(
      'branches[0].parent is not -1, and the first branch has no parent',
    )
  })

  it('names a newer engine as the cause of a difference', () => {
    expect(explainMismatch(example, example.digest)).toBeUndefined()
    expect(explainMismatch({ ...example, engine: '9.0.0' }, 'x')).toContain('newer engine, 9.0.0')
    expect(explainMismatch(example, 'x')).toContain('digest x')
    expect(compareVersions('1.10.0', '1.9.3')).toBeGreaterThan(0)
  })
})

describe('a link made by somebody hostile, or by a newer engine', () => {
  const made = {
    ...{ v: 1, engine: '1.0.0', lab: 'external-sort', current: 0, position: 3, digest: 'd' },
    branches: [{ name: `run\u202e${'x'.repeat(5000)}`, parent: -1, at: 0, params: { memory: 4 }, acts: [] }],
    bookmarks: [{ branch: 0, position: 1, label: 'a\u0007b' }],
    note: `look\n\u2066${'y'.repeat(10_000)}`,
    data: { name: `people\u202evsc.exe${'z'.repeat(400)}`, sizeBytes: 5, digest: 'f'.repeat(1_000_000) },
  }

  it('shows texts that are short and read as they are written', () => {
    const { branches, bookmarks, note, data } = parseMoment(JSON.stringify(made))
    expect(branches[0]?.name).toBe(`run ${'x'.repeat(195)}…`)
    expect(bookmarks[0]?.label).toBe('a b')
    expect(note).toBe(`look ${'y'.repeat(494)}…`)
    expect(data?.name).toMatch(/^people vsc\.exez+…$/)
    expect(data?.name).toHaveLength(255)
    expect(data?.digest).toHaveLength(64)
    const long = 'A\u202e'.repeat(500_000)
    const { engine, lab, digest } = parseMoment(JSON.stringify({ ...made, engine: long, lab: long, digest: long }))
    for (const text of [engine, lab, digest]) expect(text).toMatch(/^(A ){31}A…$/)
    expect(explainFailure(example, long).length).toBeLessThan(600)
  })

  it('says that it is newer where its form is not known here', () => {
    const newer = { ...made, engine: '99.0.0' }
    expect(parseMoment(JSON.stringify(newer)).engine).toBe('99.0.0')
    const unknown = JSON.stringify({ ...newer, branches: [{ kind: 'a form of tomorrow' }] })
    expect(() => parseMoment(unknown)).toThrow('made by a newer Lakescope')
    expect(() => parseMoment(unknown.replace('99.0.0', '1.0.0'))).toThrow('not a saved moment')
  })
})

describe('a fork in a link', () => {
  const [trunk] = example.branches
  const opened = (fork: object): SharedMoment =>
    parseMoment(JSON.stringify({ v: 1, ...example, branches: [trunk, { ...trunk, parent: 0, ...fork }] }))
  const act = { at: 49, type: 'crash', value: 0 }

  it('leaves where its act is, and one of values of its own at the start', () => {
    expect(opened({ at: 49, acts: [act] }).branches[1]).toMatchObject({ at: 49, acts: [act] })
    expect(opened({ at: 0, acts: [act], params: { records: 9 } }).branches[1]).toMatchObject({ at: 0 })
  })

  it.each([
    ['behind its act', { at: 99_999, acts: [act] }],
    ['with other values', { at: 49, acts: [act], params: { records: 9 } }],
    ['and no run that it left', { at: 49, acts: [act], parent: -1 }],
  ])('is refused %s: what it shares with the run it left would not be its own', (_, fork) => {
    expect(() => opened(fork)).toThrow(/branches\[1\]\.at is not an event up to which it is the same run as/)
  })
})
