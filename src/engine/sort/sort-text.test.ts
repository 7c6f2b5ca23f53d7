import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TraceWriter } from '../trace/writer.ts'
import type { RejectedRow } from './formats/text-source.ts'
import { parseKeySpec } from './key-spec.ts'
import { MemoryFile, MemorySink } from './memory-files.ts'
import { MemoryRunStore } from './memory-run-store.ts'
import { SortError } from './sort-error.ts'
import { sortFile } from './sort-file.ts'
import type { FileSortReport, FileSortRequest } from './sort-file-types.ts'

interface Sorted {
  readonly text: string
  readonly report: FileSortReport
  readonly store: MemoryRunStore
}

function sortText(text: string | Uint8Array, key: string, changes: Partial<FileSortRequest> = {}): Sorted {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const output = new MemorySink()
  const store = new MemoryRunStore()
  const request: FileSortRequest = {
    format: 'csv',
    keys: parseKeySpec(key),
    memoryBytes: 1 << 20,
    badRows: 'stop',
    ...changes,
  }
  const sort = sortFile(new MemoryFile(bytes, 'data.csv'), output, store, request, new TraceWriter())
  for (;;) {
    const step = sort.next()
    if (step.done !== true) continue
    expect(output.isClosed).toBe(true)
    expect(store.sizeBytes).toBe(0)
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(output.bytes()), report: step.value, store }
  }
}

