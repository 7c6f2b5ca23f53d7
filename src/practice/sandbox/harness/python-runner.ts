import type { HarnessFault, HarnessOrder, RawError } from '../message.ts'
import { parseJson, stringify } from './built-ins.ts'
import { createHop } from './hop.ts'
import type { Output } from './output.ts'
import { createTry, finishCall, rehearse } from './python-attempt.ts'
import type { Attempt } from './python-attempt.ts'
import type { Python } from './python-boot.ts'
import { createState } from './python-state.ts'
import type { Talk } from './talk.ts'
import { toFault } from './interpreter-end.ts'
import { trouble } from './platform.ts'
import { keepWorld } from './world.ts'

export interface PythonRunner {
  readonly load: (order: HarnessOrder & { readonly kind: 'load' }) => void
  /** Says that the case may begin. */
  readonly take: (index: number, values: string) => void
  /** Begins what was taken. */
  readonly go: () => void
}

interface Tools {
  readonly talk: Talk
  readonly output: Output
  readonly python: Python
  /** Puts back what is counted from the beginning of a case. */
  readonly onBegin: () => void
}

type Ending = HarnessFault | { readonly kind: 'threw'; readonly error: RawError }

/** The interpreter's own parser has a limit too, but may have less of a stack than that wants. */
const TOO_DEEP: RawError = {
  name: 'SyntaxError',
  message: 'The source is nested too deeply to be compiled.',
  places: [],
}

/**
 * Runs one case after the other, each in the memory that the interpreter had when its program was loaded. A case is one
 * call into Python, which waits in there for its own coroutines; when it is back, nothing of it goes on.
 */
export function createPythonRunner({ talk, output, python, onBegin }: Tools): PythonRunner {
  const attempt = createTry(python.ask)
  const findChange = keepWorld()
  const hop = createHop()
  const state = createState(python.machine)
  let index = -1
  let taken: Attempt = { text: '' }
  let isUsed = false
  let isOpen = false
  let decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let lastStack = ''

  python.listen((bytes) => {
    if (!isOpen) return
    const text = decoder.decode(bytes, { stream: true })
    if (trouble.isFatal) lastStack += text
    else output.print(text)
  })

  const sayEnding = (ending: Ending): void => {
    if (ending.kind === 'threw') talk.sayThrew(index, ending.error)
    else talk.sayFault(index, ending)
  }
  const conclude = (called: Attempt): void => {
    const finished = finishCall(attempt, called)
    isOpen = false
    const what = findChange()
    if (output.flush()) return
    if (what !== undefined) talk.sayFault(index, { kind: 'tampered', what })
    // What comes out of the interpreter itself is its end, and that of the run.
    else if ('error' in finished) talk.sayFault(index, toFault(finished.error, trouble.isOutOfMemory, lastStack))
    else if (finished.text[0] === '=') talk.sayReturned(index, cutFirst(finished.text))
    else sayEnding(parseJson(finished.text) as Ending)
  }

  rehearse(python.ask, state, python.rehearsal)
  return {
    load({ program, given, entry, limits }) {
      output.allow(limits.outputCharacters)
      const { kind, name, voids = [] } = entry
      const order = stringify({ program, given, kind, name, voids, most: limits.resultCharacters })
      const loaded = attempt('load', order)
      if ('error' in loaded) return talk.sayNotLoaded(TOO_DEEP)
      if (loaded.text !== '') return talk.sayNotLoaded(parseJson(loaded.text) as RawError)
      state.keep()
      talk.say('loaded')
    },
    take(at, values) {
      if (isUsed) state.restore()
      isUsed = true
      trouble.isOutOfMemory = false
      index = at
      taken = attempt('take', values)
      decoder = new TextDecoder('utf-8', { ignoreBOM: true })
      talk.sayStart(index)
    },
    go() {
      isOpen = true
      output.begin(index)
      onBegin()
      const called = 'error' in taken ? taken : attempt('call')
      // Whatever of JavaScript is still to run belongs to this case.
      hop(() => conclude(called))
    },
  }
}

function cutFirst(text: string): string {
  return text.slice(1)
}
