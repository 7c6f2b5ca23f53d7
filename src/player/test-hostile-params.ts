import type { Params } from './lab.ts'

/** Values as a link edited by hand may have them. */
const HOSTILE = ['constructor', '__proto__', 'toString', '', 'x', -1, 1.5, true, [], ['a', 1]] as const

/** Each parameter of a lab with a value that is none of its own, in runs of several sorts. */
export function hostileParams(defaults: Params, sorts: readonly Params[]): readonly Params[] {
  return Object.keys(defaults).flatMap((param) =>
    HOSTILE.flatMap((value) => sorts.map((sort): Params => ({ ...defaults, ...sort, [param]: value }))),
  )
}
