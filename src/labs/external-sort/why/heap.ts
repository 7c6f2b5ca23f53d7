import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { Comparison, SortEvent } from '../../../engine/sort/events.ts'
import { hasTwoBelow, matchOf, sideRun, type Match } from '../match.ts'
import { lastLeft } from '../structure-since.ts'
import { heapMost, liveRuns, mergeWidth, treeMostText, type Facts, type Why } from './facts.ts'

/** A comparison in a merge with a binary heap. */
export function whyHeap(facts: Facts, isBuilding: boolean): Why {
  const match = matchOf(facts.before, facts.event)
  if (isBuilding) return whyHeapBuild(facts, match)
  if (match.context === Comparison.heapChildren) return whyChildren(facts, match)
  return match.rightFirst ? whySinks(facts, match) : whyStays(facts, match)
}

function whyHeapBuild(facts: Facts, match: Match): Why {
  const live = liveRuns(facts)
  return {
    title: 'The heap is built from the last parent up',
    paragraphs: [
      `${match.a.key} of ${sideRun(match.a)} and ${match.b.key} of ${sideRun(match.b)} were compared; the one that goes first stands nearer to the top.`,
      `Sinking every parent once takes fewer than 2 × ${live} comparisons for ${plural(live, 'run')}; a loser tree takes ${live - 1}. Pushing the heads in one by one, as Spark's PriorityQueue does, may take more, but with so few runs the difference is small.`,
    ],
  }
}

function whyChildren(facts: Facts, match: Match): Why {
  const live = liveRuns(facts)
  const free = live < mergeWidth(facts) ? ', where a match with an empty leaf is free' : ''
  const tie = match.isTie ? ' They tie, so the earlier run counts as better.' : ''
  return {
    title: 'A heap first compares the children',
    paragraphs: [
      `A record sinks. Before it is compared at all, the two below it are: ${match.a.key} of ${sideRun(match.a)} and ${match.b.key} of ${sideRun(match.b)}, and ${sideRun(match.first)} is better.${tie}`,
      `A loser tree does without this comparison. A heap over ${plural(live, 'run')} takes up to ${heapMost(facts)} for a record, the tree ${treeMostText(facts)}${free}. Spark's merger uses a PriorityQueue, which is a binary heap.`,
    ],
  }
}

function whySinks(facts: Facts, match: Match): Why {
  const most = heapMost(facts)
  const price = isOnlyChild(facts)
    ? 'No second child stands there, so one comparison settles this level.'
    : 'This level is paid twice: once between the children, once with the record.'
  return {
    title: 'The record sinks one level',
    paragraphs: [
      `${match.b.key} ${match.isTie ? 'ties' : 'goes before'} ${match.a.key}${match.isTie ? ' and is from the earlier run' : ''}, so ${sideRun(match.b)} moves up and ${sideRun(match.a)} goes on down. ${price}`,
      `${soFar(facts)} At most ${most} ${most === 1 ? 'is' : 'are'} needed with ${plural(liveRuns(facts), 'run')}. The top of the heap is right already; what follows only restores the order below it.`,
    ],
  }
}

function whyStays(facts: Facts, match: Match): Why {
  return {
    title: 'The record has found its place',
    paragraphs: [
      `${match.a.key} of ${sideRun(match.a)} stays above ${match.b.key} of ${sideRun(match.b)}, ${isOnlyChild(facts) ? 'its only child' : 'the better of its children'}, so everything below is in order too and the heap is whole again.`,
      `${soFar(facts)} A heap can stop early like this, a loser tree always plays to the top. On random runs that does not make up for the second comparison per level.`,
    ],
  }
}

/** True where the record is compared with the one below it that is the last of the heap and has nothing beside it. */
function isOnlyChild({ before, event }: Facts): boolean {
  return !hasTwoBelow(before, event.a)
}

function soFar({ moment: { log }, event }: Facts): string {
  const made = log.count(SortEvent.compare, event.seq) - log.count(SortEvent.compare, lastLeft(log, event.seq))
  return `${count(made)} ${made === 1 ? 'comparison is' : 'comparisons are'} made for this record.`
}
