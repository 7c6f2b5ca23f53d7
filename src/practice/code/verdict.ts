import type { Value } from '../../base/value.ts'
import type { Fault, ThrownError } from '../sandbox/sandbox.ts'
import type { CaseDrawing, CodeTask, Expected, Language, TestsTask } from '../types.ts'
import { formatCall, formatValue } from './format-value.ts'
import { faultWords } from './fault-words.ts'
import type { GrowthVerdict } from './growth.ts'
import { isWrongTest } from './hold-tests.ts'
import type { CaseRun } from './run-cases.ts'
import { isOfCase } from './run-cases.ts'

/** What was found about a program. Plain data that JSON holds: values stand in it as the learner's language writes them. */
export interface CodeVerdict {
  readonly language: Language
  readonly which: 'examples' | 'all'
  readonly seed: number
  /** In the order they were run, the examples first; what was not reached is there too. */
  readonly cases: readonly CaseVerdict[]
  readonly right: number
  /** 0 to 100, hints not taken off; undefined where only the examples were run or the sandbox could not be loaded. */
  readonly score?: number
  /** Parts of the score: of 75 and 25 where growth is asked for, else of 100. */
  readonly points?: { readonly correctness: number; readonly growth?: number }
  /** The first thing that ended the program, and it in a sentence. */
  readonly fault?: Fault
  readonly faultWords?: string
  /** The smallest input found that fails, made smaller from one of the cases where that was possible. */
  readonly smallest?: CaseVerdict & { readonly isShrunk: boolean }
  /** Measured only when every case is right. */
  readonly growth?: GrowthVerdict
  /**
   * The known wrong program that does the same, and the thought behind it. Of a program that is only slow an example, since
   * times do not tell why.
   */
  readonly wrong?: { readonly id: string; readonly why: string }
}

export interface CaseVerdict {
  readonly name: string
  readonly isHidden: boolean
  readonly isRight: boolean
  /** The arguments; of a class the calls: "add(3)". */
  readonly args: readonly string[]
  /** A value, or the name of the error that must be thrown. */
  readonly expected: string
  /** The value that was returned. */
  readonly got?: string
  /**
   * Of a class what each call was expected to return and returned, in the places of `args`; '' for the constructor and
   * for methods that return nothing.
   */
  readonly calls?: readonly { readonly expected: string; readonly got: string }[]
  readonly error?: ThrownError
  /** Of tests that all pass: what would have shown the mistake, call by call. */
  readonly missed?: readonly { readonly call: string; readonly expected: string; readonly got: string }[]
  /** Of a case that fails, where its task has a picture. */
  readonly drawing?: CaseDrawing
  /** In a sentence, what ended it; "It was not run." */
  readonly ended?: string
  readonly stdout: string
  readonly milliseconds: number
}

export interface CaseFacts {
  readonly name: string
  readonly isHidden: boolean
  readonly isRight: boolean
  readonly args: readonly Value[]
  readonly expected: Expected
  readonly run: CaseRun
}

export function toCaseVerdict(task: CodeTask, facts: CaseFacts, language: Language): CaseVerdict {
  const { name, isHidden, isRight, args, expected, run } = facts
  const base = {
    name,
    isHidden,
    isRight,
    args: task.tests === undefined ? formatArgs(task, args, language) : [],
    expected: task.tests === undefined ? formatExpected(expected, language) : formatWanted(run),
    ...tryDraw(task, facts),
  }
  switch (run.kind) {
    case 'returned': {
      const { value, stdout, milliseconds } = run
      if (task.tests !== undefined)
        return { ...base, ...toHeld(task.tests, args, value, language), stdout, milliseconds }
      const calls = tryCalls(task, args, expected, value, language)
      return { ...base, got: formatValue(value, language), ...(calls && { calls }), stdout, milliseconds }
    }
    case 'threw':
      if (task.tests !== undefined && isWrongTest(run.error)) {
        return { ...base, got: run.error.message, stdout: run.stdout, milliseconds: run.milliseconds }
      }
      return { ...base, error: run.error, stdout: run.stdout, milliseconds: run.milliseconds }
    case 'ended':
      return { ...base, ended: faultWords(run.fault), stdout: run.stdout, milliseconds: run.milliseconds }
    case 'skipped':
      return { ...base, ended: NOT_RUN, stdout: '', milliseconds: 0 }
  }
}

