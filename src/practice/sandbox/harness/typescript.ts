import type { HarnessOrder, HarnessStart } from '../message.ts'
import type { Value } from '../../../base/value.ts'
import { parseValue } from '../value.ts'
import { dataOf, freeze, parseJson } from './built-ins.ts'
import type { LoadedProgram } from './call-entry.ts'
import type { CaseRunner } from './case-runner.ts'
import { createCaseRunner } from './case-runner.ts'
import { restrictGlobals } from './global-names.ts'
import { createOutput } from './output.ts'
import { createTalk } from './talk.ts'
import type { Talk } from './talk.ts'
import { describeThrown } from './thrown.ts'
import { createTimers } from './timers.ts'

/**
 * What runs in the worker before any program does and hands it its cases. It becomes one classic script whose names no
 * other script sees. It keeps the port and the secret to itself; the program gets a world without either.
 */

/** Of a worker; the page has none. */
declare const importScripts: (url: string) => void

type ProgramModule = Readonly<Record<'program' | 'given', (require: unknown, exports: object) => () => unknown>>

const createUrl = URL.createObjectURL.bind(URL)
const revokeUrl = URL.revokeObjectURL.bind(URL)
const BlobOfPlatform = Blob
const clock = performance

addEventListener(
  'message',
  (event: MessageEvent) => start(event.ports[0] as MessagePort, (event.data as HarnessStart).nonce),
  {
    once: true,
  },
)

function start(port: MessagePort, nonce: string): void {
  const talk = createTalk(port, nonce)
  const now = clock.now.bind(clock)
  const runners: CaseRunner[] = []
  let began = 0
  const fail = (error: unknown): void => runners[0]?.fail(error)
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault()
    fail(event.reason)
  })
  const output = createOutput(talk)
  const timers = createTimers(fail)
  const locate = createLocator(fail)
  restrictGlobals({ ...timers.names, console: output.console, performance: { now: () => now() - began } })
  const { take, go } = (runners[0] = createCaseRunner({ talk, output, timers, onBegin: () => (began = now()) }))
  let program: LoadedProgram | undefined
  port.onmessage = (event) => {
    const order = dataOf(event) as HarnessOrder
    if (order.kind === 'load') {
      output.allow(order.limits.outputCharacters)
      load(order, talk, locate, (loaded) => (program = loaded))
    } else if (order.kind === 'go') {
      go()
    } else if (program !== undefined) {
      take(program, order.index, parseValue(parseJson(order.values), 'values') as Value[])
    }
  }
  talk.say('ready')
}

/** The text is a module, so that it is strict and sealed; it defines its program as a function that is called per case. */
function load(order: HarnessOrder & { kind: 'load' }, talk: Talk, locate: Locator, onLoaded: OnLoaded): void {
  const url = urlOf(`${order.program}\nexport { program, given }`)
  import(/* @vite-ignore */ url).then(
    (module: ProgramModule) => {
      revokeUrl(url)
      freeze(module.program)
      freeze(module.given)
      onLoaded({
        url,
        entry: order.entry,
        resultCharacters: order.limits.resultCharacters,
        define: () => define(module),
      })
      talk.say('loaded')
    },
    (error: unknown) => {
      const { name, message } = describeThrown(error, url)
      locate(urlOf(order.program), (places) => talk.sayNotLoaded({ name, message, places }))
    },
  )
}

type OnLoaded = (program: LoadedProgram) => void

function urlOf(text: string): string {
  return createUrl(new BlobOfPlatform([text], { type: 'text/javascript' }))
}

type Locator = (url: string, onPlaces: (places: readonly string[]) => void) => void

/**
 * Finds where the text of a program is no program: of a script that fails, engines tell the place, of a module not. What
 * fails in any other way, nobody having caught it, goes to `onError`.
 */
function createLocator(onError: (error: unknown) => void): Locator {
  const loadScript = importScripts
  const startTimer = setTimeout
  let tell: ((places: readonly string[]) => void) | undefined
  addEventListener('error', (event) => {
    event.preventDefault()
    if (tell === undefined) onError(event.error)
    else tell(event.lineno === 0 ? [] : [`${event.lineno}:${event.colno}`])
  })
  return (url, onPlaces) => {
    tell = (places) => {
      tell = undefined
      onPlaces(places)
    }
    startTimer(() => {
      startTimer(() => tell?.([]))
      loadScript(url)
    })
  }
}

function define({ program, given }: ProgramModule): unknown {
  let givenExports: object | undefined
  const require = (name: string): object => {
    if (name !== 'given' && name !== './given') throw new Error(`There is no module '${name}' here.`)
    if (givenExports === undefined) {
      givenExports = {}
      given(require, givenExports)()
    }
    return givenExports
  }
  return program(require, {})()
}