function errorOf(action: () => unknown): SortError {
  try {
    action()
  } catch (error) {
    if (error instanceof SortError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

const typesOf = (sorted: Sorted): string[] => sorted.report.keys.map((key) => key.type)

describe('CSV', () => {
  const cases: { name: string; input: string; key: string; output: string }[] = [
    { name: 'numbers by value', input: 'n\n10\n9\n-1\n', key: 'n', output: 'n\n-1\n9\n10\n' },
    { name: 'a last line without a line break', input: 'n\n2\n1', key: 'n', output: 'n\n1\n2\n' },
    { name: 'CRLF is kept', input: 'n,x\r\n2,a\r\n1,b\r\n', key: 'n', output: 'n,x\r\n1,b\r\n2,a\r\n' },
    { name: 'CRLF before a key at the end', input: 'x,n\r\na,2\r\nb,1\r\n', key: 'n', output: 'x,n\r\nb,1\r\na,2\r\n' },
    { name: 'CRLF that is cut in its middle', input: 'n\r\n10\r\n9\r', key: 'n', output: 'n\r\n9\r\n10\r\n' },
    { name: 'the same behind quotes', input: 'n\r\n10\r\n"9"\r', key: 'n', output: 'n\r\n"9"\r\n10\r\n' },
    { name: 'a byte order mark is kept', input: '\uFEFFn\n2\n1\n', key: 'n', output: '\uFEFFn\n1\n2\n' },
    { name: 'commas in quotes', input: 'n,x\n2,"a,b"\n1,c\n', key: 'n', output: 'n,x\n1,c\n2,"a,b"\n' },
    { name: 'line breaks in quotes', input: 'n,x\n2,"a\nb"\n1,c\n', key: 'n', output: 'n,x\n1,c\n2,"a\nb"\n' },
    { name: 'quotes in quotes', input: 'x\n"b""c"\n"b""a"\n', key: 'x', output: 'x\n"b""a"\n"b""c"\n' },
    { name: 'quoted keys sort by content', input: 'x\n"b"\na\n"A"\n', key: 'x', output: 'x\n"A"\na\n"b"\n' },
    { name: 'a quoted number is a number', input: 'n\n"10"\n9\n', key: 'n', output: 'n\n9\n"10"\n' },
    { name: 'a quote inside a field is text', input: 'x\nb"c\na"\n', key: 'x', output: 'x\na"\nb"c\n' },
    { name: 'a quoted header', input: '"a,b",c\n2,x\n1,y\n', key: '"a,b"', output: '"a,b",c\n1,y\n2,x\n' },
    { name: 'empty lines are no rows', input: 'a,b\n2,x\n\n1,y\n\n', key: 'a', output: 'a,b\n1,y\n2,x\n' },
    { name: 'an empty line of one column', input: 'a\n2\n\n1\n', key: 'a', output: 'a\n\n1\n2\n' },
    { name: 'a header alone', input: 'a,b\n', key: 'a', output: 'a,b\n' },
    { name: 'missing values first', input: 'n,x\n2,a\n,b\n1,c\n', key: 'n', output: 'n,x\n,b\n1,c\n2,a\n' },
    { name: 'missing values last', input: 'n,x\n2,a\n,b\n', key: 'n:nulls-last', output: 'n,x\n2,a\n,b\n' },
    {
      name: 'missing values last descending',
      input: 'n,x\n1,a\n,b\n2,c\n',
      key: 'n:desc',
      output: 'n,x\n2,c\n1,a\n,b\n',
    },
    { name: 'bytes, not letters', input: 'x\né\nz\nZ\n', key: 'x', output: 'x\nZ\nz\né\n' },
    { name: 'two columns', input: 'a,b\n1,x\n2,y\n1,y\n', key: 'a:desc,b:desc', output: 'a,b\n2,y\n1,y\n1,x\n' },
    {
      name: 'NaN is greatest, -0 is 0',
      input: 'f\nNaN\ninf\n-0\n0\n-1.5\n',
      key: 'f',
      output: 'f\n-1.5\n-0\n0\ninf\nNaN\n',
    },
    { name: 'dates', input: 'd\n2026-01-01\n0999-12-31\n', key: 'd', output: 'd\n0999-12-31\n2026-01-01\n' },
    {
      name: 'timestamps with offsets',
      input: 't\n2026-01-01T00:30:00Z\n2026-01-01 01:00:00+01:00\n2025-12-31T23:59:59.999999Z\n',
      key: 't',
      output: 't\n2025-12-31T23:59:59.999999Z\n2026-01-01 01:00:00+01:00\n2026-01-01T00:30:00Z\n',
    },
    {
      name: 'decimals of any length',
      input: 'd\n0.1\n12345678901234567890.5\n-3\n12345678901234567890.4\n0\n-3.01\n1e3\n',
      key: 'd:decimal',
      output: 'd\n-3.01\n-3\n0\n0.1\n1e3\n12345678901234567890.4\n12345678901234567890.5\n',
    },
    {
      name: 'the ends of int64',
      input: 'n\n9223372036854775807\n\n-9223372036854775808\n-9223372036854775807\n',
      key: 'n:int64',
      output: 'n\n\n-9223372036854775808\n-9223372036854775807\n9223372036854775807\n',
    },
  ]
  test.each(cases)('$name', ({ input, key, output }) => {
    expect(sortText(input, key).text).toBe(output)
  })

  test.each([
    ['int64', 'x\n1\n+2\n-0003\n'],
    ['float64', 'x\n1\n2.5\n.5\n1e-7\n'],
    ['date', 'x\n2026-02-28\n\n'],
    ['timestamp', 'x\n2026-02-28\n2026-02-28 12:00\n'],
    ['string', 'x\n2026-02-30\n'],
    ['string', 'x\n1\na\n'],
    ['string', 'x\n\n'],
    ['float64', 'x\n9223372036854775808\n'],
  ])('a column is found to be %s', (type, input) => {
    expect(typesOf(sortText(input, 'x'))).toEqual([type])
  })

  test('the last value of a long column decides its type', () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => String(i)).join('\n')
    expect(typesOf(sortText(`x\n${rows}\nlast\n`, 'x'))).toEqual(['string'])
  })

  test('bad rows stop with their line', () => {
    const ragged = errorOf(() => sortText('a,b\n1,"x\ny"\n2\n3,z\n', 'a:int64'))
    expect(ragged).toMatchObject({ code: 'RAGGED_ROW', where: 'line 4', message: 'line 4: 1 field; the header has 2' })
    expect(errorOf(() => sortText('a\n1\nx\n', 'a:int64'))).toMatchObject({
      code: 'BAD_VALUE',
      where: 'line 3',
      message: 'line 3: column a is not of type int64: "x"',
    })
    const long = 'é'.repeat(41)
    expect(errorOf(() => sortText(`a\n${long}\n`, 'a:date')).message).toBe(
      `line 2: column a is not of type date: "${long.slice(1)}…"`,
    )
    expect(errorOf(() => sortText('a,b\n1,"x\n2,y\n', 'a:int64'))).toMatchObject({
      code: 'UNDECODABLE_ROW',
      where: 'line 2',
    })
    expect(errorOf(() => sortText('a,b\n1,"x"y\n', 'a:int64'))).toMatchObject({
      code: 'UNDECODABLE_ROW',
      where: 'line 2',
    })
    const bytes = Uint8Array.from([97, 10, 0xc3, 0x28, 10])
    expect(errorOf(() => sortText(bytes, 'a:string'))).toMatchObject({ code: 'UNDECODABLE_ROW', where: 'line 2' })
  })

  test('bad rows are left out and handed over', () => {
    const rejected: string[] = []
    const badRows = (row: RejectedRow): void => {
      rejected.push(`${row.line} ${row.code} ${new TextDecoder().decode(row.bytes)}`)
    }
    const { text, report } = sortText('a,b\n3,z\n2\n1,y,y\nx,x\n1,w\n', 'a:int64', { badRows })
    expect(text).toBe('a,b\n1,w\n3,z\n')
    expect(rejected).toEqual(['3 RAGGED_ROW 2', '4 RAGGED_ROW 1,y,y', '5 BAD_VALUE x,x'])
    expect(report.rejectedRows).toBe(3)
  })

  test('an open quote costs one line, not the rest of the file', () => {
    const rejected: number[] = []
    const rows = Array.from({ length: 200 }, (_, i) => `${200 - i},x${i}`)
    const text = `a,b\n7,"open\n${rows.join('\n')}\n`
    const sorted = sortText(text, 'a:int64', {
      pageBytes: 1024,
      fanIn: 4,
      memoryBytes: 65_536,
      badRows: (row) => rejected.push(row.line),
    })
    expect(rejected).toEqual([2])
    expect(sorted.report.result.records).toBe(200)
  })

  test('what cannot be asked for is refused', () => {
    expect(errorOf(() => sortText('', 'a'))).toMatchObject({ code: 'EMPTY_INPUT' })
    const returns = 'data.csv ends its lines with carriage returns alone; save it with line feeds'
    for (const text of ['a,b\r1,2\r', 'a,b\r1,2', 'a\r'.repeat(600_000)]) {
      expect(errorOf(() => sortText(text, 'a'))).toMatchObject({ code: 'UNDECODABLE_ROW', message: returns })
    }
    const wide = new Uint8Array(new Uint16Array([...'a,b\n1,2\n'].map((letter) => letter.charCodeAt(0))).buffer)
    expect(errorOf(() => sortText(wide, 'a')).message).toBe('data.csv is text in UTF-16; save it as UTF-8')
    expect(errorOf(() => sortText('a,b\n1,2\n', 'c'))).toMatchObject({ code: 'NO_SUCH_COLUMN', where: 'c' })
    expect(errorOf(() => sortText('a\n1\n', 'a,a'))).toMatchObject({ code: 'BAD_KEY' })
    expect(errorOf(() => sortText('a\n1\n', 'a:int63'))).toMatchObject({ code: 'BAD_KEY' })
    const tight = errorOf(() => sortText('a\n1\n', 'a', { memoryBytes: 40_960, pageBytes: 4096, fanIn: 8 }))
    expect(tight.code).toBe('MEMORY_TOO_SMALL')
    expect(tight.message).toMatch(/^8 runs need 9 pages; memory has \d$/)
    const zero = 'data.csv is no text: its first row has zero bytes'
    expect(errorOf(() => sortText('a,b\0\n1,2\n', 'a')).message).toBe(zero)
    const long = `a,b\n1,${'x'.repeat(5000)}\n2,y\n`
    const tooLong = errorOf(() => sortText(long, 'a:int64', { memoryBytes: 65_536, pageBytes: 4096, fanIn: 4 }))
    expect(tooLong.code).toBe('RECORD_TOO_LONG')
  })
})

describe('a zero byte in a row', () => {
  test('is a character like any other, the least of all', () => {
    const rows = ['x\0y', 'x', '\0', 'x\0']
    const { text } = sortText(`a\n${rows.join('\n')}\n`, 'a:string')
    expect(text).toBe(`a\n${['\0', 'x', 'x\0', 'x\0y'].join('\n')}\n`)
  })
})

describe('NDJSON', () => {
  const sortJson = (text: string, key: string, changes: Partial<FileSortRequest> = {}): Sorted =>
    sortText(text, key, { format: 'ndjson', ...changes })

  test('lines keep their bytes; null and absent members are missing values', () => {
    const lines = ['{"n":2,"x":"a"}', '{ "x" : "n" , "n":  1 }', '{"x":"b"}', '{"n":null}', '{"n":-5,"y":{"n":9}}']
    const expected = [lines[2], lines[3], lines[4], lines[1], lines[0]]
    expect(sortJson(`${lines.join('\n')}\n`, 'n').text).toBe(`${expected.join('\n')}\n`)
  })

  test('strings are compared as text, escapes decoded', () => {
    const lines = ['{"s":"b"}', '{"s":"\\u0061z"}', '{"s":"\\u00e9"}', '{"s":""}', '{"s":"a"}', '{}']
    const expected = [lines[5], lines[3], lines[4], lines[1], lines[0], lines[2]]
    expect(sortJson(lines.join('\n'), 's').text).toBe(`${expected.join('\n')}\n`)
  })

  test('types are found out; the last of equal members counts', () => {
    expect(typesOf(sortJson('{"d":"2026-01-01","n":1.5}\n{"d":"2025-01-01","n":2}\n', 'd,n'))).toEqual([
      'date',
      'float64',
    ])
    expect(sortJson('{"n":9,"n":1}\n{"n":2}\n', 'n:int64').text).toBe('{"n":9,"n":1}\n{"n":2}\n')
  })

  test.each(['[1]', '{"n":1', '{"n":01}', '{"n":1,}', '{"n":1} x', '{"n":tru}', '{"n":"\t"}', '{"n":"\\x"}', '{n:1}'])(
    '%s is no JSON object',
    (line) => {
      expect(errorOf(() => sortJson(`{"n":1}\n${line}\n`, 'n:int64'))).toMatchObject({
        code: 'UNDECODABLE_ROW',
        where: 'line 2',
      })
    },
  )

  test.each([
    ['[{"n":1}]\n', 'UNDECODABLE_ROW', 'line 1: not a JSON object: see its byte 1'],
    ['{\n  "n": 1\n}\n', 'UNDECODABLE_ROW', 'line 1: not a JSON object: see its byte 2'],
    ['\n{"n":1},\n{"n":2},\n', 'UNDECODABLE_ROW', 'line 2: not a JSON object: see its byte 8'],
    [`{"n":"${'x'.repeat(70_000)}"}\n`, 'RECORD_TOO_LONG', 'line 1: the row does not end within a page of 4,096 bytes'],
  ])('without a line that can be read the first of them says why: %.20s', (text, code, message) => {
    for (const key of ['n', 'n:int64']) {
      for (const badRows of ['stop', () => undefined] as const) {
        const refuse = (): Sorted => sortJson(text, key, { badRows, pageBytes: 4096, fanIn: 4 })
        expect(errorOf(refuse)).toMatchObject({ code, message, where: message.slice(0, 6) })
      }
    }
  })

  test('text in UTF-16 is told as that', () => {
    const wide = new Uint8Array(new Uint16Array([...'{"n":1}\n'].map((letter) => letter.charCodeAt(0))).buffer)
    const refuse = (): Sorted => sortText(wide, 'n', { format: 'ndjson' })
    expect(errorOf(refuse).message).toBe('data.csv is text in UTF-16; save it as UTF-8')
  })

  test('a member that is null in every record is a column without values', () => {
    const rows = '{"n":null,"x":1}\n{"n":null,"x":2}\n{"x":3}\n'
    for (const key of ['n', 'n:int64', 'n:desc']) expect(sortJson(rows, key).text, key).toBe(rows)
    expect(sortJson(rows, 'n,x:desc').text).toBe('{"x":3}\n{"n":null,"x":2}\n{"n":null,"x":1}\n')
    expect(errorOf(() => sortJson('{"o":{"m":null}}\n', 'm')).code).toBe('NO_SUCH_COLUMN')
  })

  test('a member that no record has is no column', () => {
    expect(errorOf(() => sortJson('{"n":1}\n', 'm')).code).toBe('NO_SUCH_COLUMN')
    expect(errorOf(() => sortJson('{"n":1}\n', 'm:int64')).code).toBe('NO_SUCH_COLUMN')
  })
})

describe('with little memory', () => {
  const memory: Partial<FileSortRequest> = { memoryBytes: 64 * 1024, pageBytes: 2048, fanIn: 5 }

  function naive(rows: string[], keyOf: (row: string) => string, sign: number): string[] {
    return rows.toSorted((a, b) => sign * Buffer.compare(Buffer.from(keyOf(a)), Buffer.from(keyOf(b))))
  }

  test('a file eight times as large as the memory is sorted within it', () => {
    const rows = Array.from({ length: 9000 }, (_, i) => `${(i * 7919) % 9001},${'payload'.repeat(8)}`)
    const text = `id,text\n${rows.join('\n')}\n`
    expect(text.length).toBeGreaterThan(8 * 64 * 1024)
    for (const formation of ['fill-sort-spill', 'replacement-selection'] as const) {
      const { text: sorted, report } = sortText(text, 'id:int64', { ...memory, formation })
      const expected = rows.toSorted((a, b) => parseInt(a) - parseInt(b))
      expect(sorted).toBe(`id,text\n${expected.join('\n')}\n`)
      expect(report.result.peakMemoryBytes).toBeLessThanOrEqual(64 * 1024)
      expect(report.result.counters.passes).toBe(2)
    }
  })

  test('any texts, any settings', () => {
    const word = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('common-prefix-a', 'common-prefix-b', 'x\0y', ''),
    )
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 2000, size: 'max' }),
        fc.boolean(),
        fc.constantFrom('fill-sort-spill' as const, 'replacement-selection' as const),
        fc.boolean(),
        (words, isDescending, formation, doubleBuffering) => {
          const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`
          const keys = new Map<string, string>()
          const rows = words.map((text, i) => {
            const row = `${i},${quote(text)},${'-'.repeat(i % 60)}`
            keys.set(row, text)
            return row
          })
          const key = `s:string:${isDescending ? 'desc' : 'asc'}`
          const settings = { ...memory, formation, doubleBuffering, pageBytes: 1024, fanIn: 3 }
          const { text } = sortText(`i,s,p\n${rows.map((row) => `${row}\n`).join('')}`, key, settings)
          const expected = naive(rows, (row) => keys.get(row) ?? '', isDescending ? -1 : 1)
          expect(text === `i,s,p\n${expected.map((row) => `${row}\n`).join('')}`).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  }, 60_000)
})
