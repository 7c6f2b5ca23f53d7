import { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import { GROWTH_POINTS, pointsOf } from '../points.ts'
import type { Fault, RunLimits, Sandbox, SandboxProgress } from '../sandbox/sandbox.ts'
import { DEFAULT_LIMITS } from '../sandbox/sandbox.ts'
import type { CodeCase, CodeTask, Expected, Language } from '../types.ts'
import { isRightRun } from './case-result.ts'
import { faultWords } from './fault-words.ts'
import { isWrongTest, sandboxOf } from './hold-tests.ts'
import type { GrowthVerdict } from './growth.ts'
import { isGoodGrowth } from './growth.ts'
import { tryMatchWrong } from './match-wrong.ts'
import { measureGrowth } from './measure-growth.ts'
import type { CaseRun, Program } from './run-cases.ts'
import { isOfCase, runCases } from './run-cases.ts'
import type { Args } from './shrink.ts'
import { shrinkArgs } from './shrink.ts'
import type { CaseFacts, CodeVerdict } from './verdict.ts'
import { toCaseVerdict } from './verdict.ts'
import { compareWeights, weigh } from './weight.ts'

export interface JudgeCodeOptions {
  readonly language: Language
  readonly source: string
  readonly which: 'examples' | 'all'
  /** The hidden cases come of it: one seed, the same cases. */
  readonly seed: number
  readonly sandbox: Pick<Sandbox, 'run'>
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: JudgeProgress) => void
  /** Where they are left out, those that all programs have. */
  readonly limits?: RunLimits
}

export type JudgeProgress =
  /** The language is still coming. */
  | ({ readonly kind: 'load' } & SandboxProgress)
  | { readonly kind: 'cases'; readonly done: number; readonly total: number }
  /** An input that fails is made smaller; known wrong programs are compared. */
  | { readonly kind: 'shrink' }
  | { readonly kind: 'explain' }
  | { readonly kind: 'growth'; readonly size: number }

/**
 * Judges a program by what it does; what is expected never goes where it runs.
 *
 * Run (`examples`) and Submit (`all`) differ in how many cases there are and in nothing else: the examples are run first
 * and by themselves both times, under the same limits of time, output and result, and compared in the same way. What a
 * case comes to in Run it comes to in Submit. Run leaves the hidden cases out, as an interviewer does who waits for you to
 * think of them; nothing stays hidden after Submit, which shows each case, the smallest input that fails, and the thought
 * behind a known mistake. Growth is measured only by Submit, and only of a program that is right.
 *
 * Rejects when `signal` aborts, never for what the program does.
 */
export async function judgeCode(task: CodeTask, options: JudgeCodeOptions): Promise<CodeVerdict> {
  const { language, source, which, seed } = options
  const program: Program = { language, source, entry: task.entry[language] }
  const judge = new Judge(task, program, { ...options, sandbox: sandboxOf(task, options.sandbox) })
  const hidden = which === 'examples' ? [] : task.hiddenCases(new Rng(seed, 'hidden'))
  const total = task.examples.length + hidden.length
  const examples = await judge.judge(task.examples, false, { before: 0, total })
  const isOver = examples.some(({ run }) => run.kind === 'ended' && !isOfCase(run.fault) && run.fault.kind !== 'time')
  const isHung = examples.length > 0 && examples.every(({ run }) => isTimedOut(run))
  const place = { before: examples.length, total, ...(isHung && { mostFaults: 1 }) }
  const facts = [...examples, ...(isOver ? judge.skip(hidden, true) : await judge.judge(hidden, true, place))]
  const right = facts.filter(({ isRight }) => isRight).length
  const isAllRight = right === facts.length
  const isLost = facts.some(({ run }) => run.kind === 'ended' && run.fault.kind === 'load')
  const isExplained = which === 'all' && !isOver && !isLost
  const isHopeless = isHung && facts.every(({ run }) => run.kind === 'skipped' || isTimedOut(run))
  const smallest = isExplained && !isAllRight ? await judge.trySmallest(facts, isHopeless) : undefined
  const growth = isExplained && isAllRight ? await judge.tryGrowth() : undefined
  const wrong = isExplained ? await judge.tryWrong(facts, smallest, growth) : undefined
  const fault = tryFault(facts)
  return {
    language,
    which,
    seed,
    cases: facts.map((each) => toCaseVerdict(task, each, language)),
    right,
    ...(which === 'all' && !isLost && scoreOf(task, right, facts.length, growth)),
    ...(fault && { fault, faultWords: faultWords(fault) }),
    ...(smallest && { smallest: { ...toCaseVerdict(task, smallest, language), isShrunk: smallest.isShrunk } }),
    ...(growth && { growth }),
    ...(wrong && { wrong: { id: wrong.id, why: wrong.why } }),
  }
}

