import { formatCount } from '../../base/format.ts'
import { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { RunLimits, Sandbox } from '../sandbox/sandbox.ts'
import type { CodeTask, Growth } from '../types.ts'
import { isRightRun } from './case-result.ts'
import { faultWords } from './fault-words.ts'
import type { GrowthVerdict, Measured } from './growth.ts'
import { judgeGrowth } from './growth.ts'
import type { CaseRun, Program } from './run-cases.ts'
import { runCases } from './run-cases.ts'

export interface MeasureOptions {
  readonly seed: number
  readonly limits: RunLimits
  readonly signal?: AbortSignal | undefined
  /** Called as a size begins, of the learner's program or the reference. */
  readonly onSize?: ((size: number) => void) | undefined
}

const DOUBLINGS = 3
/** What is not good is measured again: the least times of several rounds count. */
const MOST_ROUNDS = 3

/**
 * Times both programs at n, 2n, 4n and 8n, by turns, in the sandbox that all programs run in; times are taken outside the
 * frame, until the output has come. An output that is not the reference's is bad whatever its time.
 */
export async function measureGrowth(
  task: CodeTask,
  growth: Growth,
  learner: Program,
  reference: Program,
  sandbox: Pick<Sandbox, 'run'>,
  options: MeasureOptions,
): Promise<GrowthVerdict> {
  const { limits, seed } = options
  const start = growth.start[learner.language]
  const sizes = Array.from({ length: DOUBLINGS + 1 }, (_, i) => start << i)
  const inputs = sizes.map((size) => growth.make(size, new Rng(seed, `growth-${size}`)))
  let measured: Measured = { sizes, learner: [], reference: [] }
  let verdict = judgeGrowth(growth.asked, measured, limits.caseMilliseconds)

  for (let round = 0; round < MOST_ROUNDS; round++) {
    const right = await runSizes(sandbox, reference, sizes, inputs, options)
    const own = await runSizes(sandbox, learner, sizes, inputs, options)
    if ([...right, ...own].some(isLost)) return { ...verdict, kind: 'unmeasured', words: LOST }
    measured = {
      sizes,
      reference: leastTimes(measured.reference, timesOf(right)),
      learner: leastTimes(measured.learner, timesOf(own)),
    }
    verdict = judgeGrowth(growth.asked, measured, limits.caseMilliseconds)
    const wrong = own.findIndex((run, i) => !isSameOutput(task, inputs[i] ?? [], run, right[i], learner))
    if (wrong !== -1) return { ...verdict, kind: 'wrong', words: wordsOfWrong(sizes[wrong] ?? 0, own[wrong]) }
    if (verdict.kind === 'good') break
  }
  return verdict
}

/** One for each size; the first size is run once more before all, which warms the program up. */
async function runSizes(
  sandbox: Pick<Sandbox, 'run'>,
  program: Program,
  sizes: readonly number[],
  inputs: readonly (readonly Value[])[],
  { limits, signal, onSize }: MeasureOptions,
): Promise<readonly CaseRun[]> {
  const [first = []] = inputs
  const onCase = (index: number): void => onSize?.(sizes[Math.max(0, index - 1)] ?? 0)
  const runs = await runCases(sandbox, program, [first, ...inputs], { limits, signal, onCase, mostFaults: 1 })
  const [warmUp, ...timed] = runs
  return warmUp?.kind === 'ended' ? [warmUp, ...timed.slice(1)] : timed
}

const LOST = 'Growth could not be measured: the sandbox could not be loaded. It counts as good.'

function isLost(run: CaseRun): boolean {
  return run.kind === 'ended' && run.fault.kind === 'load'
}

/** Times of the sizes that were reached. */
function timesOf(runs: readonly CaseRun[]): number[] {
  const times: number[] = []
  for (const run of runs) {
    if (run.kind === 'ended' || run.kind === 'skipped') break
    times.push(run.milliseconds)
  }
  return times
}

/** By size the lesser time; a size that one of them reached was reached. */
function leastTimes(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => Math.min(a[i] ?? Infinity, b[i] ?? Infinity))
}

/** A program that was stopped is judged by that; the rest must come to the same as the reference, which is right. */
function isSameOutput(
  task: CodeTask,
  args: readonly Value[],
  own: CaseRun,
  right: CaseRun | undefined,
  { language }: Program,
): boolean {
  if (own.kind === 'skipped' || right?.kind !== 'returned') return true
  if (own.kind === 'ended') return own.fault.kind === 'time'
  return isRightRun(task, args, { value: right.value }, own, language)
}

function wordsOfWrong(size: number, run: CaseRun | undefined): string {
  const at = `At n = ${formatCount(size)}`
  if (run?.kind === 'threw') return `${at} it throws ${run.error.name}: ${run.error.message}`
  if (run?.kind === 'ended') return `${at} it is ended: ${faultWords(run.fault)}`
  return `${at} its output is not that of the reference.`
}
