import { expect, it } from 'vitest'
import type { Params } from '../player/lab.ts'
import { DEFAULTS as DELTA } from './delta-log/params.ts'
import * as delta from './delta-log/sentence.ts'
import { DEFAULTS as SORT } from './external-sort/params.ts'
import * as sort from './external-sort/sentence.ts'

/** Values as a link edited by hand may have them. */
const HOSTILE = ['constructor', '__proto__', 'toString', '', 'x', -1, 1.5, true, [], ['a', 1]] as const

it.each([
  ['External sort', { ...SORT, values: [], nulls: 'first' }, sort],
  ['Delta log', DELTA, delta],
] as const)('whatever a link says, the sentence of %s can be drawn before the engine refuses it', (_, given, said) => {
  const defaults: Params = given
  for (const param of Object.keys(defaults)) {
    for (const value of HOSTILE) {
      for (const more of [{}, { shape: 'given' }, { order: 'search' }, { order: 'by-hand' }, { log: 'naive' }]) {
        const params: Params = { ...defaults, ...more, [param]: value }
        for (const part of said.sentenceOf(params)) {
          const text = typeof part === 'string' ? part : part.text
          expect(text, `${param} ${JSON.stringify(value)}`).toBeTypeOf('string')
        }
        expect(said.nameChangeOf(defaults, params), `${param} ${JSON.stringify(value)}`).toBeTypeOf('string')
      }
    }
  }
})