function isTimedOut(run: CaseRun): boolean {
  return run.kind === 'ended' && run.fault.kind === 'time'
}

/** The first fault, a sandbox that is not there before all others; its case is counted among all. */
function tryFault(facts: readonly CaseFacts[]): Fault | undefined {
  const lost = facts.findIndex(({ run }) => run.kind === 'ended' && run.fault.kind === 'load')
  for (const [index, { run }] of facts.entries()) {
    if (run.kind === 'ended' && index >= lost) return 'case' in run.fault ? { ...run.fault, case: index } : run.fault
  }
  return undefined
}

type Score = Required<Pick<CodeVerdict, 'score' | 'points'>>

/**
 * Each case counts the same, and all points take all of them. A program that is not right has none for growth. Tests that
 * are handed in have what their prompt says: the share of the mistakes that they find.
 */
function scoreOf(task: CodeTask, right: number, total: number, growth: GrowthVerdict | undefined): Score {
  const most = task.growth === undefined ? 100 : 100 - GROWTH_POINTS
  const share = Math.floor((most * right) / Math.max(1, total))
  const correctness = task.tests === undefined ? pointsOf(right, total, most) : share
  if (task.growth === undefined) return { score: correctness, points: { correctness } }
  const forGrowth = growth !== undefined && isGoodGrowth(growth) ? GROWTH_POINTS : 0
  return { score: correctness + forGrowth, points: { correctness, growth: forGrowth } }
}

/** How far an input is made smaller: a run is a fresh program, and one that hangs costs its whole limit. */
const SHRINK_RUNS: Readonly<Record<Language, number>> = { typescript: 30, python: 12 }
const SHRINK_RUNS_OF_SLOW = 6
const SHRINK_BATCH: Readonly<Record<Language, number>> = { typescript: 100, python: 50 }

/** Where some cases stand among all that are run. */
interface CasesPlace {
  readonly before: number
  readonly total: number
  /** After so many that are ended the rest is not run. */
  readonly mostFaults?: number
}

type SmallestFacts = CaseFacts & { readonly isShrunk: boolean }

/** One program and what is asked of it, in the sandbox. */
class Judge {
  readonly #task: CodeTask
  readonly #program: Program
  readonly #options: JudgeCodeOptions
  readonly #limits: RunLimits

  constructor(task: CodeTask, program: Program, options: JudgeCodeOptions) {
    this.#task = task
    this.#program = program
    this.#options = options
    this.#limits = options.limits ?? DEFAULT_LIMITS
  }

  async judge(cases: readonly CodeCase[], isHidden: boolean, place: CasesPlace): Promise<CaseFacts[]> {
    const { onProgress } = this.#options
    const { before, total, mostFaults } = place
    const onCase = (index: number): void => onProgress?.({ kind: 'cases', done: before + index, total })
    const runs =
      cases.length === 0
        ? []
        : await this.#run(
            cases.map(({ args }) => args),
            { onCase, ...(mostFaults !== undefined && { mostFaults }) },
          )
    return cases.map((each, i) => this.#factsOf(each, isHidden, runs[i] ?? { kind: 'skipped' }))
  }

