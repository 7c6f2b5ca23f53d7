import { FORK_SHIFT } from '../../viz/timeline/geometry.ts'
import { xOf } from '../../viz/timeline/window.ts'
import type { EventWindow } from '../../viz/timeline/window.ts'
import type { TimelineFork } from './contract.ts'

/** The forks that reach into the window, in the order given. */
export function forksInView(forks: readonly TimelineFork[], window: EventWindow, width: number): TimelineFork[] {
  return forks.filter((fork) => {
    const leaves = xOf(window, width, fork.at)
    const ends = xOf(window, width, fork.log.length) + FORK_SHIFT
    return leaves <= width && ends >= 0
  })
}

/** At most `lanes` of them: the compared one first, then the trunk, then the youngest; in the order given. */
export function chooseForks(
  forks: readonly TimelineFork[],
  lanes: number,
  compared: string | undefined,
): TimelineFork[] {
  const preference = ({ id, isTrunk }: TimelineFork): number => (id === compared ? 2 : isTrunk === true ? 1 : 0)
  const preferred = forks
    .toReversed()
    .sort((a, b) => preference(b) - preference(a))
    .slice(0, lanes)
  return forks.filter((fork) => preferred.includes(fork))
}
