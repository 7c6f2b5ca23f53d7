import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  IS_PROVING,
  isDrawn,
  isWanted,
  programsProof,
  staleWords,
  stateOf,
  writeProof,
} from '../../../scripts/proofs.ts'
import { Rng } from '../../base/rng.ts'
import { SOLVED_SCORE } from '../../progress/events.ts'
import { pointsOf } from '../points.ts'
import { DEFAULT_LIMITS } from '../sandbox/sandbox.ts'
import type { CodeCase, CodeTask } from '../types.ts'
import { isRightRun } from './case-result.ts'
import type { JudgedRun } from './match-wrong.ts'
import { tryMatchWrong } from './match-wrong.ts'
import { sandboxOf } from './hold-tests.ts'
import { measureGrowth } from './measure-growth.ts'
import type { CaseRun, Program } from './run-cases.ts'
import { runCases } from './run-cases.ts'
import { writeHardCoded } from './test-hard-coded.ts'
import { createTestSandbox } from './test-runner.ts'
import { LANGUAGES, programOf, TASKS } from './test-tasks.ts'
import { weigh } from './weight.ts'

/**
 * What every folder with a program to write is held to, whoever has written it. `npm run prove` tries all programs of all
 * folders and writes that down; here that must be fresh, and one in ten, drawn by a seed, is tried again.
 */

const ROOT = path.resolve(import.meta.dirname, '../../..')

const SEEDS = [1, 20_26, 777_777]
const MOST_PARTS_OF_CASE = 1_500
const MOST_CHARACTERS = 120
const PATIENCE_MILLISECONDS = 120_000

// Other suites may share the machine: what ends is given the time to.
const LIMITS = { ...DEFAULT_LIMITS, caseMilliseconds: 8_000, totalMilliseconds: 60_000 }
const LOOP_LIMITS = { ...DEFAULT_LIMITS, caseMilliseconds: 700 }

const sandbox = createTestSandbox()
beforeAll(() => sandbox.warm(), 120_000)
afterAll(() => sandbox.dispose())

const sides = TASKS.flatMap(({ id, task }) => LANGUAGES.map((language) => ({ id, task, language })))

function casesOf(task: CodeTask, seed = 1): readonly CodeCase[] {
  return [...task.examples, ...task.hiddenCases(new Rng(seed, 'hidden'))]
}

async function judgeCases(task: CodeTask, program: Program, cases: readonly CodeCase[]): Promise<JudgedRun[]> {
  const runs = await runCases(
    sandboxOf(task, sandbox),
    program,
    cases.map(({ args }) => args),
    { limits: LIMITS },
  )
  return cases.map(({ args }, i) => {
    const run = runs[i] as CaseRun
    return { args, run, isRight: isRightRun(task, args, task.expect(args), run, program.language) }
  })
}

function countRight(judged: readonly JudgedRun[]): number {
  return judged.filter(({ isRight }) => isRight).length
}

function growthOf(task: CodeTask, program: Program, limits = DEFAULT_LIMITS) {
  if (task.growth === undefined) throw new Error('the task asks for no growth')
  const reference = programOf(task, program.language, 'reference')
  return measureGrowth(task, task.growth, program, reference, sandbox, { seed: 5, limits })
}

describe.each(TASKS)('$id', ({ id, task }) => {
  it('has a starter, a reference and at least three wrong programs in both languages', () => {
    expect(task.wrong.length).toBeGreaterThanOrEqual(3)
    for (const language of LANGUAGES) {
      const names = ['starter', 'reference', ...task.wrong.map(({ id }) => `wrong-${id}`)]
      for (const name of names) expect(programOf(task, language, name).source.length).toBeGreaterThan(10)
    }
    expect(Object.keys(task.programs)).toHaveLength(2 * (task.wrong.length + 2))
    const lines = Object.values(task.programs).flatMap((text) => text.split('\n'))
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(MOST_CHARACTERS)
  })

  it('compares nothing of what a signature of the prompt says that nothing is returned', () => {
    const prompt = readFileSync(path.join(ROOT, `src/challenges/${id}/prompt.md`), 'utf8')
    const namesOf = (pattern: RegExp): (string | undefined)[] =>
      Array.from(prompt.matchAll(pattern), ([, name]) => name)
    const { typescript, python } = task.entry
    expect(typescript.voids ?? []).toEqual(namesOf(/^ {2}(\w+)\(.*\): void$/gm))
    expect(python.voids ?? []).toEqual(namesOf(/^ {4}def ([a-z]\w*)\(.*\) -> None: \.\.\.$/gm))
    expect(python.voids).toEqual(typescript.voids)
  })

  it('explains each wrong program in words of its own', () => {
    expect(new Set(task.wrong.map(({ why }) => why)).size).toBe(task.wrong.length)
    for (const { why } of task.wrong) expect(why.length).toBeGreaterThan(40)
  })

  it.each(SEEDS)('has cases that the prompt allows, small enough to be read, seed %i', (seed) => {
    const cases = casesOf(task, seed)
    expect(cases.length).toBeGreaterThanOrEqual(task.examples.length + 8)
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
    for (const { name, args } of cases) {
      expect(task.isAllowed(args), name).toBe(true)
      expect(weigh(args).parts, name).toBeLessThanOrEqual(MOST_PARTS_OF_CASE)
    }
    expect(casesOf(task, seed)).toEqual(cases)
  })

  it('says of any arguments whether they are allowed, without an error', () => {
    for (const args of [[], [null], [[]], [[[]]], [{}], [1, 2, 3, 4], ['constructor'], [['constructor']]]) {
      if (task.isAllowed(args)) expect(() => task.expect(args)).not.toThrow()
    }
  })
})

