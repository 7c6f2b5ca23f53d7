import { afterAll, describe, expect, it } from 'vitest'
import type { Value } from '../../base/value.ts'
import type { RunRequest } from '../sandbox/sandbox.ts'
import { DEFAULT_LIMITS } from '../sandbox/sandbox.ts'
import type { CodeTask } from '../types.ts'
import { sandboxOf } from './hold-tests.ts'
import { judgeCode } from './judge-code.ts'
import { createTestSandbox } from './test-runner.ts'
import { TASKS } from './test-tasks.ts'

const sandbox = createTestSandbox()
afterAll(() => sandbox.dispose())

const TASK = TASKS.find(({ id }) => id === 'cd-18')?.task as CodeTask

function judge(source: string) {
  const limits = { ...DEFAULT_LIMITS, caseMilliseconds: 8_000, totalMilliseconds: 60_000 }
  return judgeCode(TASK, { language: 'typescript', source, which: 'all', seed: 4, sandbox, limits })
}

const returning = (tests: Value) => `function tests() { return ${JSON.stringify(tests)} }`

describe('tests that a program gives', () => {
  it('are asked for once, without arguments: nothing of what they are held against goes where the program runs', async () => {
    const asked: RunRequest[] = []
    const watched = sandboxOf(TASK, {
      run(request) {
        asked.push(request)
        return sandbox.run(request)
      },
    })
    const cases = TASK.examples.map(({ args }) => args)
    const program = { language: 'typescript', entry: TASK.entry.typescript, limits: DEFAULT_LIMITS } as const
    const source = 'let calls = 0\nfunction tests(...args: unknown[]) { return [++calls, args.length] }'
    const outcome = await watched.run({ ...program, source, cases })
    expect(asked).toEqual([{ ...program, source, cases: [[]] }])
    expect(outcome.cases).toHaveLength(cases.length)
  })

  it('are asked for once, however the program ends and whatever is looked for then', async () => {
    let runs = 0
    const counting = {
      run(request: RunRequest) {
        runs++
        return sandbox.run(request)
      },
    }
    const limits = { ...DEFAULT_LIMITS, caseMilliseconds: 300 }
    const options = { language: 'typescript', which: 'all', seed: 4, sandbox: counting, limits } as const
    const known = TASK.wrong.length
    const endless = await judgeCode(TASK, { ...options, source: 'function tests() { for (;;); }' })
    expect(endless).toMatchObject({ right: 0, fault: { kind: 'time' } })
    expect(endless.smallest).toMatchObject({ args: [], expected: 'a list of tests', ended: endless.faultWords })
    expect(endless.wrong).toBeUndefined()
    expect(runs).toBe(1 + known)

    runs = 0
    const empty = await judgeCode(TASK, { ...options, source: 'function tests() { return [] }' })
    expect(empty).toMatchObject({ right: 0, smallest: { expected: 'a test fails', got: 'all tests pass' } })
    expect(runs).toBe(1 + known)
  })

  it('that are not there, since the program throws, are no wrong tests', async () => {
    const verdict = await judge('function tests() { return (undefined as any).tests }')
    expect(verdict).toMatchObject({ right: 0, score: 0, smallest: { expected: 'a list of tests' } })
    expect(verdict.smallest?.error).toMatchObject({ name: 'TypeError', line: 1 })
    expect(verdict.wrong).toBeUndefined()
  })

  it('score by the wrong programs that they find', async () => {
    const verdict = await judge(
      returning([
        [
          ['hit', 1],
          ['count', 300, 1],
          ['count', 301, 0],
        ],
      ]),
    )
    const found = verdict.cases.filter(({ isRight }) => isRight)
    expect(found.length).toBe(verdict.right)
    expect(found.map(({ name }) => name)).toContain('counts a hit that is exactly 300 seconds old')
    expect(verdict.score).toBe(Math.floor((100 * verdict.right) / verdict.cases.length))
    expect(verdict.smallest).toMatchObject({ args: [], expected: 'a test fails', got: 'all tests pass' })
    const asks = verdict.smallest?.missed?.at(-1)
    expect(asks?.call).toMatch(/^count\(/)
    expect(asks?.expected).not.toBe(asks?.got)
  })

  it('score nothing when a right program fails one of them, which is named', async () => {
    const good: Value = [
      ['hit', 1],
      ['count', 300, 1],
      ['count', 301, 0],
    ]
    const verdict = await judge(
      returning([
        good,
        [
          ['hit', 5],
          ['count', 305, 1],
        ],
      ]),
    )
    expect(verdict).toMatchObject({ right: 0, score: 0, wrong: { id: 'closed' } })
    expect(verdict.smallest).toMatchObject({
      expected: 'what is right passes every test',
      got: 'a right counter fails test 2: count(305) returns 0, not 1',
    })
    expect(verdict.cases.map(({ expected }) => expected)).not.toContain('a test fails')
  })

  it('that cannot be read are told for that, and no mistake is made of them', async () => {
    const falling = await judge(
      returning([
        [
          ['hit', 5],
          ['count', 4, 0],
        ],
      ]),
    )
    expect(falling).toMatchObject({ right: 0, score: 0 })
    expect(falling.wrong).toBeUndefined()
    expect(falling.cases[0]).toMatchObject({ expected: 'a list of tests', got: 'test 1, call 2: t falls from 5 to 4' })
    const many = await judge('function tests() { return [Array(1001).fill(["hit", 0])] }')
    expect(many.cases[0]?.got).toBe('there are more than 1,000 calls')
  })
})
