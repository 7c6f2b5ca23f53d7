import type { Compiler } from './compiler.ts'
import type { RunPlan } from './drive-run.ts'
import { layoutProgram } from './program-text.ts'
import type { Fault, RunRequest } from './sandbox.ts'
import { findSourcePlace } from './source-map.ts'

/** Compiles a program, and what it is given. A fault is the learner's; what is given must compile. */
export async function planTypeScript(request: RunRequest, compiler: Compiler): Promise<RunPlan | Fault> {
  const [program, given] = await Promise.all([compiler.compile(request.source), compiler.compile(request.given ?? '')])
  if (given.kind === 'failed') throw new Error(`what the program is given does not compile: ${given.message}`)
  if (program.kind === 'failed') return { ...program, kind: 'compile' }
  const { text, linesBefore, lines } = layoutProgram(program.code, given.code, request.entry)
  return {
    program: text,
    given: '',
    locate(places) {
      for (const place of places) {
        const [line = 0, column = 0] = place.split(':').map(Number)
        const own = line - linesBefore
        if (own >= 1 && own <= lines) return findSourcePlace(program.mappings, { line: own, column })
      }
      return {}
    },
  }
}
