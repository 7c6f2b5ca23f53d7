import { afterAll, describe, expect, it } from 'vitest'
import type { Value } from '../../base/value.ts'
import { SOLVED_SCORE } from '../../progress/events.ts'
import type { CodeTask } from '../types.ts'
import type { JudgeCodeOptions, JudgeProgress } from './judge-code.ts'
import { judgeCode } from './judge-code.ts'
import { createTestSandbox } from './test-runner.ts'
import { isBroken, isLost, isUnready, isUnrun, withoutHidden } from './verdict.ts'

const sandbox = createTestSandbox()
afterAll(() => sandbox.dispose())

const LIMITS = { caseMilliseconds: 400, totalMilliseconds: 8_000, outputCharacters: 1_000, resultCharacters: 100_000 }

const REFERENCE = 'function total(values: number[]) { let sum = 0; for (const v of values) sum += v; return sum }'
const NO_NEGATIVES =
  'function total(values: number[]) { return values.filter((v) => v > 0).reduce((a, b) => a + b, 0) }'
const NO_LAST = 'function total(values: number[]) { return values.slice(0, -1).reduce((a, b) => a + b, 0) }'
const SQUARE = `function total(values: number[]) {
  const last = values[values.length - 1]
  const before = values.slice(0, -1)
  let sum = last ?? 0
  for (let i = 0; i < before.length; i++) { sum += before[i]; for (let j = 0; j < 40 * i; j++) sum += 1e-300 }
  return sum
}`

const numbers = (args: readonly Value[]): readonly number[] => args[0] as readonly number[]

const TASK: CodeTask = {
  entry: { typescript: { kind: 'function', name: 'total' }, python: { kind: 'function', name: 'total' } },
  programs: {
    './programs/reference.ts': REFERENCE,
    './programs/wrong-negatives.ts': NO_NEGATIVES,
    './programs/wrong-last.ts': NO_LAST,
    './programs/wrong-square.ts': SQUARE,
  },
  examples: [{ name: 'two numbers', args: [[1, 2]] }],
  hiddenCases: (rng) => [
    { name: 'nothing', args: [[]] },
    { name: 'a negative one', args: [[500 + rng.nextBelow(400), -70, 12, 9]] },
    { name: 'many', args: [Array.from({ length: 30 }, () => rng.nextBelow(9))] },
  ],
  expect: (args) => ({ value: numbers(args).reduce((a, b) => a + b, 0) }),
  isAllowed: (args) => args.length === 1 && Array.isArray(args[0]),
  growth: {
    asked: 'O(n)',
    start: { typescript: 2_000, python: 2_000 },
    make: (n, rng) => [Array.from({ length: n }, () => rng.nextBelow(9))],
  },
  wrong: [
    { id: 'last', why: 'You left the last one out.' },
    { id: 'negatives', why: 'Negative numbers count too.' },
    { id: 'square', why: 'It goes through the list for each number.', isSlow: true },
  ],
}

function judge(source: string, more: Partial<JudgeCodeOptions> = {}, task = TASK) {
  return judgeCode(task, { language: 'typescript', source, which: 'all', seed: 3, sandbox, limits: LIMITS, ...more })
}

