import { describe, expect, it } from 'vitest'
import type { Value } from '../../base/value.ts'
import { DEFAULT_LIMITS } from '../sandbox/sandbox.ts'
import type { CaseOutcome, RunOutcome, RunRequest, Sandbox } from '../sandbox/sandbox.ts'
import type { CodeTask } from '../types.ts'
import { measureGrowth } from './measure-growth.ts'

/** Rounds, with a clock that is written down: what a program takes at n in its round, the first being 0. */

type Clock = (n: number, round: number) => number

const ENTRY = { kind: 'function', name: 'count' } as const
const GROWTH = {
  asked: 'O(n)',
  start: { typescript: 1_000, python: 1_000 },
  make: (n: number): readonly Value[] => [Array.from({ length: n }, () => 0)],
}
const TASK: CodeTask = {
  entry: { typescript: ENTRY, python: ENTRY },
  programs: {},
  examples: [],
  hiddenCases: () => [],
  expect: () => ({ value: 0 }),
  isAllowed: () => true,
  growth: GROWTH,
  wrong: [],
}

const CALLS: Clock = (n) => n / 100
const LINE: Clock = (n) => CALLS(n, 0) + n / 200
const SQUARE: Clock = (n) => CALLS(n, 0) + (n * n) / 250_000
const LIMIT = DEFAULT_LIMITS.caseMilliseconds

function sandboxOf(own: Clock, reference: Clock = LINE): Pick<Sandbox, 'run'> & { readonly sources: string[] } {
  const rounds = new Map<string, number>()
  const sources: string[] = []
  const run = ({ source, cases }: RunRequest): Promise<RunOutcome> => {
    const round = rounds.get(source) ?? 0
    rounds.set(source, round + 1)
    sources.push(source)
    const outcomes: CaseOutcome[] = []
    for (const [given] of cases) {
      // An echo is given what is to be returned, and returns it.
      const n = Array.isArray(given) ? given.length : Number(given)
      const clock = source === 'own' ? own : source === 'reference' ? reference : CALLS
      const milliseconds = clock(n, round)
      if (milliseconds > LIMIT) {
        const fault = { kind: 'time', case: outcomes.length, limit: 'case', milliseconds: LIMIT } as const
        return Promise.resolve({ cases: outcomes, fault, stdout: '', isStdoutCut: false })
      }
      outcomes.push({ kind: 'returned', value: n, stdout: '', milliseconds })
    }
    return Promise.resolve({ cases: outcomes, stdout: '', isStdoutCut: false })
  }
  return { run, sources }
}

function measure(sandbox: Pick<Sandbox, 'run'>) {
  const [own, reference] = ['own', 'reference'].map((source) => ({ language: 'python', source, entry: ENTRY }) as const)
  if (own === undefined || reference === undefined) throw new Error('there are two programs')
  return measureGrowth(TASK, GROWTH, own, reference, sandbox, { seed: 1, limits: DEFAULT_LIMITS })
}

describe('rounds of measuring growth', () => {
  it('one is enough for what is as quick as the reference, whose calls and answers are taken off', async () => {
    const sandbox = sandboxOf(LINE)
    const verdict = await measure(sandbox)
    expect(verdict).toMatchObject({ kind: 'good', sizes: [1_000, 2_000, 4_000, 8_000], learner: [5, 10, 20, 40] })
    expect(verdict.overhead).toEqual([10, 20, 40, 80])
    expect(sandbox.sources.filter((source) => source === 'own')).toHaveLength(1)
  })

  it('what is slow must be so twice', async () => {
    const sandbox = sandboxOf(SQUARE)
    expect(await measure(sandbox)).toMatchObject({ kind: 'slow', sizes: [1_000, 2_000, 4_000, 8_000] })
    expect(sandbox.sources.filter((source) => source === 'own')).toHaveLength(2)
    const once = await measure(sandboxOf((n, round) => (round === 0 ? SQUARE(n, 0) : LINE(n, 0))))
    expect(once.kind).toBe('good')
  })

  it('a reference that was disturbed for a round does not make a slow program good', async () => {
    const disturbed: Clock = (n, round) => LINE(n, 0) + (round === 0 ? 300 : 0)
    expect((await measure(sandboxOf(SQUARE, disturbed))).kind).toBe('slow')
  })

  it('where it is not clear n is doubled, at which a square with a small constant shows', async () => {
    const small: Clock = (n) => CALLS(n, 0) + (n * n) / 600_000
    const { kind, sizes } = await measure(sandboxOf(small))
    expect(kind).toBe('slow')
    expect(sizes.at(-1)).toBeGreaterThan(8_000)
  })

  it('n is halved for what is stopped before it shows how it grows', async () => {
    const steep: Clock = (n, round) => CALLS(n, 0) + (n * n) / 6_000 + (round === 0 && n === 1_000 ? 1_200 : 0)
    const slower: Clock = (n) => CALLS(n, 0) + n / 25
    const { kind, sizes, learner } = await measure(sandboxOf(steep, slower))
    expect(kind).toBe('slow')
    expect(sizes).toEqual([500, 1_000, 2_000, 4_000])
    expect(learner).toHaveLength(3)
  })

  it('a program whose times are noise in every round is not held against its learner', async () => {
    const noise: Clock = (n) => CALLS(n, 0) + (Math.log2(n / 1_000) % 2 === 0 ? 1_500 : 700)
    expect(await measure(sandboxOf(noise))).toMatchObject({ kind: 'unmeasured' })
    expect((await measure(sandboxOf(noise))).words).toContain('it counts as good')
  })

  it('a reference that the machine is too slow for says nothing of a program', async () => {
    const verdict = await measure(sandboxOf(SQUARE, () => LIMIT + 1))
    expect(verdict).toMatchObject({ kind: 'unmeasured', words: expect.stringContaining('reference itself') as unknown })
  })

  it('an output that is not the reference’s is wrong, whatever its time', async () => {
    const right = sandboxOf(LINE)
    const run = async (request: RunRequest): Promise<RunOutcome> => {
      const outcome = await right.run(request)
      const wrong = ({ value, ...rest }: CaseOutcome & { kind: 'returned' }) => ({
        ...rest,
        value: value === 4_000 ? 1 : value,
      })
      if (request.source !== 'own') return outcome
      return { ...outcome, cases: outcome.cases.map((each) => (each.kind === 'returned' ? wrong(each) : each)) }
    }
    expect(await measure({ run })).toMatchObject({
      kind: 'wrong',
      words: 'At n = 4,000 its output is not that of the reference.',
    })
  })
})
