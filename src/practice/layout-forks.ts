import { endsOfCopies, lineTo, type AttemptMoment } from './attempts.ts'
import { workLine } from './checkpoints.ts'

/** Work off the trunk, from where it left it to where it ended: given up by going back, or done in another copy of the log. */
export interface TrackFork {
  readonly kind: 'given-up' | 'copy'
  readonly from: number
  readonly to: number
  readonly edits: number
  /** 0 is the one next to the trunk; undefined where an older fork has no lane any more. */
  readonly lane: number | undefined
  /** The lane of the fork that it left; undefined where it left the trunk. */
  readonly parent: number | undefined
}

/** Forks that are drawn on a lane of their own; of more than these the youngest. */
const MOST_LANES = 4

type Branch = Pick<TrackFork, 'kind'> & {
  /** The moments that are its own, as indexes, first to last. */
  readonly own: readonly number[]
  /** The moment that it left. */
  readonly left: number
}

/** The forks of an attempt, the oldest end first, each on a lane of its own. */
export function layoutForks(moments: readonly AttemptMoment[], xOf: (seconds: number) => number): readonly TrackFork[] {
  const branches = [...listGivenUp(moments), ...listCopies(moments)].toSorted((a, b) => lastOf(a) - lastOf(b))
  const first = Math.max(0, branches.length - MOST_LANES)
  const laneOf = (i: number) => (i < first ? undefined : i - first)
  const x = (index: number) => xOf(moments[index]?.seconds ?? 0)
  return branches.map((branch, i) => {
    const { kind, own, left } = branch
    const edits = own.filter((each) => moments[each]?.kind === 'edit').length
    const parent = branches.findIndex((other) => other !== branch && other.own.includes(left))
    return {
      ...{ kind, edits, from: x(left), to: x(lastOf(branch)), lane: laneOf(i) },
      parent: parent === -1 ? undefined : laneOf(parent),
    }
  })
}

function lastOf({ own }: Branch): number {
  return own.at(-1) ?? 0
}

/**
 * What stood there when somebody went back, as far as neither what was gone back to nor what stands at the end came of it.
 * What several came of is the first one's.
 */
function listGivenUp(moments: readonly AttemptMoment[]): readonly Branch[] {
  const known = new Set(workLine(moments, moments.length - 1))
  return moments.flatMap(({ kind, to, after }, i) => {
    if (kind !== 'return' || to === undefined) return []
    const line = workLine(moments, after ?? i - 1)
    const branch = branchOf('given-up', line, new Set([...known, ...workLine(moments, to)]))
    for (const each of branch.own) known.add(each)
    // Going back alone is no work that could be given up.
    return branch.own.some((each) => moments[each]?.kind === 'edit') ? [branch] : []
  })
}

/** What was done in copies of the log and did not lead to the last moment. */
function listCopies(moments: readonly AttemptMoment[]): readonly Branch[] {
  const trunk = new Set(lineTo(moments, moments.length - 1))
  return endsOfCopies(moments).map((end) => branchOf('copy', lineTo(moments, end), trunk))
}

function branchOf(kind: Branch['kind'], line: readonly number[], known: ReadonlySet<number>): Branch {
  const own = line.filter((i) => !known.has(i))
  return { kind, own, left: line[line.length - own.length - 1] ?? 0 }
}
