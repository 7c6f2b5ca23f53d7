import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateLines } from './scratchpad.ts'

const results = (text: string) => evaluateLines(text).map(({ result, problem }) => problem ?? result)

describe('evaluateLines', () => {
  it('works lines out, with names from the lines above', () => {
    expect(results('rows = 4,000 × 86,400\nsize = rows * 100 B\n\nsize / 4')).toEqual([
      '345,600,000',
      '34.56 GB',
      '',
      '8.64 GB',
    ])
    expect(evaluateLines('n = 2\nn')[0]?.name).toBe('n')
  })

  it('keeps units', () => {
    expect(results('30 d * 20 MB / s')).toEqual(['51.84 TB'])
    expect(results('51.84 TB / (200 MB/s - 20 MB/s) in h')).toEqual(['80 h'])
    expect(results('200000 / s * 1 kB')).toEqual(['200 MB/s'])
    expect(results('$0.80 * 11 * 90')).toEqual(['$792'])
    expect(results('1 GiB in MB')).toEqual(['1,073.74 MB'])
    expect(results('15 % * 80')).toEqual(['12'])
    expect(results('2 h + 30 min')).toEqual(['2.5 h'])
  })

  it('shows what counts of a small number', () => {
    expect(results('$0.0004 / 1000\n1 / 10^8\n1 / 3000\n-1 / 7e6\n2 / 3e12\n$0.000123456 * 2')).toEqual([
      '$0.0000004',
      '0.00000001',
      '0.0003333',
      '-0.0000001429',
      '6.667e-13',
      '$0.0002469',
    ])
    expect(results('0.1 + 0.2 - 0.3\n0 * 5\n0.5 - 0.25 - 0.25')).toEqual(['0', '0', '0'])
  })

  it('knows what comes before what', () => {
    expect(results('2 + 3 * 4\n(2 + 3) * 4\n2 ^ 3 ^ 2\n-2 * -3\n2e3 / 4\n-2 ^ 2\n2 ^ -1')).toEqual([
      ...['14', '20', '512', '6', '500', '-4', '0.5'],
    ])
  })

  it('says what is wrong, line by line', () => {
    expect(
      results('x + 1\n1 GB + 1 h\n(2\n3 *\n2 ? 3\n4 5\n1 h in GB\n1 in x\n2 GB ^ 2\n3 toString\nconstructor'),
    ).toEqual([
      'x stands for nothing yet',
      '1 GB and 1 h cannot be added',
      'a bracket is left open',
      'something is missing at the end',
      '"?" means nothing here',
      '"5" is one too many',
      '1 h is nothing in GB',
      'a unit must follow "in"',
      'only bare numbers have powers',
      'toString stands for nothing yet',
      'constructor stands for nothing yet',
    ])
  })

  it('says of what is no number why', () => {
    expect(results('1 / 0\nx = 5 GB / (3 - 3)\n0 ^ -1\n10 ^ 400\n(-8) ^ 0.5\n0 / 4\nx')).toEqual([
      'that is a division by zero',
      'that is a division by zero',
      'that is a division by zero',
      'that is larger than numbers get here',
      'that is no real number',
      '0',
      'x stands for nothing yet',
    ])
  })

  it('lets a name take the place of a unit', () => {
    expect(results('d = 5\n2 * d\nh = 3 # nodes\nh * 2 h')).toEqual(['5', '10', '3', '"h" is one too many'])
  })

  it('works sums out as they were made, seed 5', () => {
    const leaf = fc.integer({ min: 1, max: 999 }).map((value) => ({ source: String(value), value }))
    const { sum } = fc.letrec<{ sum: { source: string; value: number } }>((tie) => ({
      sum: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*'), tie('sum')).map(([a, sign, b]) => ({
          source: `(${a.source} ${sign} ${b.source})`,
          value: sign === '+' ? a.value + b.value : sign === '-' ? a.value - b.value : a.value * b.value,
        })),
      ),
    }))
    fc.assert(
      fc.property(sum, ({ source, value }) => {
        fc.pre(Math.abs(value) < 1e12)
        expect(Number(results(source)[0]?.replaceAll(',', ''))).toBe(value)
      }),
      { seed: 5 },
    )
  })
})
