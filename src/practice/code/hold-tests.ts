import type { Value } from '../../base/value.ts'
import type { CaseOutcome, RunOutcome, RunRequest, Sandbox, ThrownError } from '../sandbox/sandbox.ts'
import type { CodeTask, TestsTask } from '../types.ts'

type Runner = Pick<Sandbox, 'run'>

/**
 * The sandbox as a task's cases see it. Where a program gives tests, it is called once and without arguments, however often
 * cases are asked for, and each case comes to what these tests come to when they are held against what its arguments name.
 * That happens out here: the program meets none of it and cannot tell one case from another.
 */
export function sandboxOf({ tests }: Pick<CodeTask, 'tests'>, sandbox: Runner): Runner {
  if (tests === undefined) return sandbox
  const outcomes = new Map<string, RunOutcome>()
  return {
    async run(request: RunRequest, options) {
      if (request.cases.length === 0) return sandbox.run(request, options)
      const key = `${request.language} ${request.source}`
      const outcome = outcomes.get(key) ?? (await sandbox.run({ ...request, cases: [[]] }, options))
      outcomes.set(key, outcome)
      const [called] = outcome.cases
      if (called === undefined) return outcome
      return { ...outcome, cases: request.cases.map((args) => holdOutcome(tests, called, args)) }
    },
  }
}

const WRONG_TEST = 'WrongTest'

/** True of tests that fail what is right; what a program itself throws is something else. */
export function isWrongTest({ name }: ThrownError): boolean {
  return name === WRONG_TEST
}

/** True where a test fails, which is right; false where all pass; a text where they cannot be read. */
function holdOutcome({ hold }: TestsTask, called: CaseOutcome, args: readonly Value[]): CaseOutcome {
  if (called.kind === 'threw') return called
  const held = hold(called.value, args)
  if ('isFound' in held) return { ...called, value: held.isFound }
  if ('unreadable' in held) return { ...called, value: held.unreadable }
  const { stdout, milliseconds } = called
  return { kind: 'threw', error: { name: WRONG_TEST, message: held.wrong }, stdout, milliseconds }
}
