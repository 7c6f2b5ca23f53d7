import { expect, test } from 'vitest'
import { countUnlessWhole } from '../../../../scripts/draw.ts'
import { Rng } from '../../../base/rng.ts'
import { isBroken, JsonScanner } from './json-scanner.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** What the scanner makes of a member: its text and whether that is broken, or undefined where the line is none. */
function scanned(line: string): readonly [string, boolean] | undefined {
  const bytes = encoder.encode(`${line}\n`)
  const scanner = new JsonScanner(['k', 'é'])
  scanner.scan(bytes, 0, bytes.length, true)
  if (scanner.problem !== undefined) return undefined
  const [{ bytes: from, start, end }] = scanner.fields as [(typeof scanner.fields)[number]]
  return [decoder.decode(from.subarray(start, end)), scanner.broken[0] === true]
}

/** The same by a parser of whole texts. */
function parsed(line: string): readonly [string, boolean] | undefined {
  try {
    const { k } = JSON.parse(line) as { k: string }
    return [decoder.decode(encoder.encode(k)), isBroken(k)]
  } catch {
    return undefined
  }
}

const PARTS = [
  ...['a', 'é', '😀', '\ufeff', '"', '\\', '\\"', '\\\\', '\\/', '\\b', '\\f', '\\n', '\\r', '\\t', '\\x', '\\', '\t'],
  ...['\\u0041', '\\u00e9', '\\u20AC', '\\ud83d', '\\ude00', '\\uD83D\\uDE00', '\\u12', '\\u00g0', '\\u0000', '\\u'],
]

test('a string with escapes is what JSON says (seed 11)', () => {
  const rng = new Rng(11, 'escapes')
  const draw = (most: number): string =>
    Array.from({ length: rng.nextBelow(most) }, () => PARTS[rng.nextBelow(PARTS.length)]).join('')
  const lines = Array.from(
    { length: countUnlessWhole(20_000) },
    () => `{"\\u00e9":"${draw(2)}","\\u006b":"${draw(6)}","o":{"k":"${draw(2)}"}}`,
  )
  const isSame = (line: string): boolean => String(scanned(line)) === String(parsed(line))
  expect(lines.filter((line) => !isSame(line))).toEqual([])
})

test('a long string with escapes takes no more room than it has bytes, and one that nobody wants none', () => {
  const long = `{"other":"\\n${'x'.repeat(3e6)}","k":"\\t${'y'.repeat(2e6)}"}\n`
  const bytes = encoder.encode(long)
  const scanner = new JsonScanner(['k'])
  scanner.scan(bytes, 0, bytes.length, true)
  const { bytes: text, start, end } = scanner.fields[0] as (typeof scanner.fields)[number]
  expect(end - start).toBe(2e6 + 1)
  expect(text.length).toBeLessThan(2e6 + 100)
})

test('members whose names differ in half of a surrogate pair only are two, and none of them is the one with U+FFFD', () => {
  const names = ['\ud800', '\udc00', '\ufffd', '\ud800a', '😀']
  const line = `{"\\ud800":"1","\\udc00":"2","\ufffd":"\\ud800","\\ud800a":"4","\\ud83d\\ude00":"5"}\n`
  expect(Object.keys(JSON.parse(line) as object)).toEqual(names)
  const bytes = encoder.encode(line)
  const scanner = new JsonScanner(names)
  scanner.scan(bytes, 0, bytes.length, true)
  const texts = scanner.fields.map(({ bytes: from, start, end }) => decoder.decode(from.subarray(start, end)))
  expect(texts).toEqual(['1', '2', '\ufffd', '4', '5'])
  expect(scanner.broken).toEqual([false, false, true, false, false])
})

test('an object that is too deep is told as that, not as none', () => {
  const detailOf = (line: string): string => {
    const bytes = encoder.encode(line)
    const scanner = new JsonScanner(['a'])
    scanner.scan(bytes, 0, bytes.length, true)
    return scanner.problem === undefined ? '' : scanner.detail
  }
  const nested = (depth: number): string => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`
  expect(detailOf(nested(498))).toBe('')
  expect(detailOf(nested(2000))).toBe('nested more than 500 deep: see its byte 505')
  expect(detailOf('{"a":[}')).toBe('not a JSON object: see its byte 7')
})