  skip(cases: readonly CodeCase[], isHidden: boolean): CaseFacts[] {
    return cases.map((each) => this.#factsOf(each, isHidden, { kind: 'skipped' }))
  }

  /**
   * From the lightest case that fails, the smallest input that still does. Where nothing ever ended (`isHopeless`) that
   * case itself: each smaller one would cost its whole limit and show the same.
   */
  async trySmallest(facts: readonly CaseFacts[], isHopeless: boolean): Promise<SmallestFacts | undefined> {
    const failing = facts.filter(({ isRight, run }) => !isRight && run.kind !== 'skipped')
    const lightest = failing.toSorted((a, b) => compareWeights(weigh(a.args), weigh(b.args)))[0]
    if (lightest === undefined) return undefined
    if (isHopeless) return { ...lightest, isShrunk: false }
    this.#options.onProgress?.({ kind: 'shrink' })
    const { language, entry } = this.#program
    const isSlow = isTimedOut(lightest.run)
    const args = await shrinkArgs(lightest.args, {
      kind: entry.kind,
      isAllowed: (candidate) => this.#tryExpect(candidate) !== undefined,
      findFailing: (candidates) => this.#findFailing(candidates),
      mostRuns: isSlow ? SHRINK_RUNS_OF_SLOW : SHRINK_RUNS[language],
      batch: SHRINK_BATCH[language],
    })
    if (args === lightest.args) return { ...lightest, isShrunk: false }
    const [run = { kind: 'skipped' as const }] = await this.#run([args])
    const found = this.#factsOf({ name: lightest.name, args }, lightest.isHidden, run)
    // A program that does not always do the same may be right this time.
    return found.isRight ? { ...lightest, isShrunk: false } : { ...found, isShrunk: true }
  }

  async tryGrowth(): Promise<GrowthVerdict | undefined> {
    const { growth, programs } = this.#task
    if (growth === undefined) return undefined
    const { seed, sandbox, signal, onProgress } = this.#options
    const source = programs[this.#program.language === 'python' ? './programs/reference.py' : './programs/reference.ts']
    if (source === undefined) throw new Error('the challenge has no reference to compare with')
    const onSize = (size: number): void => onProgress?.({ kind: 'growth', size })
    const options = { seed, limits: this.#limits, signal, onSize }
    return measureGrowth(this.#task, growth, this.#program, { ...this.#program, source }, sandbox, options)
  }

  async tryWrong(facts: readonly CaseFacts[], smallest: CaseFacts | undefined, growth: GrowthVerdict | undefined) {
    if (growth?.kind === 'slow') return this.#task.wrong.find(({ isSlow }) => isSlow === true)
    const judged = smallest === undefined ? facts : [smallest, ...facts]
    if (judged.every(({ isRight }) => isRight)) return undefined
    // No known program gives its tests by throwing: what throws has not come so far.
    const hasThrown = judged.some(({ run }) => run.kind === 'threw' && !isWrongTest(run.error))
    if (this.#task.tests !== undefined && hasThrown) return undefined
    this.#options.onProgress?.({ kind: 'explain' })
    return tryMatchWrong(this.#task, judged, this.#options.sandbox, this.#options.signal)
  }

  async #findFailing(candidates: readonly Args[]): Promise<readonly boolean[]> {
    const runs = await this.#run(candidates, { mostFaults: 1 })
    return candidates.map((args, i) => {
      const run = runs[i] ?? { kind: 'skipped' }
      const isTried = run.kind !== 'skipped' && !(run.kind === 'ended' && !isOfCase(run.fault))
      return isTried && !this.#factsOf({ name: '', args }, false, run).isRight
    })
  }

  #run(
    cases: readonly Args[],
    more: { readonly onCase?: (index: number) => void; readonly mostFaults?: number } = {},
  ): Promise<readonly CaseRun[]> {
    const { sandbox, signal, onProgress } = this.#options
    const onLoad = (progress: SandboxProgress): void => onProgress?.({ kind: 'load', ...progress })
    return runCases(sandbox, this.#program, cases, { limits: this.#limits, signal, onLoad, ...more })
  }

  #factsOf({ name, args }: CodeCase, isHidden: boolean, run: CaseRun): CaseFacts {
    const expected = this.#task.expect(args)
    return {
      name,
      isHidden,
      args,
      expected,
      run,
      isRight: isRightRun(this.#task, args, expected, run, this.#program.language),
    }
  }

  /** Undefined for arguments that the prompt does not allow. */
  #tryExpect(args: readonly Value[]): Expected | undefined {
    return this.#task.isAllowed(args) ? this.#task.expect(args) : undefined
  }
}
