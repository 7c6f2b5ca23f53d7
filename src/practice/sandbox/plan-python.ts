import type { RunPlan } from './drive-run.ts'
import { isName } from './program-text.ts'
import type { RunRequest } from './sandbox.ts'

/** Python is compiled behind the walls, so nothing but the entry's name is looked at here. */
export function planPython({ source, given = '', entry }: RunRequest): RunPlan {
  if (!isName(entry.name)) throw new Error(`${entry.name} is no name that a program can define`)
  return {
    program: source,
    given,
    locate([place]) {
      if (place === undefined) return {}
      const [line = 1, column = 0] = place.split(':').map(Number)
      // An interpreter that broke down tells lines alone.
      return { line, ...(column > 0 && { column }) }
    },
  }
}
