import type { HarnessFault, HarnessOrder, RawError } from '../sandbox/message.ts'
import { createOutput } from '../sandbox/harness/output.ts'
import { createTalk } from '../sandbox/harness/talk.ts'

/** What runs in a thread of Node in the place of the sandbox's Python: Pyodide without walls, for the project's own programs. */

/** Put there by `test-runner.ts`; `python` is the text of `test-harness.py`. */
declare const started: {
  readonly port: MessagePort
  readonly nonce: string
  readonly folder: string
  /** A 2 in it interrupts what runs. */
  readonly interrupt: Uint8Array
  readonly python: string
}

type Answer =
  | { readonly kind: 'returned'; readonly value: string }
  | { readonly kind: 'threw'; readonly error: RawError }
  | HarnessFault

interface Pyodide {
  readonly runPython: (text: string) => unknown
  readonly globals: { readonly get: (name: string) => (...args: unknown[]) => string }
  readonly setInterruptBuffer: (buffer: Uint8Array) => void
  readonly setStdout: (options: { readonly batched: (text: string) => void }) => void
}

const talk = createTalk(started.port, started.nonce)
const output = createOutput(talk)

void start()

async function start(): Promise<void> {
  const { loadPyodide } = (await import(/* @vite-ignore */ `${started.folder}/pyodide.mjs`)) as {
    loadPyodide: (options: { readonly indexURL: string }) => Promise<Pyodide>
  }
  const pyodide = await loadPyodide({ indexURL: started.folder })
  pyodide.setStdout({ batched: (text) => output.print(`${text}\n`) })
  pyodide.setInterruptBuffer(started.interrupt)
  pyodide.runPython(started.python)
  const load = pyodide.globals.get('load')
  const call = pyodide.globals.get('call')
  let begin = (): void => undefined
  started.port.onmessage = ({ data }: MessageEvent<HarnessOrder | { readonly kind: 'calm' }>) => {
    if (data.kind === 'calm') {
      // What was interrupted has ended, or nothing ran and nothing is to be interrupted.
      started.interrupt[0] = 0
      return talk.say('ready')
    }
    if (data.kind === 'go') return begin()
    if (data.kind === 'case') {
      const { index, values } = data
      begin = () => sayAnswer(index, () => call(values))
      return talk.sayStart(index)
    }
    output.allow(data.limits.outputCharacters)
    const { kind, name, voids = [] } = data.entry
    const error = load(data.program, data.given, kind, name, voids.join(' '), data.limits.resultCharacters)
    if (error === '') talk.say('loaded')
    else talk.sayNotLoaded(JSON.parse(error) as RawError)
  }
  talk.say('ready')
}

function sayAnswer(index: number, call: () => string): void {
  output.begin(index)
  const answer = tryAnswer(call)
  if (output.flush()) return
  if (answer.kind === 'returned') talk.sayReturned(index, answer.value)
  else if (answer.kind === 'threw') talk.sayThrew(index, answer.error)
  else talk.sayFault(index, answer)
}

/** An interrupt may come while an answer is written; nobody waits for that one any more. */
function tryAnswer(call: () => string): Answer {
  try {
    return JSON.parse(call()) as Answer
  } catch {
    return { kind: 'exited' }
  }
}
