import { formatCount } from '../../base/format.ts'
import { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { RunLimits, Sandbox } from '../sandbox/sandbox.ts'
import type { CodeTask, Growth } from '../types.ts'
import { isRightRun } from './case-result.ts'
import { writeEcho } from './echo.ts'
import { faultWords } from './fault-words.ts'
import type { GrowthVerdict, Measured } from './growth.ts'
import { judgeGrowth, weighGrowth } from './growth.ts'
import type { CaseRun, Program } from './run-cases.ts'
import { runCases } from './run-cases.ts'

export interface MeasureOptions {
  readonly seed: number
  readonly limits: RunLimits
  readonly signal?: AbortSignal | undefined
  /** Called as a size begins, of the learner's program or the reference. */
  readonly onSize?: ((size: number) => void) | undefined
}

/** n, 2n, 4n and 8n. */
const SIZES = 4
/** In one run each size is timed so often, after it was run once to warm up; a language is several times slower cold. */
const PASSES = 2
/** What is not clear is measured again; what is slow, until it was slow twice. */
const MOST_ROUNDS = 3
const SLOW_ROUNDS = 2
/** n is doubled while the reference then needs no more than this share of what a case may take. */
const MOST_SHARE_OF_LIMIT = 1 / 4

type Times = ReadonlyMap<number, number>

/** By size the least times so far. */
interface Least {
  readonly learner: Times
  readonly reference: Times
  readonly overhead: Times
}

/**
 * Times both programs at n, 2n, 4n and 8n, by turns, in the sandbox that all programs run in; times are taken outside the
 * frame, until the output has come. What calls and answers take is measured beside them, with a program that only echoes.
 * While it is not clear how the program grows, all is measured again at another n; slow is what was found so twice. An
 * output that is not the reference's is bad whatever its time.
 */
export async function measureGrowth(
  task: CodeTask,
  growth: Growth,
  learner: Program,
  reference: Program,
  sandbox: Pick<Sandbox, 'run'>,
  options: MeasureOptions,
): Promise<GrowthVerdict> {
  const limit = options.limits.caseMilliseconds
  let start = growth.start[learner.language]
  let least: Least = { learner: new Map(), reference: new Map(), overhead: new Map() }
  let measured: Measured = { sizes: sizesFrom(start), learner: [], reference: [], overhead: [] }
  let slow = 0

  for (let round = 0; round < MOST_ROUNDS || (slow > 0 && slow < SLOW_ROUNDS); round++) {
    const sizes = sizesFrom(start)
    const inputs = sizes.map((size) => growth.make(size, new Rng(options.seed, `growth-${size}`)))
    const right = await runSizes(sandbox, reference, sizes, inputs, options)
    const outputs = outputsOf(right, sizes)
    const echo = writeEcho(reference, inputs.slice(0, outputs.length), outputs)
    const empty = await runSizes(sandbox, echo.program, sizes.slice(0, outputs.length), echo.inputs, options)
    const own = await runSizes(sandbox, learner, sizes, inputs, options)
    if ([...right, ...empty, ...own].some(({ run }) => isLost(run))) {
      return { ...judgeGrowth(growth.asked, measured, limit), kind: 'unmeasured', words: LOST }
    }
    least = {
      learner: leastTimes(least.learner, own),
      reference: leastTimes(least.reference, right),
      overhead: leastTimes(least.overhead, empty),
    }
    measured = {
      sizes,
      learner: timesAt(sizes, least.learner),
      reference: timesAt(sizes, least.reference),
      overhead: timesAt(sizes, least.overhead),
    }
    const wrong = own.find(({ size, run }) => {
      const at = sizes.indexOf(size)
      return !isSameOutput(task, inputs[at] ?? [], run, outputs[at], learner)
    })
    if (wrong !== undefined) {
      return {
        ...judgeGrowth(growth.asked, measured, limit),
        kind: 'wrong',
        words: wordsOfWrong(wrong.size, wrong.run),
      }
    }
    const { kind, isClear } = weighGrowth(measured, limit)
    slow = kind === 'slow' ? slow + 1 : 0
    if (slow === SLOW_ROUNDS || (isClear && kind !== 'slow')) break
    if (!isClear) start = nextStart(measured, limit)
  }
  return judgeGrowth(growth.asked, measured, limit)
}

function sizesFrom(start: number): readonly number[] {
  return Array.from({ length: SIZES }, (_, i) => start << i)
}

/** Half of n for what was stopped before it showed how it grows, else the double while both are quick enough. */
function nextStart({ sizes, learner, reference }: Measured, limitMilliseconds: number): number {
  const [start = 1] = sizes
  if (Math.min(learner.length, reference.length) < sizes.length) return Math.ceil(start / 2)
  const isQuick = 2 * (reference.at(-1) ?? Infinity) <= limitMilliseconds * MOST_SHARE_OF_LIMIT
  // Four times as long is what a square takes.
  return isQuick && 4 * (learner.at(-1) ?? Infinity) <= limitMilliseconds ? 2 * start : start
}

interface SizeRun {
  readonly size: number
  readonly run: CaseRun
}

/** All sizes but the largest once to warm up, then all of them by turns. */
async function runSizes(
  sandbox: Pick<Sandbox, 'run'>,
  program: Program,
  sizes: readonly number[],
  inputs: readonly (readonly Value[])[],
  { limits, signal, onSize }: MeasureOptions,
): Promise<readonly SizeRun[]> {
  const indexes = sizes.map((_, i) => i)
  const order = [...indexes.slice(0, -1), ...Array.from({ length: PASSES }, () => indexes).flat()]
  const runs = await runCases(
    sandbox,
    program,
    order.map((i) => inputs[i] ?? []),
    {
      // Each case has its own limit, which a cold one may come near to.
      limits: { ...limits, totalMilliseconds: limits.caseMilliseconds * order.length },
      signal,
      onCase: (at) => onSize?.(sizes[order[at] ?? 0] ?? 0),
      mostFaults: 1,
    },
  )
  return runs.map((run, at) => ({ size: sizes[order[at] ?? 0] ?? 0, run }))
}

const LOST = 'Growth could not be measured: the sandbox could not be loaded. It counts as good.'

function isLost(run: CaseRun): boolean {
  return run.kind === 'ended' && run.fault.kind === 'load'
}

/** A size that was reached once was reached. */
function leastTimes(before: Times, runs: readonly SizeRun[]): Times {
  const times = new Map(before)
  for (const { size, run } of runs) {
    if (run.kind === 'ended' || run.kind === 'skipped') continue
    times.set(size, Math.min(times.get(size) ?? Infinity, run.milliseconds))
  }
  return times
}

/** Up to the first size that was not reached. */
function timesAt(sizes: readonly number[], times: Times): number[] {
  const reached = sizes.map((size) => times.get(size))
  const end = reached.indexOf(undefined)
  return (end === -1 ? reached : reached.slice(0, end)) as number[]
}

/** Of the sizes that were reached. */
function outputsOf(runs: readonly SizeRun[], sizes: readonly number[]): readonly Value[] {
  const outputs: Value[] = []
  for (const size of sizes) {
    const found = runs.find((each) => each.size === size && each.run.kind === 'returned')
    if (found?.run.kind !== 'returned') break
    outputs.push(found.run.value)
  }
  return outputs
}

/** A program that was stopped is judged by that; the rest must come to the same as the reference, which is right. */
function isSameOutput(
  task: CodeTask,
  args: readonly Value[],
  own: CaseRun,
  right: Value | undefined,
  { language }: Program,
): boolean {
  if (own.kind === 'skipped' || right === undefined) return true
  if (own.kind === 'ended') return own.fault.kind === 'time'
  return isRightRun(task, args, { value: right }, own, language)
}

function wordsOfWrong(size: number, run: CaseRun | undefined): string {
  const at = `At n = ${formatCount(size)}`
  if (run?.kind === 'threw') return `${at} it throws ${run.error.name}: ${run.error.message}`
  if (run?.kind === 'ended') return `${at} it is ended: ${faultWords(run.fault)}`
  return `${at} its output is not that of the reference.`
}
