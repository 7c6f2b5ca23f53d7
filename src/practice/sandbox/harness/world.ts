import { keepGlobals } from './global-names.ts'
import { keepIntrinsics } from './intrinsics.ts'

/** Puts the global names back; tells what belongs to the language and is not as it was. */
export function keepWorld(): () => string | undefined {
  const restoreGlobals = keepGlobals()
  const intrinsics = keepIntrinsics()
  return () => restoreGlobals() ?? intrinsics.findChange()
}
