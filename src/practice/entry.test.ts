import { describe, expect, it } from 'vitest'
import { CHALLENGES } from '../challenges/registry.ts'
import { readAmount } from './entry.ts'
import { isAccepted } from './judge-form.ts'
import { formatNumber } from './number-text.ts'
import type { NumberField } from './types.ts'

const loaded = await Promise.all(CHALLENGES.map(async (entry) => ({ id: entry.id, challenge: await entry.load() })))

/** Every number of every challenge; those of a plan one by one. */
const fields = loaded.flatMap(({ id, challenge }) => {
  if (!('form' in challenge)) return []
  return challenge.form.fields.flatMap((field): { name: string; field: NumberField }[] => {
    if (field.type === 'number') return [{ name: `${id} ${field.id}`, field }]
    if (field.type !== 'plan') return []
    return field.inputs.map(({ label, unit }, i) => ({
      name: `${id} ${field.id} ${label}`,
      field: { type: 'number', id: label, label, right: field.right[i] as number, ...(unit && { unit }) },
    }))
  })
})

const HAS_PREFIX = /^(thousand|[kMGT]B|ms)\b/
const prefixed = fields.filter(({ field }) => HAS_PREFIX.test(field.unit ?? ''))
const unprefixed = fields.filter(({ field }) => !HAS_PREFIX.test(field.unit ?? ''))

/** A number and what the field shows behind it, apart and together. */
function withUnit(number: string, unit: string): readonly string[] {
  return [number, `${number} ${unit}`, `${number}${unit}`]
}

describe('the right answer of every number, as the page shows it', () => {
  it.each(fields)('$name', ({ field }) => {
    const { right, unit = '' } = field
    const plain = String(Number(right.toPrecision(12)))
    const texts = [plain, formatNumber(right)].flatMap((number) => withUnit(number, unit))
    if (unit.startsWith('$')) texts.push(...withUnit(`$${formatNumber(right)}`, unit.slice(1).trim()))
    for (const text of texts) expect(isAccepted(field, text), text).toBe(true)
  })

  it.each(unprefixed)('$name, with a magnitude', ({ field }) => {
    const { right, unit = '' } = field
    for (const [sign, size] of Object.entries({ k: 1e3, K: 1e3, M: 1e6, G: 1e9, T: 1e12 })) {
      const number = `${Number((right / size).toPrecision(12))}`
      for (const text of [`${number}${sign}`, `${number} ${sign}`, `${number}${sign} ${unit}`]) {
        expect(isAccepted(field, text), text).toBe(true)
      }
    }
  })
})

describe('a percent and a dollar are units of their own', () => {
  it.each(fields)('$name', ({ field }) => {
    const { right, unit = '' } = field
    const number = formatNumber(right)
    const percents = [`${number}%`, `${number} %`, `${number} % ${unit}`]
    const dollars = [
      `$${number}`,
      `$ ${number}`,
      `${number}$`,
      `${number} $`,
      `$${number} ${unit}`,
      `${number} dollars`,
    ]
    const other = [...(unit === '%' ? [] : percents), ...(/^\$|dollars/.test(unit) ? [] : dollars)]
    for (const text of other) expect(readAmount(text, unit), text).toHaveProperty('problem')
    expect(other.length).toBeGreaterThan(0)
  })

  it.each([
    ['286%', 'times as long', '"286%" is no number of times as long'],
    ['75%', '', '"75%" is no number'],
    ['$80', 'hours', '"$80" is no number of hours'],
    ['$5 GB', 'GB', '"$5 GB" is no number of GB'],
    ['$63.2', '%', '"$63.2" is no number of %'],
    ['75%', '$', '"75%" is no number of $'],
  ])('%s in a field of %s is said to be none', (text, unit, problem) => {
    expect(readAmount(text, unit)).toEqual({ problem })
  })
})

describe('a prefix is never taken twice', () => {
  it.each(prefixed)('$name', ({ field }) => {
    const { right, unit = '' } = field
    for (const number of [`${right}`, `${right / 1e3}`, `${right / 1e6}`, `${right * 1e3}`]) {
      for (const sign of ['M', 'G', 'T', 'million']) {
        for (const text of [`${number}${sign}`, `${number} ${sign}`, `${number}${sign} ${unit}`]) {
          expect(readAmount(text, unit), text).toEqual({
            problem: `"${text}" can be read in two ways: write the number of ${unit} without "${sign}"`,
          })
        }
      }
    }
  })

  it.each([
    ['12k', 'GB', 'k'],
    ['12G', 'GB', 'G'],
    ['5M', 'MiB', 'M'],
    ['3k', 'ms', 'k'],
    ['40k thousand dollars', 'thousand dollars', 'k'],
    ['$40,000', 'thousand dollars a month', '$'],
    ['40000 $', 'thousand dollars a month', '$'],
  ])('%s in a field of %s', (text, unit, sign) => {
    const problem = `"${text}" can be read in two ways: write the number of ${unit} without "${sign}"`
    expect(readAmount(text, unit)).toEqual({ problem })
  })
})

describe('a unit behind a number', () => {
  it.each([
    ['200 MB/s', 'MB/s', 200],
    ['0.2 GB/s', 'MB/s', 200],
    ['12 GB', 'GB', 12],
    ['12gb', 'GB', 12],
    ['1,089 $ a month', '$ a month', 1089],
    ['$1,089 a month', '$ a month', 1089],
    ['$1,089', '$ a month', 1089],
    ['1.089k $ a month', '$ a month', 1089],
    ['864 page I/Os', 'page I/Os', 864],
    ['864 page  i/os', 'page I/Os', 864],
    ['11 minutes after 12:00', 'minutes after 12:00', 11],
    ['11 minutes', 'minutes after 12:00', 11],
    ['1 file', 'files a day', 1],
    ['$40,000', '$', 40_000],
    ['0.04M', '$', 40_000],
    ['$0.04M', '$', 40_000],
    ['40K', 'files', 40_000],
    ['$40k', 'thousand dollars a month', 40],
    ['12 ms', 's', 0.012],
    ['63.2 %', '%', 63.2],
    ['$ 40.0', '$', 40],
    ['40 $', '$', 40],
  ])('%s in a field of %s', (text, unit, value) => {
    expect(readAmount(text, unit)).toEqual({ value: expect.closeTo(value, 9) as number })
  })

  it.each([
    ['200 MB', 'MB/s'],
    ['0.2 GB/h', 'MB/s'],
    ['12 MB/s', 'GB'],
    ['12 GB 3 GB', 'GB'],
    ['11 after 12:00', 'minutes after 12:00'],
    ['a month', '$ a month'],
    ['k', 'files'],
    ['5 m s', 's'],
  ])('%s is none in a field of %s', (text, unit) => {
    expect(readAmount(text, unit)).toHaveProperty('problem')
  })
})

it('reads a time of day where minutes are counted from one, and nowhere else', () => {
  const unit = 'minutes after 12:00'
  expect(readAmount('12:11', unit)).toEqual({ value: 11 })
  expect(readAmount(' 11:59 ', unit)).toEqual({ value: -1 })
  expect(readAmount('11', unit)).toEqual({ value: 11 })
  for (const text of ['12:60', '12:1', '12:11:00', '12:']) expect(readAmount(text, unit)).toHaveProperty('problem')
  expect(readAmount('12:11', 'minutes')).toHaveProperty('problem')
  const watermark = fields.find(({ name }) => name === 'ms-01 watermark')?.field
  expect(watermark !== undefined && isAccepted(watermark, '12:11')).toBe(true)
})
