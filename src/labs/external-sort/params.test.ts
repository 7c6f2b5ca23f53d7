import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { externalSortOperation } from '../../engine/operations/external-sort.ts'
import type { Params, ParamValue, Refusal, SentencePart, SentenceValue } from '../../player/lab.ts'
import { isRefusal } from '../../player/branching.ts'
import { TraceWriter } from '../../engine/trace/writer.ts'
import { valuesText } from './given.ts'
import { lab } from './lab.ts'
import { parseValues } from './parse-values.ts'
import { DEFAULTS } from './defaults.ts'
import { BOUNDS, misfit, readSortParams, SHAPES } from './params.ts'
import { nameChangeOf, sentenceOf } from './sentence.ts'

beforeAll(() => lab.prepareWords?.())

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
    const next = lab.change(params, param, value)
    if (isRefusal(next)) throw new Error(next.error)
    return next
  }, DEFAULTS)
}

/** What a refusal offers, in words. */
function fixesOf(param: string, value: ParamValue, params: Params = DEFAULTS): readonly string[] {
  return (lab.change(params, param, value) as Refusal).fixes?.map(({ text }) => text) ?? []
}

function refusal(param: string, value: ParamValue, params: Params = DEFAULTS): unknown {
  return (lab.change(params, param, value) as { readonly error?: string }).error
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
      ['more', 'combine=count'],
      ['more', 'direction=desc'],
      ['structure', 'binary-heap'],
    )
    expect(textOf(params)).toBe(
      'Sort 320 records of few distinct keys, descending, with memory for 40, in double-buffered ' +
        'pages of 4, merging 4 runs at a time with a binary heap. Runs are made by replacement selection. Memory is ' +
        'sorted by radix sort. Merging begins with few runs. Records with equal keys become one with their count. ' +
        'Seed 7. More',
    )
    expect(textOf(changed(['more', 'limit=20']))).toMatch(/^Find the first 20 of 320 records with memory for 40/)
    expect(textOf(changed(['values', 'pear, , apple'], ['nulls', 'last']))).toBe(
      'Sort 3 given texts (pear, , apple), nulls last, with memory for 40, in pages of 4, merging 8 runs at a time ' +
        'with a loser tree. More',
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
      } else if (value.type === 'choice') {
        for (const option of value.options.filter(({ opens }) => opens === undefined))
          expect(lab.change(DEFAULTS, value.param, option.value)).not.toHaveProperty('error')
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
    expect(refusal('memory', 42)).toBe('memory for 42 is no whole number of pages of 4')
    expect(refusal('memory', 8)).toBe('a merge needs 3 pages, two to read and one to write; memory has 2')
    expect(refusal('fanIn', 10)).toBe('10 runs need 11 pages; memory has 10')
    expect(refusal('doubleBuffering', 'true')).toBe('8 runs need 18 pages, each doubled; memory has 10')
    expect(refusal('records', 20_001)).toBe('records: 20,001 is outside 1 to 20,000')
    expect(refusal('fanIn', 1)).toBe('runs merged at a time: 1 is outside 2 to 64')
    expect(refusal('seed', 'x')).toBe('seed: "x" is no number')
    expect(refusal('seed', '1.5')).toBe('seed: a whole number is needed, "1.5" is none')
    expect(refusal('records', '1.000')).toBe('records: 1.000 may be 1 or 1,000: write 1 or 1000')
    expect(refusal('colour', 1)).toBe('there is no parameter "colour"')
    expect(refusal('structure', 'rope')).toBe('structure cannot be "rope"')
    expect(refusal('shape', 'given')).toBe('no values are given yet; paste or drop some')
  })

  test('a refusal offers the smallest changes that let the value stand', () => {
    expect(fixesOf('memory', 24)).toEqual(['merge 5 at a time'])
    expect(fixesOf('memory', 42)).toEqual(['memory for 40', 'memory for 44'])
    expect(fixesOf('memory', 8)).toEqual(['memory for 36', 'memory for 12, merge 2 at a time'])
    expect(fixesOf('fanIn', 10)).toEqual(['memory for 44'])
    expect(fixesOf('memory', 3, { ...DEFAULTS, fanIn: 2 })).toEqual(['memory for 12'])
    expect(fixesOf('page', 5)).toEqual(['merge 7 at a time', 'memory for 45'])
    expect(fixesOf('page', 30)).toEqual(['memory for 270', 'memory for 90, merge 2 at a time'])
    expect(fixesOf('doubleBuffering', 'true')).toEqual(['merge 4 at a time', 'memory for 72'])
    expect(fixesOf('combine', 'sum', { ...DEFAULTS, limit: 20 })).toEqual(['sort all records'])
    expect(fixesOf('limit', 5, { ...DEFAULTS, combine: 'count' })).toEqual(['keep equal keys apart'])
    expect(fixesOf('records', 0)).toEqual([])
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
    expect(nameChangeOf(DEFAULTS, changed(['values', '3']))).toBe('1 given value')
    expect(nameChangeOf(DEFAULTS, { ...DEFAULTS, combine: 'max' })).toBe('equal keys, last number')
    expect(nameChangeOf({ ...DEFAULTS, combine: true }, { ...DEFAULTS, combine: 'count' })).toBe('the same again')
    const given = changed(['values', '3, , 1'])
    expect(nameChangeOf(given, { ...given, nulls: 'last' })).toBe('nulls last')
    expect(nameChangeOf(DEFAULTS, DEFAULTS)).toBe('the same again')
  })
})

