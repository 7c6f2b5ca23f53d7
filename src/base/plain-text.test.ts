import { expect, it } from 'vitest'
import { plainText } from './plain-text.ts'

it('shows a name as it is', () => {
  expect(plainText('Łódź "old", 2026.csv', 255)).toBe('Łódź "old", 2026.csv')
  expect(plainText('שלום.csv', 255)).toBe('שלום.csv')
})

it('leaves out what is not seen and what turns the direction', () => {
  expect(plainText('a\u202efdp.csv', 255)).toBe('a fdp.csv')
  expect(plainText('\u0000a\r\n\tb\u2066\u2069c\u0007', 255)).toBe(' a b c ')
})

it('ends at its length without cutting a character in two', () => {
  expect(plainText('x'.repeat(10_000), 500)).toBe(`${'x'.repeat(499)}…`)
  expect(plainText('😀'.repeat(5), 5)).toBe('😀'.repeat(5))
  expect(plainText('😀'.repeat(6), 5)).toBe(`${'😀'.repeat(4)}…`)
})
