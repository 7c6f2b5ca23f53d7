import { expect, it } from 'vitest'
import { readTyped } from './typed-number.ts'

it.each([
  ['1200', 1200],
  ['1,200', 1200],
  [' 1 200 ', 1200],
  ['1_200_000', 1_200_000],
  ['12,345.5', 12_345.5],
  ['-4.5', -4.5],
  ['0.125', 0.125],
  ['1.25', 1.25],
  ['1234.567', 1234.567],
  ['1e3', 1000],
])('%s is %d', (text, value) => {
  expect(readTyped(text)).toBe(value)
})

it.each([
  ['1.000', '1.000 may be 1 or 1,000: write 1 or 1000'],
  ['1.500', '1.500 may be 1.5 or 1,500: write 1.5 or 1500'],
  ['-12.345', '-12.345 may be -12.345 or -12,345: write -12.345 or -12345'],
  ['1,5', '1,5 may be 1.5 or 15: write 1.5 or 15'],
  ['0,125', '0,125 may be 0.125 or 125: write 0.125 or 125'],
  ['12,3456', '12,3456 may be 12.3456 or 123,456: write 12.3456 or 123456'],
])('%s can be read in two ways, and both are named', (text, error) => {
  expect(readTyped(text)).toEqual({ error })
})

it.each(['forty', '', '1.000.000', '1,2,3', '12 34', '1,000,00', 'Infinity'])('"%s" is none', (text) => {
  expect(readTyped(text)).toEqual({ error: `"${text}" is no number` })
})
