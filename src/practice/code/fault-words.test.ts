import { expect, it } from 'vitest'
import { faultWords } from './fault-words.ts'

it.each([
  ['Unexpected reserved word', 'Unexpected reserved word (await can only be used inside an async function)'],
  ['Unexpected strict mode reserved word', 'Unexpected strict mode reserved word'],
  ["Unexpected token '}'", "Unexpected token '}'"],
])('says of "%s" where await may stand, and of nothing else', (message, told) => {
  expect(faultWords({ kind: 'compile', message, line: 3 })).toBe(`The source does not compile, line 3: ${told}`)
})
