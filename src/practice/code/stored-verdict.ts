import { isAmount, isCount, isFields, isFlag, isText, listOf, oneOf, optional } from '../../progress/check.ts'
import type { Fault, ThrownError } from '../sandbox/sandbox.ts'
import { shapeOf, tryRestore, tryStore } from '../stored-result.ts'
import type { CaseDrawing, DrawnFile, DrawnKey, DrawnRun, LifetimesDrawing, RunsDrawing } from '../types.ts'
import type { CaseVerdict, CodeVerdict } from './verdict.ts'

/** What a run of a program found, as the log has it: nothing that only handing in measures is in it. */
type RunVerdict = Pick<CodeVerdict, 'language' | 'which' | 'seed' | 'cases' | 'right' | 'fault' | 'faultWords'>

/** Undefined where it is too long for the log. */
export function storeCodeRun(verdict: CodeVerdict): string | undefined {
  return tryStore(verdict)
}

export function restoreCodeRun(text: string): CodeVerdict | undefined {
  const found = tryRestore<RunVerdict>(text, isRunVerdict)
  if (found === undefined) return undefined
  const { language, which, seed, cases, right, fault, faultWords } = found
  return {
    ...{ language, which, seed, cases, right },
    ...(fault && { fault }),
    ...(faultWords !== undefined && { faultWords }),
  }
}

const isError = shapeOf<ThrownError>({
  name: isText,
  message: isText,
  line: optional(isCount),
  column: optional(isCount),
})

/** Of a fault that is over only its place is read; its words stand beside it. */
function isFault(value: unknown): value is Fault {
  return isFields(value) && isText(value['kind']) && [value['line'], value['column']].every(optional(isCount))
}

const isLifetimes = shapeOf<LifetimesDrawing>({
  kind: oneOf(['lifetimes']),
  versions: listOf(isCount),
  files: listOf(
    shapeOf<DrawnFile>({
      name: isText,
      spans: listOf(shapeOf<DrawnFile['spans'][number]>({ from: isCount, to: isCount })),
      mark: oneOf(['live', 'gone', 'missing', 'extra']),
    }),
  ),
})

const isRuns = shapeOf<RunsDrawing>({
  kind: oneOf(['runs']),
  runs: listOf(
    shapeOf<DrawnRun>({
      label: isText,
      note: optional(isText),
      keys: listOf(shapeOf<DrawnKey>({ text: isText, share: isAmount, isWrong: isFlag })),
    }),
  ),
})

function isDrawing(value: unknown): value is CaseDrawing {
  return isLifetimes(value) || isRuns(value)
}

const isCase = shapeOf<CaseVerdict>({
  name: isText,
  isHidden: isFlag,
  isRight: isFlag,
  args: listOf(isText),
  expected: isText,
  got: optional(isText),
  calls: optional(listOf(shapeOf<NonNullable<CaseVerdict['calls']>[number]>({ expected: isText, got: isText }))),
  error: optional(isError),
  missed: optional(
    listOf(shapeOf<NonNullable<CaseVerdict['missed']>[number]>({ call: isText, expected: isText, got: isText })),
  ),
  drawing: optional(isDrawing),
  ended: optional(isText),
  stdout: isText,
  milliseconds: isAmount,
})

const isRunVerdict = shapeOf<RunVerdict>({
  language: oneOf(['typescript', 'python']),
  which: oneOf(['examples']),
  seed: isCount,
  cases: listOf(isCase),
  right: isCount,
  fault: optional(isFault),
  faultWords: optional(isText),
})