/** As CSV writes it. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

describe('given values', () => {
  const parse = (text: string): readonly (number | string)[] => {
    const values = parseValues(text, 20_000)
    if ('error' in values) throw new Error(values.error)
    return values
  }

  test('are numbers, NaN and null, or all texts', () => {
    expect(parse('5, NaN, , -1.5;null')).toEqual([5, 'NaN', '', -1.5, ''])
    expect(parse(' 3\t1\n2 4')).toEqual([3, 1, 2, 4])
    expect(parse('pear tree\napple')).toEqual(['pear tree', 'apple'])
    expect(parse(' 3\t1  2 ')).toEqual([3, 1, 2])
    expect(parse('3\r\n\r\n1\r2\n')).toEqual([3, '', 1, 2])
    expect(parse('3,\n1,\n\n2')).toEqual([3, 1, '', 2])
    expect(parse(',7')).toEqual(['', 7])
    expect(parse('7 pear apple')).toEqual(['7', 'pear', 'apple'])
    expect(parse('pear tree, apple')).toEqual(['pear tree', 'apple'])
    expect(parse('1e400, -0')).toEqual(['1e400', '-0'])
    expect(parse('-0').at(0)).toBe(0)
  })

  test('are one where they stand in double quotes', () => {
    expect(parse('"a, b", "c d"')).toEqual(['a, b', 'c d'])
    expect(parse('"a b" "c"')).toEqual(['a b', 'c'])
    expect(parse('"say ""x"""; "p;q"\n" two\nlines "')).toEqual(['say "x"', 'p;q', 'two lines'])
    expect(parse('"10", "9"; ""')).toEqual([10, 9, ''])
    expect(parse('a "b" c, d')).toEqual(['a "b" c', 'd'])
    expect(parse('"a b" "c d"\n"e f"')).toEqual(['"a b" "c d"', 'e f'])
    expect(parse('5" pipe, 3" pipe')).toEqual(['5" pipe', '3" pipe'])
  })

  test('are called texts where one is no number, and sorted as such', () => {
    const given = changed(['values', '10, 9, 100, x'])
    expect(textOf(given)).toMatch(/^Sort 4 given texts \(10, 9, 100, x\)/)
    expect(textOf(changed(['values', '10, 9, NaN, null']))).toMatch(/^Sort 4 given records/)
    expect(textOf(changed(['values', 'x']))).toMatch(/^Sort 1 given text \(x\)/)
  })

  test('have a comma before decimals where semicolons stand between them', () => {
    expect(parse('3,14; 2,71')).toEqual([3.14, 2.71])
    expect(parse('3,14;2,71\n-0,5; 4')).toEqual([3.14, 2.71, -0.5, 4])
    expect(parse('1.234,5; 2,000')).toEqual([1234.5, 2])
    expect(parse('3.14; 2.710')).toEqual([3.14, 2.71])
    expect(parse('3, 14; 2, 71')).toEqual([3, 14, 2, 71])
    expect(parse('a,b; 1,5')).toEqual(['a', 'b', '1,5'])
    expect(parse(valuesText(parse('a,b; 1,5')))).toEqual(['a', 'b', '1,5'])
    expect(parse('1,000,000; 5')).toEqual([1_000_000, 5])
    expect(parse('1.000.000; 2,5')).toEqual([1_000_000, 2.5])
    expect(parse('1,2,3\n4,5,6')).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('that can be read in two ways are refused', () => {
    const errorOf = (text: string): unknown => parseValues(text, 20_000)
    expect(errorOf('1,000; 2,500')).toEqual({ error: '1,000 may be 1 or 1,000: write 1 or 1000' })
    expect(errorOf('3,14; 2.000')).toEqual({ error: '2.000 may be 2 or 2,000: write 2 or 2000' })
    for (const text of ['3,14\n2,71', '3,14 2,71']) {
      expect(errorOf(text)).toEqual({ error: '3,14 may be 3.14 or 3 and 14: write 3.14, or put ; behind it' })
    }
  })

  test('are refused in words when there is none, too many, too long, or no text', () => {
    const errorOf = (text: string): unknown => parseValues(text, 20_000)
    expect(errorOf('  ')).toEqual({ error: 'no values are given; put commas, spaces or line ends between them' })
    expect(errorOf('1 abcdefghijklmnopqrst 1')).toEqual({
      error: 'value 2, "abcdefghijklmnop…", is too long; a value has at most 12 characters',
    })
    expect(errorOf(Array.from({ length: 20_001 }, () => 1).join(' '))).toEqual({
      error: '20,001 values are given; at most 20,000 are sorted here',
    })
    expect(errorOf('PK\0\x03')).toEqual({ error: 'this is no text: there are zero bytes in it' })
  })

  test('written out and pasted again they are the same', () => {
    const field = fc.oneof(
      fc.integer({ min: -999, max: 999 }),
      fc.constantFrom('', 'NaN'),
      fc.constantFrom('pear', 'fig'),
      fc.string({ unit: fc.constantFrom('a', ',', ';', ' ', '"', '1', '.'), maxLength: 8 }).map(quoted),
    )
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 8 }), (values) => {
        const once = parseValues(values.join(','), 20_000)
        if ('error' in once) return
        expect(parseValues(valuesText(once), 20_000)).toEqual(once)
      }),
    )
  })

  test('say where missing keys go as long as one is missing', () => {
    const given = changed(['values', '3, , 1'])
    expect(given).toMatchObject({ nulls: 'first', values: [3, '', 1] })
    expect(changed(['values', '3, , 1'], ['nulls', 'last'], ['values', ',2'])).toMatchObject({ nulls: 'last' })
    expect(changed(['values', '3, , 1'], ['values', '3, 1'])).not.toHaveProperty('nulls')
    expect(changed(['values', '3, , 1'], ['shape', 'zipf'])).not.toHaveProperty('nulls')
  })

  test('replace the generated input and are dropped with another shape', () => {
    const given = changed(['values', [3, 'NaN', 1]])
    expect(given).toMatchObject({ shape: 'given', records: 3, values: [3, 'NaN', 1] })
    expect(textOf(given)).toMatch(/^Sort 3 given records \(3, NaN, 1\) with memory/)
    expect(refusal('records', 4, given)).toBe('3 values are given; paste others to change how many are sorted')
    const back = lab.change(given, 'shape', 'sorted')
    expect(back).not.toHaveProperty('values')
    expect(back).toMatchObject({ shape: 'sorted', records: 3 })
  })
})

test('whatever the lab accepts, the engine accepts too, and what a refusal advises is accepted', () => {
  const change = fc.oneof(
    fc.tuple(fc.constantFrom('records', 'memory', 'page', 'fanIn', 'limit', 'seed'), fc.integer({ min: 0, max: 120 })),
    fc.tuple(fc.constant('shape'), fc.constantFrom<string>(...SHAPES)),
    fc.tuple(
      fc.constantFrom('structure', 'memorySort'),
      fc.constantFrom('binary-heap', 'loser-tree', 'radix', 'merge'),
    ),
    fc.tuple(fc.constant('formation'), fc.constantFrom('fill-sort-spill', 'replacement-selection')),
    fc.tuple(fc.constantFrom('doubleBuffering', 'combine'), fc.constantFrom('true', 'false')),
    fc.tuple(fc.constant('combine'), fc.constantFrom('count', 'sum', 'min', 'max')),
    fc.tuple(fc.constant('nulls'), fc.constantFrom('first', 'last')),
    fc.tuple(fc.constant('values'), fc.constantFrom('3 1 2', '1,NaN', 'b a c', '2,,1', 'b,,a')),
  )
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), fc.boolean(), (changes, isFixTaken) => {
      let params = DEFAULTS
      for (const [param, value] of changes) {
        const next = lab.change(params, param, value)
        if (!isRefusal(next)) {
          params = next
          continue
        }
        expect(next.error).toMatch(/^\S.*\S$/)
        for (const fix of next.fixes ?? []) {
          expect(fix.text).toMatch(/^\S.*\S$/)
          expect(misfit(readSortParams(fix.params)), `${next.error}: ${fix.text}`).toBeUndefined()
          expect(() => externalSortOperation.prepare(fix.params, []).run(new TraceWriter()).next()).not.toThrow()
        }
        const [first] = next.fixes ?? []
        if (isFixTaken && first !== undefined) params = first.params
      }
      expect(() => externalSortOperation.prepare(params, []).run(new TraceWriter()).next()).not.toThrow()
      expect(textOf(params)).toMatch(/^(Sort|Find).*More$/)
      const { memory, page } = readSortParams(params)
      expect(memory % page).toBe(0)
      expect(memory).toBeLessThanOrEqual(BOUNDS.memory.max)
    }),
    { numRuns: 150 },
  )
})

test.each([0, 20_001, 3.5])('the engine refuses %s records in the words of the sentence', (records) => {
  const refused = lab.change(DEFAULTS, 'records', records)
  expect(refused).toHaveProperty('error')
  expect(() => externalSortOperation.prepare({ ...DEFAULTS, records }, [])).toThrow('from 1 to 20,000')
})
