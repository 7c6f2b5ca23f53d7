import type { HarnessOrder, HarnessStart } from '../message.ts'
import { dataOf } from './built-ins.ts'
import { restrictGlobals } from './global-names.ts'
import { createOutput } from './output.ts'
import type { Python, PythonPayload } from './python-boot.ts'
import { bootPython } from './python-boot.ts'
import { createPythonRunner } from './python-runner.ts'
import type { PythonRunner } from './python-runner.ts'
import { createTalk } from './talk.ts'
import type { Talk } from './talk.ts'

/**
 * What runs in the worker before any program in Python does: it starts the interpreter and hands it its cases. It becomes
 * one classic script whose names no other script sees. It keeps the port and the secret to itself.
 */

const clock = performance
const chance = crypto

addEventListener(
  'message',
  (event: MessageEvent) => void start(event.ports[0] as MessagePort, event.data as HarnessStart),
  { once: true },
)

async function start(port: MessagePort, { nonce, payload }: HarnessStart): Promise<void> {
  const talk = createTalk(port, nonce)
  try {
    const python = await bootPython(payload as PythonPayload, (snapshot) => port.postMessage(snapshot))
    listen(port, createRunner(talk, python))
    talk.say('ready')
  } catch (error) {
    talk.sayBroken(error instanceof Error ? error.message : String(error))
  }
}

function createRunner(talk: Talk, python: Python): PythonRunner {
  const now = clock.now.bind(clock)
  let began = 0
  restrictGlobals({
    console,
    performance: { now: () => now() - began },
    crypto: { getRandomValues: chance.getRandomValues.bind(chance) },
    WebAssembly,
    // Nothing of a case goes on after it.
    setTimeout: () => 0,
    clearTimeout: () => undefined,
  })
  return createPythonRunner({ talk, output: createOutput(talk), python, onBegin: () => (began = now()) })
}

function listen(port: MessagePort, runner: PythonRunner): void {
  port.onmessage = (event) => {
    const order = dataOf(event) as HarnessOrder
    if (order.kind === 'load') runner.load(order)
    else if (order.kind === 'go') runner.go()
    else runner.take(order.index, order.values)
  }
}
