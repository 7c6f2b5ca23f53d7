import { expect, it } from 'vitest'
import { formatNumber } from '../../player/bench/number-value.ts'
import { hostileParams } from '../../player/test-hostile-params.ts'
import { DEFAULTS } from './defaults.ts'
import { nameChangeOf, sentenceOf } from './sentence.ts'

it('whatever a link says, its sentence can be drawn before the engine refuses it', () => {
  const given = { ...DEFAULTS, values: [], nulls: 'first' }
  for (const params of hostileParams(given, [{}, { shape: 'given' }])) {
    for (const part of sentenceOf(params)) {
      expect(typeof part === 'string' ? part : part.text, JSON.stringify(params)).toBeTypeOf('string')
      if (typeof part === 'string' || part.type !== 'number') continue
      expect(formatNumber(part.value, part.step), JSON.stringify(params)).toBeTypeOf('string')
    }
    expect(nameChangeOf(given, params), JSON.stringify(params)).toBeTypeOf('string')
  }
})
