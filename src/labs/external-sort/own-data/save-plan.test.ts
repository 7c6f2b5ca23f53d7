import { describe, expect, it } from 'vitest'
import { describeSavePlan, parseSavePlan } from './save-plan.ts'

const columns = parseSavePlan({
  columns: [
    { name: 'id', type: 'int64' },
    { name: 'zip\u202e', type: 'string', kept: { from: '00501', to: '501' } },
    { name: 'price', type: 'float64', rewritten: { from: '1.0', to: '1' } },
    { name: 'share', type: 'float64', notJson: '.5', rewritten: { from: '.5', to: '0.5' } },
    { name: 'at', type: 'timestamp', rewritten: { from: '2024-01-31 10:11', to: '2024-01-31T10:11:00Z' } },
    { name: 'phone', type: 'string', kept: { from: '+49301', to: '49301' } },
  ],
})
const plan = { type: 'known', columns } as const

describe('what becomes of columns', () => {
  it('is said before they are saved as Parquet, of the first few of them', () => {
    expect(describeSavePlan(plan, 'parquet')).toEqual([
      'zip  stays text: 00501 would come back as 501.',
      'price is written as numbers: 1.0 as 1.',
      'share is written as numbers: .5 as 0.5.',
      'at is written as times in UTC: 2024-01-31 10:11 as 2024-01-31T10:11:00Z.',
      '1 more column of such kinds.',
    ])
  })

  it('is said to be the same number where its shortest form has other digits', () => {
    const rewritten = (from: string, to: string): string | undefined => {
      const columns = parseSavePlan({ columns: [{ name: 'n', type: 'float64', rewritten: { from, to } }] })
      return describeSavePlan({ type: 'known', columns }, 'parquet')[0]
    }
    expect(rewritten('9223372036854775808', '9223372036854776000')).toBe(
      'n is written as numbers: 9223372036854775808 as 9223372036854776000, which is the same float64.',
    )
    expect(rewritten('0.10000000000000001', '0.1')).toMatch(/ as 0\.1, which is the same float64\.$/)
    expect(rewritten('-1e3', '-1000')).toMatch(/ as -1000\.$/)
    expect(rewritten('nan', 'NaN')).toMatch(/ as NaN\.$/)
  })

  it('is said of NDJSON, which keeps the digits of a number and has no times', () => {
    expect(describeSavePlan(plan, 'ndjson')).toEqual([
      'zip  stays text: 00501 would come back as 501.',
      'share stays text: JSON has no number .5.',
      'phone stays text: +49301 would come back as 49301.',
    ])
  })

  it('is said of values of Parquet whose text does not tell what they were', () => {
    const told = parseSavePlan({
      columns: [
        { name: 'id', type: 'string' },
        { name: 'key', type: 'string', form: 'hexadecimal' },
        { name: 'span', type: 'string', form: 'duration' },
      ],
    })
    for (const format of ['csv', 'ndjson'] as const) {
      expect(describeSavePlan({ type: 'known', columns: told }, format)).toEqual([
        'key is written as hexadecimal digits, two for a byte.',
        'span is written as durations of ISO 8601, such as P1M2DT3.5S.',
      ])
    }
  })

  it('is said of names that a format has once, and of numbers that JSON has no word for', () => {
    const told = parseSavePlan({
      columns: [
        { name: 'a', type: 'int64' },
        { name: 'a', type: 'int64', savedAs: 'a_2' },
        { name: 'share', type: 'string', form: 'words' },
      ],
    })
    const known = { type: 'known', columns: told } as const
    expect(describeSavePlan(known, 'ndjson')).toEqual([
      'Another column a is saved as a_2.',
      'share: NaN and infinities, for which JSON has no word, become texts.',
    ])
    expect(describeSavePlan(known, 'parquet')).toEqual(['Another column a is saved as a_2.'])
    expect(describeSavePlan(known, 'csv')).toEqual([])
  })

  it('is nothing where every value comes back as it stands, or nothing has to be known', () => {
    expect(describeSavePlan({ type: 'known', columns: columns.slice(0, 1) }, 'parquet')).toEqual([])
    expect(describeSavePlan({ type: 'none' }, 'csv')).toEqual([])
  })
})
