import type { HarnessFault } from '../message.ts'
import type { Value } from '../../../base/value.ts'
import { callEntry, MissingEntry } from './call-entry.ts'
import type { LoadedProgram } from './call-entry.ts'
import { createHop } from './hop.ts'
import type { Output } from './output.ts'
import type { Talk } from './talk.ts'
import { createRecursionTest, describeThrown, isOf } from './thrown.ts'
import type { Timers } from './timers.ts'
import { keepWorld } from './world.ts'
import { ResultError, writeResult } from './write-result.ts'

export interface CaseRunner {
  /** Says that the case may begin. */
  readonly take: (program: LoadedProgram, index: number, values: readonly Value[]) => void
  /** Begins what was taken. */
  readonly go: () => void
  /** Something was thrown that nobody caught: in a timer, or by a promise. */
  readonly fail: (error: unknown) => void
}

interface Tools {
  readonly talk: Talk
  readonly output: Output
  readonly timers: Timers
  /** Puts back what is counted from the beginning of a case. */
  readonly onBegin: () => void
}

type Ending =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'fault'; readonly fault: HarnessFault }

const startTimer = setTimeout
const QUIET_MILLISECONDS = 20
const QUIET_LOOKS = 3

/** Runs one case after the other. What belongs to the language is looked over after each, and names are put back. */
export function createCaseRunner({ talk, output, timers, onBegin }: Tools): CaseRunner {
  const answers = createAnswers(talk)
  const hop = createHop()
  let index = -1
  let program: LoadedProgram | undefined
  let taken: readonly Value[] | undefined
  let ending: Ending | undefined
  let isOpen = false

  const end = (how: Ending): void => {
    if (!isOpen) return
    // What nobody caught outweighs a value, also when it comes after it.
    if (ending !== undefined && (ending.kind !== 'returned' || how.kind !== 'threw')) return
    const isFirst = ending === undefined
    ending = how
    if (!isFirst) return
    timers.clear()
    // Floating rejections and endless microtasks belong to this case: the answer waits for both.
    hop(() => hop(conclude))
  }
  const conclude = (): void => {
    isOpen = false
    timers.clear()
    if (output.flush() || answers.isTampered(index) || program === undefined || ending === undefined) return
    if (ending.kind === 'returned') answers.sayReturned(index, program, ending.value)
    else if (ending.kind === 'threw') answers.sayThrown(index, program, ending.error)
    else talk.sayFault(index, ending.fault)
  }
  /** With no timer left and all quiet, nothing will ever settle the promise that is waited for. */
  const watch = (): void => {
    const of = index
    watchQuiet(
      () => isOpen && ending === undefined && index === of,
      () => timers.isWaiting(),
      () => end({ kind: 'fault', fault: { kind: 'unsettled' } }),
    )
  }

  return {
    fail: (error) => end({ kind: 'threw', error }),
    take(next, at, values) {
      program = next
      index = at
      taken = values
      talk.sayStart(index)
    },
    go() {
      if (program === undefined || taken === undefined) return
      const values = taken
      taken = undefined
      ending = undefined
      isOpen = true
      output.begin(index)
      onBegin()
      const of = index
      callEntry(program, values, {
        onValue: (value) => of === index && end({ kind: 'returned', value }),
        onError: (error) => of === index && end({ kind: 'threw', error }),
      })
      if (ending === undefined) watch()
    },
  }
}

interface Answers {
  /** True when something that belongs to the language was changed, which is then said. */
  readonly isTampered: (index: number) => boolean
  readonly sayReturned: (index: number, program: LoadedProgram, value: unknown) => void
  readonly sayThrown: (index: number, program: LoadedProgram, error: unknown) => void
}

/** Says how a case ended. */
function createAnswers(talk: Talk): Answers {
  const isRecursion = createRecursionTest()
  const findChange = keepWorld()
  const isTampered = (index: number): boolean => {
    const what = findChange()
    if (what !== undefined) talk.sayFault(index, { kind: 'tampered', what })
    return what !== undefined
  }
  const sayThrown = (index: number, { url }: LoadedProgram, error: unknown): void => {
    if (isOf(error, MissingEntry)) return talk.sayFault(index, { kind: 'missing-entry', name: error.message })
    const told = describeThrown(error, url)
    if (isRecursion(error)) talk.sayFault(index, { kind: 'recursion', error: told })
    else talk.sayThrew(index, told)
  }
  return {
    isTampered,
    sayThrown,
    sayReturned(index, program, value) {
      try {
        const text = writeResult(value, program.resultCharacters)
        // The value's own getters have run meanwhile.
        if (!isTampered(index)) talk.sayReturned(index, text)
      } catch (error) {
        if (isTampered(index)) return
        if (isOf(error, ResultError)) talk.sayFault(index, { kind: 'result', reason: error.message })
        else sayThrown(index, program, error)
      }
    },
  }
}

/** Calls `onQuiet` once nothing has been waiting for a while, unless it is no longer wanted. */
function watchQuiet(isWanted: () => boolean, isWaiting: () => boolean, onQuiet: () => void): void {
  let looks = 0
  const look = (): void => {
    if (!isWanted()) return
    looks = isWaiting() ? 0 : looks + 1
    if (looks === QUIET_LOOKS) onQuiet()
    else startTimer(look, QUIET_MILLISECONDS)
  }
  startTimer(look, QUIET_MILLISECONDS)
}
