import { describe, expect, test } from 'vitest'
import type { DeltaError } from './delta-error.ts'
import { parseJsonLines } from './json-lines.ts'

function parse(text: string): [number, unknown][] {
  return [...parseJsonLines(new TextEncoder().encode(text), 'f')].map(({ line, value }) => [line, value])
}

describe('newline-delimited JSON', () => {
  test('a line is an object; empty lines and a missing end do not matter', () => {
    expect(parse('{"a":1}\n\n{"b":"\\n"}\r\n{"c":{}}')).toEqual([
      [1, { a: 1 }],
      [3, { b: '\n' }],
      [4, { c: {} }],
    ])
  })

  test('a stray x behind each, as old Databricks runtimes wrote it', () => {
    expect(parse('{"a":1}x\n{"b":2} x\r\n')).toEqual([
      [1, { a: 1 }],
      [2, { b: 2 }],
    ])
  })

  test('objects over several lines, and several on one', () => {
    expect(parse('{\n "a": "}",\n "b": {"c": "\\"{"}\n}\n{"d":1}{"e":2}\n{"f":3}')).toEqual([
      [1, { a: '}', b: { c: '"{' } }],
      [5, { d: 1 }],
      [5, { e: 2 }],
      [6, { f: 3 }],
    ])
  })

  test.each([
    ['{"a":1}\n{"b":', 'f:2', 'cut off'],
    ['{"a":1}\n{"b":1}y', 'f:2', 'JSON'],
    ['{"a":1}xx', 'f:1', 'JSON'],
    ['x', 'f:1', 'JSON'],
    ['{"a":tru}', 'f:1', 'JSON'],
    ['{"a":1}\n\u0007', 'f:2', 'JSON'],
  ])('%j is told with its line', (text, where, word) => {
    try {
      parse(text)
    } catch (error) {
      expect((error as DeltaError).where).toBe(where)
      expect((error as DeltaError).message).toContain(word)
      return
    }
    throw new Error('nothing was thrown')
  })

  test('bytes that are not UTF-8 are told', () => {
    expect(() => [...parseJsonLines(Uint8Array.of(0x7b, 0xff, 0x7d), 'f')]).toThrow('f is not UTF-8 text')
  })
})
