import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uniqueNames } from './unique-names.ts'

test('the first of a name keeps it, the others get a number that makes none twice', () => {
  expect(uniqueNames(['id', 'a', 'b', 'a'])).toEqual(['id', 'a', 'b', 'a_2'])
  expect(uniqueNames(['a', 'a', 'a_2', 'a'])).toEqual(['a', 'a_3', 'a_2', 'a_4'])
  const name = fc.constantFrom('a', 'a_2', 'a_3', 'a_2_2', '')
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), (names) => {
      const unique = uniqueNames(names)
      expect(new Set(unique).size).toBe(names.length)
      names.forEach((given, i) => {
        if (names.indexOf(given) === i) expect(unique[i]).toBe(given)
        else expect(unique[i]?.startsWith(`${given}_`)).toBe(true)
      })
    }),
  )
})
