import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { externalSortOperation } from '../../engine/operations/external-sort.ts'
import type { Params, ParamValue, SentencePart, SentenceValue } from '../../player/lab.ts'
import { BOUNDS, changeParam, DEFAULTS, parseValues, readSortParams, SHAPES } from './params.ts'
import { nameChangeOf, sentenceOf } from './sentence.ts'

function textOf(params: Params): string {
  return sentenceOf(params)
    .map((part) => (typeof part === 'string' ? part : part.text))
    .join('')
}

function valuesOf(parts: readonly SentencePart[]): readonly SentenceValue[] {
  return parts.filter((part) => typeof part !== 'string')
}

/** Applies changes one after the other; throws at a refusal. */
function changed(...changes: readonly (readonly [string, ParamValue])[]): Params {
  return changes.reduce<Params>((params, [param, value]) => {
    const next = changeParam(params, param, value)
    if ('error' in next) throw new Error(String(next['error']))
    return next
  }, DEFAULTS)
}

function refusal(param: string, value: ParamValue, params: Params = DEFAULTS): unknown {
  return (changeParam(params, param, value) as { readonly error?: string }).error
}

describe('the sentence', () => {
  test('says the defaults in one line', () => {
    expect(textOf(DEFAULTS)).toBe(
      'Sort 320 records with memory for 40, in pages of 4, merging 8 runs at a time with a loser tree. Seed 7. More',
    )
  })

  test('says every other choice, and only what is not the default', () => {
    const params = changed(
      ['fanIn', 4],
      ['shape', 'few-distinct'],
      ['more', 'formation=replacement-selection'],
      ['more', 'memorySort=radix'],
      ['more', 'doubleBuffering=true'],
      ['more', 'firstPass=optimal'],
      ['more', 'combine=true'],
      ['more', 'direction=desc'],
      ['more', 'limit=20'],
      ['structure', 'binary-heap'],
    )
    expect(textOf(params)).toBe(
      'Find the first 20 of 320 records of few distinct keys, descending, with memory for 40, in double-buffered ' +
        'pages of 4, merging 4 runs at a time with a binary heap. Runs are made by replacement selection. Memory is ' +
        'sorted by radix sort. Merging begins with few runs. Records with equal keys are combined. Seed 7. More',
    )
  })

  test('has no two words or two values side by side', () => {
    const parts = sentenceOf(changed(['more', 'shape=zipf'], ['more', 'limit=20']))
    parts.forEach((part, i) => {
      if (typeof part === 'string') expect(typeof parts[i + 1]).not.toBe('string')
    })
  })

  test('offers nothing that is refused', () => {
    for (const value of valuesOf(sentenceOf(DEFAULTS))) {
      if (value.type === 'number') {
        expect(value.value).toBeGreaterThanOrEqual(value.min)
        expect(value.value).toBeLessThanOrEqual(value.max)
        expect((value.value - value.min) % value.step).toBe(0)
      } else {
        for (const option of value.options)
          expect(changeParam(DEFAULTS, value.param, option.value)).not.toHaveProperty('error')
      }
    }
  })

  test('every shape but given values can be chosen', () => {
    for (const shape of SHAPES.filter((one) => one !== 'given')) {
      expect(changed(['shape', shape])).toMatchObject({ shape })
    }
  })
})

