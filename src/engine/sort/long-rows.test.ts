import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TraceWriter } from '../trace/writer.ts'
import type { RejectedRow } from './formats/text-source.ts'
import { parseKeySpec } from './key-spec.ts'
import { MemoryFile, MemorySink } from './memory-files.ts'
import { MemoryRunStore } from './memory-run-store.ts'
import { sortFile } from './sort-file.ts'
import type { FileFormat, FileSortReport } from './sort-file-types.ts'

const PAGE = 1024

interface Skipped {
  readonly text: string
  /** Of each row that was left out: "line code", then its bytes. */
  readonly rejected: readonly (readonly [where: string, text: string])[]
  readonly report: FileSortReport
}

/** Sorts a text, leaving out the rows that cannot be taken. */
function sortSkipping(text: string, format: FileFormat, key: string, pageBytes = PAGE): Skipped {
  const output = new MemorySink()
  const rejected: [string, string][] = []
  let isOpen = false
  const badRows = ({ line, code, bytes, isFirst, isLast }: RejectedRow): void => {
    expect(isFirst).toBe(!isOpen)
    isOpen = !isLast
    if (isFirst) rejected.push([`${line} ${code}`, ''])
    const row = rejected.at(-1) as [string, string]
    row[1] += new TextDecoder('latin1').decode(bytes)
  }
  const request = { format, keys: parseKeySpec(key), memoryBytes: 32 * pageBytes, pageBytes, fanIn: 4, badRows }
  const file = new MemoryFile(new TextEncoder().encode(text), 'data')
  const sort = sortFile(file, output, new MemoryRunStore(), request, new TraceWriter())
  for (;;) {
    const step = sort.next()
    if (step.done !== true) continue
    expect(isOpen).toBe(false)
    return { text: new TextDecoder().decode(output.bytes()), rejected, report: step.value }
  }
}

/** A frame of a row of one int64 key: three words, then the row's bytes in whole words. */
function isTooLong(row: string, pageBytes: number): boolean {
  return 12 + 4 * Math.ceil(row.length / 4) > pageBytes - (pageBytes % 4)
}

interface Row {
  readonly id: number
  readonly line: number
  readonly text: string
}

/** The rows of a CSV text by RFC 4180, read character by character: the slow obvious twin. */
function readRows(text: string, header: string): Row[] {
  const rows: Row[] = []
  let line = 2
  let row = ''
  let isQuoted = false
  let lines = 0
  const end = (): void => {
    rows.push({ id: Number.parseInt(row.replace('"', ''), 10), line, text: row })
    line += lines + 1
    lines = 0
    row = ''
  }
  for (const char of text.slice(header.length)) {
    if (char === '\n' && !isQuoted) {
      end()
      continue
    }
    if (char === '"') isQuoted = !isQuoted
    if (char === '\n') lines++
    row += char
  }
  if (row !== '') end()
  return rows
}

describe('a row that is longer than a page', () => {
  const header = 'id,text\n'
  // Lines that look like rows: of the header's width, and not.
  const line = fc.constantFrom('7,lorem', 'ipsum', '', 'a,b,c', '""', '""quoted"", 3', 'x'.repeat(200), '9,""')
  const cell = fc.oneof(
    fc.constantFrom('short', '', '"quoted"', '""'),
    fc.array(line, { maxLength: 120, size: 'max' }).map((lines) => `"${lines.join('\n')}"`),
    fc.integer({ min: 0, max: 4000 }).map((length) => 'y'.repeat(length)),
  )

  test('is left out whole, to its real end, as an independent reader finds it', () => {
    let skipped = 0
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 60 }),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1024, max: 3000 }),
        (cells, isTyped, isEnded, pageBytes) => {
          const rows = cells.map((text, i) => `${(i * 37) % 61},${text}`)
          const text = `${header}${rows.join('\n')}${isEnded ? '\n' : ''}`
          const expected = readRows(text, header)
          const taken = expected.filter((row) => !isTooLong(row.text, pageBytes))
          const left = expected.filter((row) => isTooLong(row.text, pageBytes))
          skipped += left.length
          const sorted = sortSkipping(text, 'csv', isTyped ? 'id:int64' : 'id', pageBytes)
          const inOrder = taken.toSorted((a, b) => a.id - b.id)
          expect(sorted.text).toBe(`${header}${inOrder.map((row) => `${row.text}\n`).join('')}`)
          expect(sorted.rejected.map(([where, bytes]) => [where, bytes.replace(/\n$/, '')])).toEqual(
            left.map((row) => [`${row.line} RECORD_TOO_LONG`, row.text]),
          )
          expect(sorted.report.rejectedRows).toBe(left.length)
          if (taken.length > 0) expect(sorted.report.keys.map(({ type }) => type)).toEqual(['int64'])
        },
      ),
      { numRuns: 150 },
    )
    expect(skipped).toBeGreaterThan(100)
  }, 60_000)

  test('of one column leaves no tail behind', () => {
    const long = '5'.repeat(3 * PAGE + 17)
    const { text, rejected, report } = sortSkipping(`n\n2\n${long}\n1\n`, 'csv', 'n')
    expect(text).toBe('n\n1\n2\n')
    expect(rejected).toEqual([['3 RECORD_TOO_LONG', `${long}\n`]])
    expect(report.keys[0]?.type).toBe('int64')
  })

  test('of NDJSON leaves no tail behind, and the lines below it keep their numbers', () => {
    const long = `{"n":5,"text":"${'{}'.repeat(2 * PAGE)}"}`
    const { text, rejected, report } = sortSkipping(`{"n":2}\n${long}\n{"n":1}\n[]\n{"n":0}\n${long}`, 'ndjson', 'n')
    expect(text).toBe('{"n":0}\n{"n":1}\n{"n":2}\n')
    expect(rejected).toEqual([
      ['2 RECORD_TOO_LONG', `${long}\n`],
      ['4 UNDECODABLE_ROW', '[]'],
      ['6 RECORD_TOO_LONG', long],
    ])
    expect(report.keys[0]?.type).toBe('int64')
  })

  test('counts its own lines, so that a row below it is told with its line', () => {
    const article = Array.from({ length: 400 }, (_, i) => `line ${i} of an article`).join('\n')
    const { text, rejected } = sortSkipping(`id,text\n3,a\n2,"${article}"\n1,b,c\n1,b\n`, 'csv', 'id')
    expect(text).toBe('id,text\n1,b\n3,a\n')
    expect(rejected.map(([where]) => where)).toEqual(['3 RECORD_TOO_LONG', '403 RAGGED_ROW'])
    expect(rejected[0]?.[1]).toBe(`2,"${article}"\n`)
  })

  test('whose quote is never closed costs its first line, however long the rest is', () => {
    const first = `7,"${'open'.repeat(PAGE)}`
    const rows = Array.from({ length: 900 }, (_, i) => `${900 - i},x${i}`)
    const { text, rejected } = sortSkipping(`id,text\n${first}\n${rows.join('\n')}\n`, 'csv', 'id')
    expect(text).toBe(`id,text\n${rows.toReversed().join('\n')}\n`)
    expect(rejected).toEqual([['2 UNDECODABLE_ROW', `${first}\n`]])
    const alone = sortSkipping(`id,text\n1,a\n${first}`, 'csv', 'id')
    expect(alone.rejected).toEqual([['3 UNDECODABLE_ROW', first]])
    expect(alone.text).toBe('id,text\n1,a\n')
  })
})
