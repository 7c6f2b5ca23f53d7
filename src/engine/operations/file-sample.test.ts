import { expect, it } from 'vitest'
import type { ByteSource } from '../sort/ports.ts'
import { sampleCsv } from './file-sample.ts'

function sourceOf(text: string): ByteSource {
  const bytes = new TextEncoder().encode(text)
  return {
    name: 'f.csv',
    sizeBytes: bytes.length,
    read: (offset, into) => {
      const part = bytes.subarray(offset, offset + into.length)
      into.set(part)
      return part.length
    },
  }
}

it('reckons with a first row whose end is out of sight', () => {
  const { sampleRecords, meanRecordBytes, longestRecordBytes, remarks } = sampleCsv(
    sourceOf(`a,b\n"${'x\n'.repeat(300_000)}",1\n2,y\n`),
  )
  expect(sampleRecords).toBe(0)
  expect(longestRecordBytes).toBe(0)
  expect(meanRecordBytes).toBeGreaterThan(200_000)
  expect(remarks).toEqual([])
})

it('of a file of blank lines reckons with no row', () => {
  expect(sampleCsv(sourceOf('a,b\n\n\n'))).toMatchObject({ sampleRecords: 0, meanRecordBytes: 0, remarks: [] })
})

it('tells the longest row that it saw whole', () => {
  const rows = [10, 9000, 400].map((length) => `${'x'.repeat(length)},1\n`)
  expect(sampleCsv(sourceOf(`a,b\n${rows.join('')}`)).longestRecordBytes).toBe(9002)
})
