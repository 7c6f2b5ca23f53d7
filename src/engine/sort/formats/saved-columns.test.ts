import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MemoryBudget } from '../memory-budget.ts'
import { MemoryFile, MemorySink } from '../memory-files.ts'
import { readCsvHeader } from './csv-header.ts'
import { CsvScanner } from './csv-scanner.ts'
import { convertCsvToParquet } from './csv-to-parquet.ts'
import { convertParquetToCsv } from './parquet-to-csv.ts'
import { planSavedColumns, type SavedColumn } from './saved-columns.ts'

function drive<T>(generator: Generator<unknown, T>): T {
  for (;;) {
    const step = generator.next()
    if (step.done === true) return step.value
  }
}

/** One column of those values. */
function csvOf(values: readonly string[]): MemoryFile {
  return new MemoryFile(new TextEncoder().encode(`v\n${values.join('\n')}\n`))
}

function planOf(...values: string[]): SavedColumn | undefined {
  const file = csvOf(values)
  const { columns, bytes } = readCsvHeader(file)
  const work = planSavedColumns(file, new CsvScanner(1, [0]), columns, bytes.length, new MemoryBudget(1 << 20), 4096)
  return drive(work)[0]
}

/** The values as they stand after they were saved as Parquet. */
function savedAndBack(values: readonly string[]): string[] {
  const parquet = new MemorySink()
  drive(convertCsvToParquet(csvOf(values), parquet, 1 << 22, 4096))
  const back = new MemorySink()
  drive(convertParquetToCsv(new MemoryFile(parquet.bytes()), back))
  return new TextDecoder().decode(back.bytes()).trimEnd().split('\n').slice(1)
}

describe('a column of text that is saved with a type', () => {
  it.each([
    ['zeros in front', ['10001', '00501'], { from: '00501', to: '501' }],
    ['a plus', ['12', '+4930123456'], { from: '+4930123456', to: '4930123456' }],
    [
      'digits that no float64 holds',
      ['1', '12345678901234567891'],
      { from: '12345678901234567891', to: '12345678901234567000' },
    ],
    [
      'a large integer beside a fraction',
      ['9007199254740993', '0.5'],
      { from: '9007199254740993', to: '9007199254740992' },
    ],
    ['a whole zero with a sign', ['-0', '5'], { from: '-0', to: '0' }],
    ['zeros in front of a fraction', ['1.5', '007.5'], { from: '007.5', to: '7.5' }],
    ['more than a float64 reaches', ['1e400', '1'], { from: '1e400', to: 'Infinity' }],
  ])('stays text for %s, anywhere in it', (_what, values, kept) => {
    for (const one of [values, values.toReversed(), [...Array.from({ length: 3000 }, () => '7'), ...values]]) {
      expect(planOf(...one)).toEqual({ name: 'v', type: 'string', kept })
      expect(savedAndBack(one)).toEqual(one)
    }
  })

  it.each([
    ['int64', ['0', '-7', '9223372036854775807', '-9223372036854775808'], {}],
    ['float64', ['0.5', '3', '0.1', '0.30000000000000004'], {}],
    ['float64', ['0.5', '1.0'], { rewritten: { from: '1.0', to: '1' } }],
    ['float64', ['0.5', '0.10000000000000001'], { rewritten: { from: '0.10000000000000001', to: '0.1' } }],
    ['float64', ['.5'], { rewritten: { from: '.5', to: '0.5' }, notJson: '.5' }],
    ['float64', ['0.5', 'nan'], { rewritten: { from: 'nan', to: 'NaN' }, notJson: 'nan' }],
    ['date', ['2024-01-31', '1815-12-10'], {}],
    ['timestamp', ['2024-01-31T10:11:12Z'], {}],
    ['timestamp', ['2024-01-31 10:11'], { rewritten: { from: '2024-01-31 10:11', to: '2024-01-31T10:11:00Z' } }],
    [
      'timestamp',
      ['2024-01-31T10:11:12+02:00'],
      { rewritten: { from: '2024-01-31T10:11:12+02:00', to: '2024-01-31T08:11:12Z' } },
    ],
    [
      'timestamp',
      ['2024-01-31', '2024-01-31T10:11:12Z'],
      { rewritten: { from: '2024-01-31', to: '2024-01-31T00:00:00Z' } },
    ],
    ['string', ['00501', 'x'], {}],
    ['string', ['', ''], {}],
  ] as const)('is %s for %j', (type, values, more) => {
    const plan = planOf(...values)
    expect(plan).toEqual({ name: 'v', type, ...more })
    // What is told of the first is what comes of it.
    const told = plan?.rewritten
    if (told !== undefined) expect(savedAndBack(values)[values.indexOf(told.from as never)]).toBe(told.to)
    else if (values[0] !== '') expect(savedAndBack(values)).toEqual(values)
  })

  it('gives back every value: as it stands, or, where it says so, the same number in another form', () => {
    const digits = fc.stringMatching(/^[+-]?\d{1,21}$/)
    const numbers = fc.stringMatching(/^[+-]?\d{1,18}\.?\d{0,3}(e[+-]?\d{1,2})?$/)
    const column = fc.oneof(
      fc.array(digits, { minLength: 1, maxLength: 4 }),
      fc.array(numbers, { minLength: 1, maxLength: 4 }),
      fc.array(fc.double().map(String), { minLength: 1, maxLength: 4 }),
      fc.array(fc.stringMatching(/^[0-9a-f]{1,6}$/), { minLength: 1, maxLength: 4 }),
    )
    fc.assert(
      fc.property(column, (values) => {
        const plan = planOf(...values)
        const back = savedAndBack(values)
        if (plan?.rewritten === undefined) {
          expect(back.map(withoutZeroSign)).toEqual(values.map(withoutZeroSign))
        } else {
          expect(plan.type).toBe('float64')
          expect(back.map(Number)).toEqual(values.map((value) => Number(value) + 0))
        }
      }),
      { seed: 4, numRuns: 400 },
    )
  })
})

/** CSV made of Parquet writes a float64's zero without its sign. */
function withoutZeroSign(text: string): string {
  return text === '-0' ? '0' : text
}