const NOT_RUN = 'It was not run.'

/** True for a case that was left out: the program had ended otherwise before, or had not ended too often. */
export function isUnrun({ ended }: CaseVerdict): boolean {
  return ended === NOT_RUN
}

/**
 * True for a program that cannot be begun: it does not compile, or has nothing of the name that is called. One that could
 * be begun for the examples is none, whatever it lacks later: it has met hidden cases.
 */
export function isUnready({ fault, cases }: CodeVerdict): boolean {
  if (fault?.kind !== 'compile' && fault?.kind !== 'missing-entry') return false
  return cases.find(({ ended }) => ended !== undefined)?.isHidden !== true
}

/** What may be told while it is not handed in. */
export function withoutHidden(verdict: CodeVerdict): CodeVerdict {
  const cases = verdict.cases.filter(({ isHidden }) => !isHidden)
  return { ...verdict, cases, right: cases.filter(({ isRight }) => isRight).length }
}

/** True where nothing could be judged, since the sandbox was not there: no fault of the program's. */
export function isLost({ fault }: CodeVerdict): boolean {
  return fault?.kind === 'load'
}

/** True where no single case is to blame: the program could not be begun, or is no program at all. */
export function isBroken({ fault }: CodeVerdict): boolean {
  return fault !== undefined && fault.kind !== 'time' && !isOfCase(fault)
}

/** What tests must come to: first they must be there and readable, then pass what is right, then fail what is wrong. */
function formatWanted(run: CaseRun): string {
  if (run.kind === 'threw' && isWrongTest(run.error)) return 'what is right passes every test'
  return run.kind === 'returned' && typeof run.value === 'boolean' ? 'a test fails' : 'a list of tests'
}

function toHeld({ tell }: TestsTask, args: readonly Value[], held: Value, language: Language) {
  if (held === true) return { got: 'a test fails' }
  if (held !== false) return { got: typeof held === 'string' ? held : formatValue(held, language) }
  const missed = tell(args).map(({ call: [method, ...rest], right, got }) => ({
    call: formatCall(method, rest, language),
    expected: right === undefined ? '' : formatValue(right, language),
    got: got === undefined ? '' : formatValue(got, language),
  }))
  return { got: 'all tests pass', missed }
}

function tryDraw(task: CodeTask, { isRight, args, expected, run }: CaseFacts): { readonly drawing?: CaseDrawing } {
  if (isRight || task.draw === undefined || !('value' in expected)) return {}
  const drawing = task.draw(args, expected.value, run.kind === 'returned' ? run.value : undefined)
  return drawing === undefined ? {} : { drawing }
}

function formatArgs(task: CodeTask, args: readonly Value[], language: Language): readonly string[] {
  const { kind, name } = task.entry[language]
  if (kind === 'function') return args.map((each) => formatValue(each, language))
  return args.map((call) => {
    const [method, ...rest] = call as readonly [string, ...Value[]]
    if (method !== 'constructor') return formatCall(method, rest, language)
    return formatCall(language === 'typescript' ? `new ${name}` : name, rest, language)
  })
}

function formatExpected(expected: Expected, language: Language): string {
  return 'value' in expected ? formatValue(expected.value, language) : expected.throws[language]
}

/** Call by call, where the task is a class and both sides are lists of the right length. */
function tryCalls(task: CodeTask, args: readonly Value[], expected: Expected, got: Value, language: Language) {
  if (task.entry[language].kind !== 'class' || !('value' in expected)) return undefined
  const { value } = expected
  if (!Array.isArray(value) || !Array.isArray(got) || value.length !== got.length) return undefined
  const before = args.length - value.length
  const voids = task.entry[language].voids ?? []
  return args.map((call, i) => {
    const [method] = call as readonly [string, ...Value[]]
    if (i < before || voids.includes(method)) return { expected: '', got: '' }
    return {
      expected: formatValue(value[i - before] as Value, language),
      got: formatValue(got[i - before] as Value, language),
    }
  })
}
