import { describe, expect, test } from 'vitest'
import { canonicalPath, ensureInside, isFilePath, parseDataPath } from './data-path.ts'
import type { DeltaError } from './delta-error.ts'

describe('paths of the log', () => {
  test.each([
    ['part-00000.parquet', 'part-00000.parquet'],
    ['a%20b/p@%23h', 'a b/p@#h'],
    ['test%25file%25prefix-x', 'test%file%prefix-x'],
    ['c=a%253Ab/x', 'c=a%3Ab/x'],
    ['time=1971-07-22T03:06:40.000000Z/x', 'time=1971-07-22T03:06:40.000000Z/x'],
    ['./a//b/./c', 'a/b/c'],
    ['a/../b', 'b'],
    ['😀%F0%9F%98%80', '😀😀'],
    ['a+b', 'a+b'],
  ])('%s is decoded once', (raw, path) => {
    expect(parseDataPath(raw, undefined, raw)).toEqual({ kind: 'inside', path })
    expect(canonicalPath(raw, undefined)).toBe(path)
  })

  test.each(['/x/y', 'file:/x/y', 'file:///x/y', 'file:///x/./y', 'file://host/x/y', 'file:/x/%79'])(
    '%s is one absolute path',
    (raw) => {
      expect(parseDataPath(raw, undefined, raw)).toEqual({ kind: 'outside', path: '/x/y' })
      expect(parseDataPath(raw, '/x', raw)).toEqual({ kind: 'inside', path: 'y' })
      expect(canonicalPath(raw, '/x/')).toBe('y')
      expect(parseDataPath(raw, '/xx', raw).kind).toBe('outside')
    },
  )

  test.each(['../x', 'a/../../x', '%2e%2e/x', 's3://bucket/x', '/etc/passwd', 'file:///etc/passwd', '', '.', 'a%00b'])(
    '%s does not lead out of the table',
    (raw) => {
      try {
        ensureInside(raw, '/table', 'add')
      } catch (error) {
        expect((error as DeltaError).code).toBe('DELTA_PATH_OUTSIDE_TABLE')
        return
      }
      throw new Error('nothing was thrown')
    },
  )

  test('what cannot be decoded is told, and stands for itself as a key', () => {
    expect(() => parseDataPath('a%zz', undefined, 'add')).toThrow(/not a valid URI/)
    expect(canonicalPath('a%zz', undefined)).toBe(':a%zz')
    expect(['a%zz', '', '.', '%00', 'file:///'].map(isFilePath)).toEqual([false, false, false, false, false])
    expect(['a', '../a', 's3://b/c', '/a'].map(isFilePath)).toEqual([true, true, true, true])
  })
})
