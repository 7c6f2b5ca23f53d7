import { createCompiler } from './compiler.ts'
import type { Driver, RunPlan } from './drive-run.ts'
import { driveRun } from './drive-run.ts'
import type { Frame } from './frame.ts'
import { openFrame } from './frame.ts'
import typescriptHarness from './harness/typescript.ts?script'
import { planPython } from './plan-python.ts'
import { planTypeScript } from './plan-typescript.ts'
import { createPythonFrames } from './python-frames.ts'
import type { Language } from '../types.ts'
import type { Fault, RunOptions, RunOutcome, RunRequest, Sandbox, SandboxProgress } from './sandbox.ts'
import type { Spare } from './spare.ts'
import { createSpare } from './spare.ts'

/** What a language adds to the sandbox. */
interface Kit {
  readonly plan: (request: RunRequest) => Promise<RunPlan | Fault>
  readonly spare: Spare
  readonly warm: () => void
  readonly dispose: () => void
}

/** A sandbox whose parts come when a language is first warmed or run. */
export function createSandbox(): Sandbox {
  const listeners = new Set<(progress: SandboxProgress) => void>()
  const kits: Partial<Record<Language, Kit>> = {}
  const queues: Partial<Record<Language, Promise<unknown>>> = {}
  const running = new Set<AbortController>()

  const tell = (progress: SandboxProgress): void => listeners.forEach((listener) => listener(progress))
  const kitOf = (language: Language): Kit => (kits[language] ??= createKit(language, tell))
  const run = async (request: RunRequest, options: RunOptions): Promise<RunOutcome> => {
    const disposal = new AbortController()
    running.add(disposal)
    if (options.onProgress !== undefined) listeners.add(options.onProgress)
    const signal = AbortSignal.any([disposal.signal, ...(options.signal ? [options.signal] : [])])
    try {
      return await runIn(kitOf(request.language), request, signal, options.onCase)
    } finally {
      running.delete(disposal)
      if (options.onProgress !== undefined) listeners.delete(options.onProgress)
    }
  }

  return {
    run(request, options = {}) {
      const earlier = queues[request.language] ?? Promise.resolve()
      const next = earlier.then(() => run(request, options))
      queues[request.language] = next.catch(() => undefined)
      return next
    },
    warm(language, onProgress) {
      if (onProgress !== undefined) listeners.add(onProgress)
      kitOf(language).warm()
    },
    dispose() {
      for (const run of running) run.abort(new DOMException('The sandbox was closed.', 'AbortError'))
      for (const kit of Object.values(kits)) kit.dispose()
      listeners.clear()
    },
  }
}

async function runIn(kit: Kit, request: RunRequest, signal: AbortSignal, onCase: RunOptions['onCase']) {
  signal.throwIfAborted()
  const plan = await kit.plan(request)
  signal.throwIfAborted()
  if ('kind' in plan) return endedBy(plan)
  let frame: Frame
  try {
    frame = await kit.spare.take()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return endedBy({ kind: 'load', message: `The sandbox could not be started: ${reason}. Try again.` })
  }
  try {
    return await untilAborted(driveRun(frame, plan, request, onCase), signal)
  } finally {
    kit.spare.prepare()
  }
}

function endedBy(fault: Fault): RunOutcome {
  return { cases: [], fault, stdout: '', isStdoutCut: false }
}

function untilAborted({ outcome, stop }: Driver, signal: AbortSignal): Promise<RunOutcome> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      stop()
      // Whatever the caller gave as its reason is what it gets.
      reject(signal.reason as Error)
    }
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    void outcome.then((told) => {
      signal.removeEventListener('abort', abort)
      resolve(told)
    })
  })
}

function createKit(language: Language, onProgress: (progress: SandboxProgress) => void): Kit {
  return language === 'python' ? createPythonKit(onProgress) : createTypeScriptKit()
}

function createTypeScriptKit(): Kit {
  const compiler = createCompiler()
  const spare = createSpare(() => openFrame({ harness: typescriptHarness }))
  return {
    plan: (request) => planTypeScript(request, compiler),
    spare,
    warm() {
      spare.prepare()
      void compiler.compile('')
    },
    dispose() {
      spare.dispose()
      compiler.dispose()
    },
  }
}

function createPythonKit(onProgress: (progress: SandboxProgress) => void): Kit {
  const spare = createSpare(createPythonFrames(onProgress))
  return {
    plan: (request) => Promise.resolve(planPython(request)),
    spare,
    warm: spare.prepare,
    dispose: spare.dispose,
  }
}
