import { expect, it } from 'vitest'
import { momentAt } from '../player/moment-address.ts'
import { momentFile, type SharedMoment } from '../player/share-link.ts'
import type { Dropped } from './file-drop.ts'
import { tryMomentPath } from './moment-file.ts'
import { openDropped } from './open-dropped.ts'

const SMALL: SharedMoment = {
  engine: '1.0.0',
  lab: 'external-sort',
  branches: [{ name: 'original run', parent: -1, at: 0, params: { records: 320 }, acts: [] }],
  current: 0,
  position: 1999,
  bookmarks: [],
  breakpoints: [],
  note: '',
  digest: '0123',
}
const values = Array.from({ length: 120_000 }, (_, i) => `value ${i}`)
const LARGE: SharedMoment = {
  ...SMALL,
  branches: [{ name: 'original run', parent: -1, at: 0, params: { shape: 'given', values }, acts: [] }],
}

/** Where the file leads: a moment, or the page for data. */
async function drop(name: string, ...parts: BlobPart[]): Promise<SharedMoment | 'data'> {
  let path: string | undefined
  await openDropped(
    new File(parts, name),
    (to) => void (path = to),
    () => undefined,
  )
  return path === undefined ? 'data' : momentAt(path.replace('/labs/external-sort/at/', ''))
}

it.each([
  ['small', SMALL],
  ['of over 1 MiB', LARGE],
])('opens a saved moment that is %s, as it is saved', async (_, moment) => {
  expect(await drop('a.lakescope.json', momentFile(moment))).toEqual(moment)
})

it('takes other JSON, other files and what is larger than any moment for data', async () => {
  expect(await drop('rows.json', '[{"a": 1}]')).toBe('data')
  expect(await drop('moment.csv', momentFile(SMALL))).toBe('data')
  expect(await drop('large.json', ' '.repeat(1 << 20), momentFile(SMALL))).toBe('data')
  expect(await drop('larger.json', momentFile(SMALL), ' '.repeat(1 << 26))).toBe('data')
})

it('leads to the page for data with a moment that is damaged, which says so, and not with other JSON', async () => {
  const cut = momentFile(SMALL).slice(0, 60)
  for (const name of ['a.lakescope.json', 'a.lakescope (2).json', 'a.lakescope(1).json']) {
    expect(await drop(name, cut), name).toBe('data')
    await expect(tryMomentPath(new File([cut], name)), name).rejects.toThrow('This file is not a saved moment')
  }
  expect(await tryMomentPath(new File([cut], 'rows.json'))).toBeUndefined()
})

/** The lab whose page for own data is opened. */
async function labOf(dropped: Dropped): Promise<string | undefined> {
  let lab: string | undefined
  await openDropped(
    dropped,
    () => undefined,
    (_, to) => void (lab = to),
  )
  return lab
}

it.each([
  ['sales.zip', 'delta-log'],
  ['sales.TAR.GZ', 'delta-log'],
  ['sales.csv', 'external-sort'],
  ['sales.parquet', 'external-sort'],
  ['sales.csv.gz', 'external-sort'],
])('takes %s to the lab %s', async (name, lab) => {
  expect(await labOf(new File(['x'], name))).toBe(lab)
})

it('takes a folder to the lab that takes folders', async () => {
  const folder = { name: 'sales.csv', isDirectory: true } as FileSystemDirectoryEntry
  expect(await labOf(folder)).toBe('delta-log')
})
