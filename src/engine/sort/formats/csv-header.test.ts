import { describe, expect, it } from 'vitest'
import { Rng } from '../../../base/rng.ts'
import type { ByteSource } from '../ports.ts'
import { readCsvHeader } from './csv-header.ts'
import { CsvScanner } from './csv-scanner.ts'
import { openNdjson } from './text-format.ts'

/** A file of the test's own, and the most bytes that were asked of it at once. */
function sourceOf(text: string): ByteSource & { readonly mostBytes: () => number } {
  const bytes = new TextEncoder().encode(text)
  let most = 0
  return {
    name: 'people.csv',
    sizeBytes: bytes.length,
    mostBytes: () => most,
    read: (offset, into) => {
      most = Math.max(most, into.length)
      const part = bytes.subarray(offset, offset + into.length)
      into.set(part)
      return part.length
    },
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

describe('the header of a CSV file', () => {
  it.each([
    ['size 5",b\n1,2\n', ['size 5"', 'b'], 'size 5",b\n'],
    ['"a, ""b""",c\r\n1,2\r\n', ['a, "b"', 'c'], '"a, ""b""",c\r\n'],
    ['"two\nlines",c\n1,2\n', ['two\nlines', 'c'], '"two\nlines",c\n'],
    ['\ufeffa,b\n1,2\n', ['a', 'b'], '\ufeffa,b\n'],
    ['a,b', ['a', 'b'], 'a,b\n'],
    ['a,b\r', ['a', 'b'], 'a,b\r\n'],
  ])('of %j has the columns %j', (text, columns, bytes) => {
    const header = readCsvHeader(sourceOf(text))
    expect(header.columns).toEqual(columns)
    expect(textOf(header.bytes)).toBe(bytes)
  })

  it('ends where a row with its bytes ends, and has as many fields (seed 7)', () => {
    const rng = new Rng(7, 'headers')
    for (let round = 0; round < 3000; round++) {
      const letters = Array.from({ length: 1 + rng.nextBelow(12) }, () => 'ab,,""\r\n'.charAt(rng.nextBelow(8)))
      const text = `${letters.join('')}\n`
      const bytes = new TextEncoder().encode(text)
      const next = new CsvScanner(1, []).scan(bytes, 0, bytes.length, true)
      if (next < 0) {
        expect(() => readCsvHeader(sourceOf(text))).toThrow('opened and not closed')
        continue
      }
      if (/^\r?\n/.test(text)) {
        expect(() => readCsvHeader(sourceOf(text)), text).toThrow('the first line of people.csv is empty')
        continue
      }
      const { bytes: header, columns } = readCsvHeader(sourceOf(text))
      expect(header.length, text).toBe(next)
      const scanner = new CsvScanner(columns.length, [])
      scanner.scan(bytes, 0, bytes.length, true)
      expect(scanner.problem, text).not.toBe('ragged')
    }
  })

  it('is read no further than it must be, and not beyond what it may take', () => {
    const rows = `${'1,2\n'.repeat(1_000_000)}`
    const short = sourceOf(`a,b\n${rows}`)
    readCsvHeader(short)
    expect(short.mostBytes()).toBe(4096)
    const long = sourceOf(`${'name,'.repeat(10_000)}last\n${rows}`)
    expect(readCsvHeader(long).columns).toHaveLength(10_001)
    expect(() => readCsvHeader(long, 20_000)).toThrow(
      'the first row is longer than the memory, 20,000 bytes: allow more',
    )
    expect(() => readCsvHeader(sourceOf('a,"b\n1,2\n'))).toThrow('a quote in the first row is opened and not closed')
  })
})

describe('the line break of an NDJSON file', () => {
  it.each([
    ['{"a":1}\r\n{"a":2}\r\n', '\r\n'],
    ['{"a":1}\n', '\n'],
    [`${' '.repeat(4095)}\r\n`, '\r\n'],
    [`${' '.repeat(4096)}\n`, '\n'],
    ['{"a":1}', '\n'],
  ])('is found a block at a time (%#)', (text, lineBreak) => {
    const source = sourceOf(text)
    expect(textOf(openNdjson(source, [{ column: 'a', direction: 'asc', nulls: 'first' }]).lineBreak)).toBe(lineBreak)
    expect(source.mostBytes()).toBe(4096)
  })
})