describe('changing a value', () => {
  test('is refused in words with the numbers where it does not fit', () => {
    expect(refusal('memory', 24)).toBe('8 runs need 9 pages; memory has 6')
    expect(refusal('memory', 42)).toBe('memory for 42 is no whole number of pages of 4; 40 and 44 are')
    expect(refusal('memory', 8)).toBe('a merge needs 3 pages, two to read and one to write; memory has 2')
    expect(refusal('fanIn', 10)).toBe('10 runs need 11 pages; memory has 10')
    expect(refusal('doubleBuffering', 'true')).toBe('8 runs need 18 pages, each doubled; memory has 10')
    expect(refusal('records', 20_001)).toBe('records: 20,001 is outside 1 to 20,000')
    expect(refusal('fanIn', 1)).toBe('runs merged at a time: 1 is outside 2 to 64')
    expect(refusal('seed', 'x')).toBe('seed: a whole number is needed, "x" is none')
    expect(refusal('colour', 1)).toBe('there is no parameter "colour"')
    expect(refusal('structure', 'rope')).toBe('structure cannot be "rope"')
    expect(refusal('shape', 'given')).toBe('no values are given yet; paste or drop some')
  })

  test('takes numbers as they are typed', () => {
    expect(changed(['records', '1,280'])).toMatchObject({ records: 1280 })
  })

  test('leaves everything else as it was', () => {
    expect(changed(['seed', 8])).toEqual({ ...DEFAULTS, seed: 8 })
    expect(DEFAULTS['seed']).toBe(7)
  })

  test('names the new run after the change', () => {
    expect(nameChangeOf(DEFAULTS, { ...DEFAULTS, memory: 44 })).toBe('memory 40 to 44')
    expect(nameChangeOf(DEFAULTS, { ...DEFAULTS, fanIn: 4 })).toBe('fan-in 8 to 4')
    expect(nameChangeOf(DEFAULTS, { ...DEFAULTS, structure: 'binary-heap' })).toBe('binary heap')
    expect(nameChangeOf(DEFAULTS, { ...DEFAULTS, limit: 20 })).toBe('first 20')
    expect(nameChangeOf(DEFAULTS, changed(['values', '3 1 2']))).toBe('3 given values')
    expect(nameChangeOf(DEFAULTS, DEFAULTS)).toBe('the same again')
  })
})

describe('given values', () => {
  test('are numbers, NaN and null, or all texts', () => {
    expect(parseValues('5, NaN, , -1.5;null')).toEqual([5, 'NaN', '', -1.5, ''])
    expect(parseValues(' 3\t1\n2 ')).toEqual([3, 1, 2])
    expect(parseValues('7 pear apple')).toEqual(['7', 'pear', 'apple'])
    expect(parseValues('  ')).toEqual({ error: 'no values are given; put commas or spaces between them' })
    expect(parseValues('abcdefghijklmnop 1')).toEqual({
      error: '"abcdefghijkl…" is too long; a value has at most 12 characters',
    })
  })

  test('replace the generated input and are dropped with another shape', () => {
    const given = changed(['values', [3, 'NaN', 1]])
    expect(given).toMatchObject({ shape: 'given', records: 3, values: [3, 'NaN', 1] })
    expect(textOf(given)).toMatch(/^Sort 3 given records with memory/)
    expect(refusal('records', 4, given)).toBe('3 values are given; paste others to change how many are sorted')
    const back = changeParam(given, 'shape', 'sorted')
    expect(back).not.toHaveProperty('values')
    expect(back).toMatchObject({ shape: 'sorted', records: 3 })
  })
})

test('whatever the lab accepts, the engine accepts too', () => {
  const change = fc.oneof(
    fc.tuple(fc.constantFrom('records', 'memory', 'page', 'fanIn', 'limit', 'seed'), fc.integer({ min: 0, max: 120 })),
    fc.tuple(fc.constant('shape'), fc.constantFrom<string>(...SHAPES)),
    fc.tuple(
      fc.constantFrom('structure', 'memorySort'),
      fc.constantFrom('binary-heap', 'loser-tree', 'radix', 'merge'),
    ),
    fc.tuple(fc.constant('formation'), fc.constantFrom('fill-sort-spill', 'replacement-selection')),
    fc.tuple(fc.constantFrom('doubleBuffering', 'combine'), fc.constantFrom('true', 'false')),
    fc.tuple(fc.constant('values'), fc.constantFrom('3 1 2', '1,NaN', 'b a c')),
  )
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      let params = DEFAULTS
      for (const [param, value] of changes) {
        const next = changeParam(params, param, value)
        if ('error' in next) expect(String(next['error'])).toMatch(/^\S.*\S$/)
        else params = next
      }
      expect(() => externalSortOperation.prepare(params, [])).not.toThrow()
      expect(textOf(params)).toMatch(/^(Sort|Find).*More$/)
      const { memory, page } = readSortParams(params)
      expect(memory % page).toBe(0)
      expect(memory).toBeLessThanOrEqual(BOUNDS.memory.max)
    }),
    { numRuns: 150 },
  )
})
