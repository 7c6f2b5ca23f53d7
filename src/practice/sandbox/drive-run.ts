import { ParseError } from '../../base/parse.ts'
import type { Frame } from './frame.ts'
import type { HarnessFault, HarnessMessage, HarnessOrder, LoadedTexts, RawError } from './message.ts'
import { parseHarnessMessage } from './message.ts'
import type { CaseOutcome, Fault, RunOutcome, RunRequest, ThrownError } from './sandbox.ts'
import { createStopwatch } from './stopwatch.ts'
import { writeValue } from './value.ts'

/** A program made ready for its harness. */
export interface RunPlan extends LoadedTexts {
  /** Where the learner's source has what was thrown: the innermost place that is the learner's. */
  readonly locate: (places: readonly string[]) => Pick<ThrownError, 'line' | 'column'>
}

export interface Driver {
  readonly outcome: Promise<RunOutcome>
  /** Leaves the outcome open for ever. */
  readonly stop: () => void
}

type Step = 'loading' | 'sent' | 'running' | 'over'

/**
 * Takes a program through its cases: sends one, waits for its answer, sends the next. All clocks are here, outside. A
 * case is timed until its answer has come: what a program does while its result is read is its own time. A message that is
 * not due, or not of the harness, ends the run as forged. The frame is closed when the run is over.
 */
export function driveRun(frame: Frame, plan: RunPlan, request: RunRequest, onCase?: (index: number) => void): Driver {
  const { limits } = request
  const cases: CaseOutcome[] = []
  let step: Step = 'loading'
  let stdout = ''
  let ofCase = ''
  let settle: (outcome: RunOutcome) => void
  const outcome = new Promise<RunOutcome>((resolve) => (settle = resolve))

  const stop = (): void => {
    step = 'over'
    stopwatch.clear()
    frame.close()
  }
  const finish = (fault?: Fault): void => {
    if (step === 'over') return
    stop()
    settle({ cases, ...(fault && { fault }), stdout, isStdoutCut: fault?.kind === 'output' })
  }
  const stopwatch = createStopwatch(limits, (overrun) => {
    frame.port.onmessage = null
    void frame.isAlive().then((isAlive) => {
      const at = { case: cases.length }
      finish(isAlive ? { kind: 'time', ...at, ...overrun } : { kind: 'memory', ...at })
    })
  })
  const send = (order: HarnessOrder): void => {
    frame.port.postMessage(order)
    stopwatch.watch()
  }
  const sendNext = (): void => {
    const index = cases.length
    const values = request.cases[index]
    if (values === undefined) return finish()
    step = 'sent'
    ofCase = ''
    onCase?.(index)
    send({ kind: 'case', index, values: writeValue(values) })
  }
  const hear = (message: HarnessMessage, at: number): void => {
    ensureDue(message, step, cases.length)
    if (message.kind === 'loaded') sendNext()
    else if (message.kind === 'not-loaded') finish(toCompileFault(message.error, plan))
    else if (message.kind === 'start') {
      step = 'running'
      stopwatch.start()
      frame.port.postMessage({ kind: 'go' } satisfies HarnessOrder)
    } else if (message.kind === 'output') {
      ofCase += message.text
      stdout += message.text
      if (stdout.length > limits.outputCharacters) throw new ParseError('output', 'within its limit')
    } else if (message.kind === 'fault') finish(toFault(message.fault, cases.length, request, plan))
    else if (message.kind === 'returned' || message.kind === 'threw') {
      cases.push(toOutcome(message, plan, ofCase, stopwatch.stop(at)))
      sendNext()
    }
  }

  frame.port.onmessage = (event: MessageEvent<unknown>) => {
    if (step === 'over') return
    // What the page itself needs to read an answer is no time of the program's.
    const at = performance.now()
    try {
      hear(parseHarnessMessage(event.data, frame.nonce), at)
    } catch (error) {
      if (!(error instanceof ParseError)) throw error
      finish({ kind: 'forged', case: cases.length, reason: error.message })
    }
  }
  send({ kind: 'load', program: plan.program, given: plan.given, entry: request.entry, limits })
  return { outcome, stop }
}

/** Which steps each kind of message is due at. */
const DUE: Readonly<Record<HarnessMessage['kind'], readonly Step[]>> = {
  ready: [],
  broken: [],
  loaded: ['loading'],
  'not-loaded': ['loading'],
  start: ['sent'],
  output: ['running'],
  returned: ['running'],
  threw: ['running'],
  fault: ['running'],
}

function ensureDue(message: HarnessMessage, step: Step, index: number): void {
  const isOfCase = !('case' in message) || message.case === index
  if (!isOfCase || !DUE[message.kind].includes(step)) throw new ParseError(`message ${message.kind}`, 'due')
}

type Answer = Extract<HarnessMessage, { kind: 'returned' | 'threw' }>

function toOutcome(answer: Answer, plan: RunPlan, stdout: string, milliseconds: number): CaseOutcome {
  if (answer.kind === 'returned') return { kind: 'returned', value: answer.value, stdout, milliseconds }
  const { name, message, places } = answer.error
  return { kind: 'threw', error: { name, message, ...plan.locate(places) }, stdout, milliseconds }
}

function toCompileFault({ name, message, places }: RawError, plan: RunPlan): Fault {
  return { kind: 'compile', message: message === '' ? name : message, ...plan.locate(places) }
}

function toFault(fault: HarnessFault, index: number, { limits }: RunRequest, plan: RunPlan): Fault {
  switch (fault.kind) {
    case 'missing-entry':
      return fault
    case 'recursion':
      return { kind: 'recursion', case: index, ...plan.locate(fault.error.places) }
    case 'output':
      return { kind: 'output', case: index, characters: limits.outputCharacters }
    default:
      return { ...fault, case: index }
  }
}
