import { createRequire } from 'node:module'
import path from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'
import { compileTypeScript } from '../sandbox/compile-typescript.ts'
import type { Driver, RunPlan } from '../sandbox/drive-run.ts'
import { driveRun } from '../sandbox/drive-run.ts'
import type { Frame } from '../sandbox/frame.ts'
import { parseHarnessMessage } from '../sandbox/message.ts'
import { planTypeScript } from '../sandbox/plan-typescript.ts'
import type { Fault, RunOptions, RunOutcome, RunRequest, Sandbox } from '../sandbox/sandbox.ts'
import type { Language } from '../types.ts'
import python from './test-harness.py?raw'
import pythonHarness from './test-harness-python.ts?script'
import typescriptHarness from './test-harness-typescript.ts?script'

/**
 * The sandbox of tests in Node: the same driver, messages, limits and faults, with threads in the place of frames. It has
 * no walls; what is hostile is tried in a browser.
 */
export interface TestSandbox extends Pick<Sandbox, 'run' | 'dispose'> {
  /** Starts Python, which takes seconds, before a test counts them. */
  readonly warm: () => Promise<void>
}

/** Threads are kept: that of Python, which takes seconds to come, after a fault too, when it can be interrupted. */
export function createTestSandbox(): TestSandbox {
  const idle: Partial<Record<Language, Promise<Thread>>> = {}
  const queues: Partial<Record<Language, Promise<unknown>>> = {}

  const run = async (request: RunRequest, { signal, onCase }: RunOptions): Promise<RunOutcome> => {
    const { language } = request
    signal?.throwIfAborted()
    const plan = await planOf(request)
    if ('kind' in plan) return { cases: [], fault: plan, stdout: '', isStdoutCut: false }
    const thread = await (idle[language] ?? openThread(language))
    delete idle[language]
    const driver = driveRun({ ...thread, close: () => undefined }, plan, request, onCase)
    let isSound = false
    try {
      const outcome = await untilAborted(driver, signal)
      isSound = outcome.fault === undefined
      return outcome
    } finally {
      if (isSound || (await thread.tryCalm())) idle[language] = Promise.resolve(thread)
      else thread.close()
      // The next one comes while this outcome is looked at.
      idle[language] ??= openThread(language)
    }
  }

  return {
    run(request, options = {}) {
      const next = (queues[request.language] ?? Promise.resolve()).then(() => run(request, options))
      queues[request.language] = next.catch(() => undefined)
      return next
    },
    async warm() {
      await (idle.python ??= openThread('python'))
    },
    dispose() {
      for (const thread of Object.values(idle)) void thread.then(({ close }) => close())
    },
  }
}

function untilAborted({ outcome, stop }: Driver, signal: AbortSignal | undefined): Promise<RunOutcome> {
  return new Promise((resolve, reject) => {
    void outcome.then(resolve)
    signal?.addEventListener('abort', () => {
      stop()
      reject(signal.reason as Error)
    })
  })
}

async function planOf(request: RunRequest): Promise<RunPlan | Fault> {
  if (request.language === 'typescript') {
    return planTypeScript(request, {
      compile: (source) => Promise.resolve(compileTypeScript(source)),
      dispose: () => undefined,
    })
  }
  return {
    program: request.source,
    given: request.given ?? '',
    locate([place]) {
      const [line = 0, column = 0] = (place ?? '').split(':').map(Number)
      return line === 0 ? {} : { line, column }
    },
  }
}

interface Thread extends Frame {
  /** Interrupts what it does; false when it cannot be used again. */
  readonly tryCalm: () => Promise<boolean>
}

const CALM_MILLISECONDS = 5_000
const SIGINT = 2

/** Resolves when its harness is ready. */
async function openThread(language: Language): Promise<Thread> {
  const { port1, port2 } = new MessageChannel()
  const port = port1 as unknown as MessagePort
  const nonce = `test-${language}`
  const interrupt = new Uint8Array(new SharedArrayBuffer(1))
  const harness = language === 'python' ? pythonHarness : typescriptHarness
  const worker = new Worker(`globalThis.started = require('node:worker_threads').workerData;\n${harness}`, {
    eval: true,
    workerData: { port: port2, nonce, interrupt, ...(language === 'python' && { python, folder: pyodideFolder() }) },
    transferList: [port2],
  })
  worker.unref()
  let fail: (error: Error) => void = () => undefined
  worker.on('error', (error) => fail(error))
  const untilReady = (): Promise<void> =>
    new Promise((resolve, reject) => {
      fail = reject
      port.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (parseHarnessMessage(data, nonce).kind === 'ready') resolve()
      }
    })
  await untilReady()
  return {
    port,
    nonce,
    isAlive: () => Promise.resolve(true),
    close() {
      port1.close()
      void worker.terminate()
    },
    async tryCalm() {
      if (language === 'typescript') return false
      Atomics.store(interrupt, 0, SIGINT)
      port.postMessage({ kind: 'calm' })
      let timer: ReturnType<typeof setTimeout> | undefined
      const tooLate = new Promise<boolean>((resolve) => {
        timer = setTimeout(() => resolve(false), CALM_MILLISECONDS)
      })
      const isCalm = await Promise.race([untilReady().then(() => true), tooLate])
      clearTimeout(timer)
      return isCalm
    },
  }
}

function pyodideFolder(): string {
  return path.dirname(createRequire(import.meta.url).resolve('pyodide/pyodide.mjs'))
}
