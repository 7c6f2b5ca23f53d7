import type { Value } from '../../base/value.ts'
import type { RunLimits, Sandbox } from '../sandbox/sandbox.ts'
import { DEFAULT_LIMITS } from '../sandbox/sandbox.ts'
import type { CodeTask, WrongProgram } from '../types.ts'
import { isRightRun, isSameRun } from './case-result.ts'
import type { CaseRun } from './run-cases.ts'
import { runCases } from './run-cases.ts'

/** A case as the learner's program did it. */
export interface JudgedRun {
  readonly args: readonly Value[]
  readonly run: CaseRun
  readonly isRight: boolean
}

/** Known wrong programs are small and so are the cases: what takes longer hangs. */
const LIMITS: RunLimits = { ...DEFAULT_LIMITS, caseMilliseconds: 500 }
const MOST_OF_EACH = 20

/**
 * The known wrong program that is wrong in each failing case and does there what the learner's did, and is right in at
 * least half of those where the learner's is; undefined where there is none. Of several the one that is right there most often. Their
 * TypeScript twins are run, whatever the learner's language is.
 */
export async function tryMatchWrong(
  task: CodeTask,
  judged: readonly JudgedRun[],
  sandbox: Pick<Sandbox, 'run'>,
  signal?: AbortSignal,
): Promise<WrongProgram | undefined> {
  const failing = judged.filter(({ isRight, run }) => !isRight && run.kind !== 'skipped').slice(0, MOST_OF_EACH)
  const right = judged.filter(({ isRight }) => isRight).slice(0, MOST_OF_EACH)
  if (failing.length === 0) return undefined
  const cases = [...failing, ...right].map(({ args }) => args)
  let best: WrongProgram | undefined
  let most = -1
  for (const wrong of task.wrong) {
    const source = task.programs[`./programs/wrong-${wrong.id}.ts`]
    if (wrong.isSlow === true || source === undefined) continue
    const program = { language: 'typescript', source, entry: task.entry.typescript } as const
    const runs = await runCases(sandbox, program, cases, { limits: LIMITS, signal })
    const isRightIn = ({ args }: JudgedRun, at: number): boolean =>
      isRightRun(task, args, task.expect(args), runs[at] as CaseRun, 'typescript')
    // An error that is asked for is a right answer: who throws another one has not made this mistake.
    const isAlike = failing.every((each, i) => isSameRun(each.run, runs[i] as CaseRun) && !isRightIn(each, i))
    if (!isAlike) continue
    const agrees = right.filter((each, i) => isRightIn(each, failing.length + i)).length
    if (2 * agrees >= right.length && agrees > most) [best, most] = [wrong, agrees]
  }
  return best
}
