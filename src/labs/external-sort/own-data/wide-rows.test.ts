import { expect, it } from 'vitest'
import { createForm, createKey, fanInOf, formOf, misfitOf, paramsOf, type SortForm } from './form.ts'
import type { FileReport } from './reports.ts'

const report: FileReport = {
  name: 'wide.csv',
  sizeBytes: 629_000,
  lastModifiedMs: 0,
  fingerprint: 'f00d',
  format: 'csv',
  columns: [{ name: 'city', type: 'string', meanBytes: 6 }],
  rows: [],
  sampleRecords: 20,
  meanRecordBytes: 60,
  longestRecordBytes: 90,
  records: undefined,
  readerBytes: undefined,
  remarks: [],
  storage: { kind: 'disk', quotaBytes: 10e9, freeBytes: 9.4e9 },
}

it('begins with pages that hold the longest row that was seen, and with no less than merging them takes', () => {
  const opened = (sizeBytes: number, longestRecordBytes: number): SortForm => {
    const wide = { ...report, sizeBytes, longestRecordBytes }
    const begun = { ...createForm(wide), keys: [createKey('city')] }
    expect(misfitOf(begun, wide)).toBeUndefined()
    expect(fanInOf(begun, wide)).toBeGreaterThanOrEqual(4)
    expect(formOf(paramsOf(begun, wide), wide)).toEqual(begun)
    return begun
  }
  expect(opened(629_000, 90)).toMatchObject({ memoryBytes: 256e3, pageBytes: undefined })
  expect(opened(629_000, 10_012)).toMatchObject({ memoryBytes: 256e3, pageBytes: 16_384 })
  expect(opened(6_000_000, 33_000)).toMatchObject({ memoryBytes: 1e6, pageBytes: 65_536 })
  expect(opened(629_000, 250_000)).toMatchObject({ memoryBytes: 4e6, pageBytes: 524_288 })
  expect(opened(1_200_000_000, 250_000)).toMatchObject({ memoryBytes: 64e6, pageBytes: undefined })
})

it('is refused beforehand where a row that was seen fits in no page, unless such rows are skipped', () => {
  const wide = { ...report, longestRecordBytes: 10_012 }
  const small = { ...createForm(wide), keys: [createKey('city')], memoryBytes: 256e3, pageBytes: 8192 }
  expect(misfitOf(small, wide)).toEqual({
    field: 'page',
    reason: 'a row of 10,012 bytes was seen; a page of 16 KiB holds it',
  })
  expect(misfitOf({ ...small, badRows: 'skip' }, wide)).toBeUndefined()
  expect(misfitOf({ ...small, pageBytes: 16_384 }, wide)).toBeUndefined()
})