describe.each(TASKS.flatMap(({ id, task }) => (task.tests === undefined ? [] : [{ id, task, tests: task.tests }])))(
  '$id, whose program gives tests',
  ({ task, tests }) => {
    it.each(SEEDS)('shows each mistake by calls that find it and that a right program passes, seed %i', (seed) => {
      for (const { name, args } of casesOf(task, seed)) {
        const told = tests.tell(args).map(({ call, right }) => (right === undefined ? call : [...call, right]))
        expect(tests.hold([told], args), name).toEqual({ isFound: true })
        expect(tests.hold([], args), name).toEqual({ isFound: false })
      }
    })

    it('reads whatever a program may return', () => {
      const [{ args } = { args: [] }] = task.examples
      for (const given of [null, undefined, 1, 'tests', {}, [1], [[1]], [[[]]], [[['hit']]], new Map([[1, 2]])]) {
        expect(tests.hold(given, args)).toEqual({ unreadable: expect.any(String) as unknown })
      }
    })
  },
)

if (!IS_PROVING) {
  it.each(sides)('$id in $language was proven as it stands', ({ id, language }) => {
    const proof = programsProof(id, language)
    expect(stateOf(ROOT, proof), staleWords(proof.id)).toBe('fresh')
  })
}

const tried = sides.filter(({ id, language }) => {
  const proof = programsProof(id, language)
  return IS_PROVING ? isWanted(ROOT, proof) : isDrawn(proof.id)
})

describe.each(tried)('$id in $language', ({ id: challenge, task, language }) => {
  let failed = 0
  afterEach(({ task: { result } }) => {
    if (result?.state === 'fail') failed++
  })

  it.each(SEEDS)('the reference passes all cases, seed %i', async (seed) => {
    const cases = casesOf(task, seed)
    const judged = await judgeCases(task, programOf(task, language, 'reference'), cases)
    expect(
      judged.map(({ isRight, run }, i) => (isRight ? '' : `${cases[i]?.name}: ${JSON.stringify(run)}`)).join(''),
    ).toBe('')
  })

  it('the starter and the answers of the examples fail', async () => {
    const cases = casesOf(task)
    const starter = await judgeCases(task, programOf(task, language, 'starter'), cases)
    expect(countRight(starter)).toBeLessThan(cases.length)
    const hardCoded = { ...programOf(task, language, 'starter'), source: writeHardCoded(task, language) }
    const judged = await judgeCases(task, hardCoded, cases)
    const ofValues = task.examples.filter(({ args }) => 'value' in task.expect(args)).length
    expect(countRight(judged.slice(0, task.examples.length))).toBe(ofValues)
    expect(countRight(judged)).toBeLessThan(cases.length / 2)
  })

  it('an endless loop is stopped, and the next run works', async () => {
    const { kind, name } = task.entry[language]
    const [first] = task.examples
    const body = language === 'python' ? 'while True:\n    pass\n' : 'while (true) {}\n'
    const source = `${body}${language === 'python' ? `def ${name}(*args): pass` : `${kind} ${name} ${kind === 'class' ? '{}' : '() {}'}`}`
    const program = { ...programOf(task, language, 'starter'), source }
    const options = { limits: LOOP_LIMITS, mostFaults: 1 }
    const [run] = await runCases(sandbox, program, [first?.args ?? []], options)
    expect(run).toMatchObject({ kind: 'ended', fault: { kind: 'time', limit: 'case' } })
    const after = await judgeCases(task, programOf(task, language, 'reference'), task.examples)
    expect(countRight(after)).toBe(task.examples.length)
  })

  const known = task.wrong.filter(({ isSlow }) => isSlow !== true)
  it.each(known)('wrong-$id fails and is explained by its own why', async ({ id, why }) => {
    const judged = await judgeCases(task, programOf(task, language, `wrong-${id}`), casesOf(task))
    expect(countRight(judged)).toBeLessThan(judged.length)
    // Tests that are handed in have points of their own, which their prompt tells.
    const points = task.tests === undefined ? pointsOf(countRight(judged), judged.length) : 0
    expect(points).toBeLessThan(SOLVED_SCORE)
    expect((await tryMatchWrong(task, judged, sandboxOf(task, sandbox)))?.why).toBe(why)
  })

  it.each(SEEDS.slice(1))('every wrong program fails with other cases too, seed %i', async (seed) => {
    for (const { id } of known) {
      const judged = await judgeCases(task, programOf(task, language, `wrong-${id}`), casesOf(task, seed))
      expect(countRight(judged), id).toBeLessThan(judged.length)
    }
  })

  const slow = task.wrong.filter(({ isSlow }) => isSlow === true)
  it.each(slow)(
    'wrong-$id passes all cases and fails by its growth',
    async ({ id }) => {
      const program = programOf(task, language, `wrong-${id}`)
      const judged = await judgeCases(task, program, casesOf(task))
      expect(countRight(judged)).toBe(judged.length)
      const { kind, words } = await growthOf(task, program)
      expect(kind, words).toBe('slow')
    },
    PATIENCE_MILLISECONDS,
  )

  it.each(task.growth === undefined ? [] : [task.growth.asked])(
    'the reference grows as it is asked to, %s',
    async () => {
      const { kind, words } = await growthOf(task, programOf(task, language, 'reference'), LIMITS)
      expect(kind, words).toBe('good')
    },
    PATIENCE_MILLISECONDS,
  )

  if (!IS_PROVING) return
  it('is written down', () => {
    expect(failed).toBe(0)
    writeProof(ROOT, programsProof(challenge, language), { wrong: task.wrong.map(({ id }) => id), seeds: SEEDS.length })
  })
})
