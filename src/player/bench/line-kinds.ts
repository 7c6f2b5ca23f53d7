import type { Branch } from '../branch.ts'
import type { AnyLab } from '../lab.ts'
import { tryMoment } from '../moment-cache.ts'

/** Events of each kind that are looked at on either side of the playhead. */
const SAMPLES = 3

/**
 * Which lines of a listing can be stopped at by stopping at an event kind: those that every event of one kind around
 * `position` executes, and events of no other kind. A line that only some events of a kind execute is not among them.
 * `code` is the listing's lines, joined; events that execute another listing do not count.
 */
export function breakableLines(
  lab: AnyLab,
  branch: Branch,
  code: string,
  position: number,
): ReadonlyMap<number, number> {
  const search = findBreakableLines(lab, branch, code, position)
  for (;;) {
    const step = search.next()
    if (step.done === true) return step.value
  }
}

/** The same in small pieces, one replay each: yields before every event that is looked at. */
export function* findBreakableLines(
  lab: AnyLab,
  branch: Branch,
  code: string,
  position: number,
): Generator<undefined, ReadonlyMap<number, number>> {
  const kinds: { readonly kind: number; readonly lines: ReadonlySet<number> }[] = []
  for (const kind of lab.kinds.keys()) {
    const lines = new Set<number>()
    for (const seq of around(branch, kind, position)) {
      yield undefined
      const moment = tryMoment(branch, seq)
      const story = moment === undefined ? undefined : lab.story(moment)
      if (story !== undefined && story.code.join('\n') === code) lines.add(story.line)
    }
    if (lines.size > 0) kinds.push({ kind, lines })
  }
  const only = kinds.flatMap(({ kind, lines }): [number, number][] => {
    const [line = 0] = lines
    const alone = lines.size === 1 && line > 0 && kinds.every((other) => other.kind === kind || !other.lines.has(line))
    return alone ? [[line, kind]] : []
  })
  return new Map(only)
}

/** Numbers of the nearest events of a kind, before and after a position. */
function around({ log }: Branch, kind: number, position: number): readonly number[] {
  const count = log.count(kind, Math.min(position, log.length))
  const found: number[] = []
  for (let n = count - SAMPLES + 1; n <= count + SAMPLES; n++) {
    const seq = log.nth(kind, n)
    if (seq !== undefined) found.push(seq)
  }
  return found
}