describe('judging a program', () => {
  it('gives all points to what is right and quick enough, and can be kept as JSON', async () => {
    const verdict = await judge(REFERENCE)
    expect(verdict).toMatchObject({ right: 4, score: 100, points: { correctness: 75, growth: 25 } })
    expect(verdict.growth?.kind).toBe('good')
    expect(verdict.cases.map(({ isHidden }) => isHidden)).toEqual([false, true, true, true])
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict)
  })

  it('gives to what fails one of many cases less than is solved', async () => {
    const many = Array.from({ length: 29 }, (_, i) => ({ name: `up to ${i}`, args: [[i, 1]] }))
    const { growth, ...task } = { ...TASK, hiddenCases: () => [...many, { name: 'below', args: [[-1]] }] }
    expect(growth).toBeDefined()
    const verdict = await judge(NO_NEGATIVES, {}, task)
    expect(verdict).toMatchObject({ right: 30, cases: { length: 31 }, score: SOLVED_SCORE - 1 })
    expect((await judge(REFERENCE, {}, task)).score).toBe(100)
  })

  it('makes what fails as small as it can be, and knows the thought behind it', async () => {
    const verdict = await judge(NO_NEGATIVES)
    expect(verdict).toMatchObject({ right: 3, score: 56, points: { correctness: 56, growth: 0 } })
    expect(verdict.smallest).toMatchObject({ isShrunk: true, args: ['[-1]'], expected: '-1', got: '0' })
    expect(verdict.wrong).toEqual({ id: 'negatives', why: 'Negative numbers count too.' })
    expect(verdict.growth).toBeUndefined()
  })

  it('claims no thought that does not fit', async () => {
    const verdict = await judge('function total(values: number[]) { return 42 }')
    expect(verdict.score).toBe(0)
    expect(verdict.wrong).toBeUndefined()
    expect(verdict.smallest).toMatchObject({ args: ['[]'], expected: '0', got: '42' })
  })

  it('claims no thought of a program that gives there the very error that is asked for', async () => {
    const read = (body: string): string => `function total(values: number[]) { const [v] = values; ${body}; return v }`
    const task: CodeTask = {
      entry: TASK.entry,
      programs: {
        './programs/wrong-truthy.ts': read("if (v < 0) throw new RangeError('no'); if (!v) return 99"),
      },
      examples: [{ name: 'five', args: [[5]] }],
      hiddenCases: () => [
        { name: 'nought', args: [[0]] },
        { name: 'below', args: [[-1]] },
      ],
      expect: (args) => {
        const [v = 0] = numbers(args)
        return v < 0 ? { throws: { typescript: 'RangeError', python: 'ValueError' } } : { value: v }
      },
      isAllowed: TASK.isAllowed,
      wrong: [{ id: 'truthy', why: 'Nought is not nothing.' }],
    }
    const right = await judge(read("if (v < 0) throw new RangeError('no')"), {}, task)
    expect(right.right).toBe(3)
    const other = await judge(read("if (v < 0) throw new Error('no')"), {}, task)
    expect(other.right).toBe(2)
    expect(other.wrong).toBeUndefined()
    const truthy = await judge(read("if (v < 0) throw new RangeError('no'); if (!v) return 99"), {}, task)
    expect(truthy.wrong?.id).toBe('truthy')
  })

  it('takes the points for growth from what grows too fast, and says why', async () => {
    const verdict = await judge(SQUARE)
    expect(verdict).toMatchObject({ right: 4, score: 75, growth: { kind: 'slow' }, wrong: { id: 'square' } })
  })

  it('looks at what comes out for large inputs too', async () => {
    const verdict = await judge(
      'function total(v: number[]) { return v.length > 3000 ? 1 : v.reduce((a, b) => a + b, 0) }',
    )
    expect(verdict).toMatchObject({ score: 75, growth: { kind: 'wrong' } })
    expect(verdict.growth?.words).toBe('At n = 4,000 its output is not that of the reference.')
    expect(verdict.wrong).toBeUndefined()
  })

  it('runs the examples alone for Run, with the same outcome', async () => {
    const run = await judge(NO_LAST, { which: 'examples' })
    expect(run.cases).toHaveLength(1)
    expect(run.score).toBeUndefined()
    expect(run.cases[0]).toMatchObject({ args: ['[1, 2]'], expected: '3', got: '1', isRight: false })
    const all = await judge(NO_LAST)
    expect({ ...all.cases[0], milliseconds: 0 }).toEqual({ ...run.cases[0], milliseconds: 0 })
    expect(all.wrong?.id).toBe('last')
  })

  it('fails an endless loop, goes on behind it, and shrinks it too', async () => {
    const source = 'function total(v: number[]) { while (v.some((x) => x < 0)) {} return v.reduce((a, b) => a + b, 0) }'
    const verdict = await judge(source)
    expect(verdict).toMatchObject({ right: 3, fault: { kind: 'time', case: 2 } })
    expect(verdict.faultWords).toBe('It did not end within 0.4 s.')
    expect(verdict.cases.map(({ isRight }) => isRight)).toEqual([true, true, false, true])
    expect(verdict.smallest?.args).toEqual(['[-1]'])
    expect(isBroken(verdict)).toBe(false)
  })

  it('ends soon with what never ends: no smaller input is tried, and what is not run is told so', async () => {
    const kinds: string[] = []
    const onProgress = ({ kind }: JudgeProgress): void => void kinds.push(kind)
    const verdict = await judge('function total() { while (true) {} }', { onProgress })
    expect(verdict).toMatchObject({ right: 0, score: 0, smallest: { isShrunk: false } })
    expect(verdict.cases.map(isUnrun)).toEqual([false, false, true, true])
    expect(kinds).not.toContain('shrink')
  })

  it('says at once that there is no program', async () => {
    const verdict = await judge('function totl() {')
    expect(verdict).toMatchObject({ right: 0, score: 0, fault: { kind: 'compile', line: 1 } })
    expect(isBroken(verdict)).toBe(true)
    expect(verdict.cases.map(({ ended }) => ended)).toEqual([
      expect.stringContaining('does not compile, line 1: '),
      ...Array<string>(3).fill('It was not run.'),
    ])
    expect((await judge('function totl() {}')).faultWords).toBe('The program does not define total.')
  })

  it('is told nothing of the hidden cases when it cannot be begun', async () => {
    const verdict = await judge('function totl() {}')
    expect(verdict.cases).toHaveLength(4)
    expect(isUnready(verdict)).toBe(true)
    expect(withoutHidden(verdict)).toMatchObject({ right: 0, cases: [{ name: 'two numbers' }] })
  })

  it('counts as begun when it lacks what is called only once hidden cases are run', async () => {
    const verdict = await judge(REFERENCE, {
      sandbox: {
        // Of the hidden cases the first is right; then its program is gone.
        run: (request, options) =>
          sandbox.run(request, options).then((outcome) =>
            request.cases.length === 1
              ? outcome
              : {
                  ...outcome,
                  cases: outcome.cases.slice(0, 1),
                  fault: { kind: 'missing-entry', name: 'total' } as const,
                },
          ),
      },
    })
    expect(verdict).toMatchObject({ right: 2, fault: { kind: 'missing-entry' }, score: 37 })
    expect(isUnready(verdict)).toBe(false)
  })

  it('wants the error that is asked for', async () => {
    const throws = { typescript: 'RangeError', python: 'ValueError' }
    const task: CodeTask = { ...TASK, expect: () => ({ throws }) }
    expect((await judge('function total() { throw new RangeError("x") }', {}, task)).right).toBe(4)
    const verdict = await judge('function total() { throw new TypeError("x") }', { which: 'examples' }, task)
    expect(verdict.cases[0]).toMatchObject({ isRight: false, expected: 'RangeError', error: { name: 'TypeError' } })
  })

  it('takes what a task calls the same', async () => {
    const task: CodeTask = { ...TASK, isSame: (got, expected) => Math.abs(Number(got) - Number(expected)) < 2 }
    const source = 'function total(values: number[]) { return values.reduce((a, b) => a + b, 1) }'
    expect((await judge(source, {}, task)).right).toBe(4)
  })

  it('tells how far it is, and ends when it is told to', async () => {
    const progress: JudgeProgress[] = []
    await judge(NO_LAST, { onProgress: (each) => progress.push(each) })
    expect(new Set(progress.map(({ kind }) => kind))).toEqual(new Set(['cases', 'shrink', 'explain']))
    const cases = progress.filter(({ kind }) => kind === 'cases')
    expect(cases).toEqual([0, 1, 2, 3].map((done) => ({ kind: 'cases', done, total: 4 })))
    const controller = new AbortController()
    const ended = judge('function total() { while (true) {} }', { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(ended).rejects.toThrow('enough')
    expect((await judge(REFERENCE, { which: 'examples' })).right).toBe(1)
  })

  it('gives no score when the sandbox cannot be loaded, and tells how much of a language has come', async () => {
    const progress: JudgeProgress[] = []
    const verdict = await judge(REFERENCE, {
      onProgress: (each) => progress.push(each),
      sandbox: {
        run: (_, options) => {
          options?.onProgress?.({ loadedBytes: 3, totalBytes: 9 })
          const fault = { kind: 'load', message: 'It did not come. Try again.' } as const
          return Promise.resolve({ cases: [], fault, stdout: '', isStdoutCut: false })
        },
      },
    })
    expect(progress).toContainEqual({ kind: 'load', loadedBytes: 3, totalBytes: 9 })
    expect(verdict).toMatchObject({ right: 0, fault: { kind: 'load' }, faultWords: 'It did not come. Try again.' })
    expect(isLost(verdict)).toBe(true)
    expect(verdict.score).toBeUndefined()
  })

  it('claims no thought of a program that is wrong where this one is right', async () => {
    const source = 'function total(v: number[]) { return v.length === 2 ? v[0] : v.reduce((a, b) => a + b, 0) }'
    expect((await judge(source)).wrong).toBeUndefined()
  })
})
