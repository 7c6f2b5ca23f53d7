import { unreachable } from '../../../base/assert.ts'
import { Comparison, SortEvent, unpackComparison, type SortEventKind } from '../../../engine/sort/events.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { isBuilding } from '../code.ts'
import { isOfRebuilding } from '../structure-since.ts'
import { factsOf, type Facts, type Why } from './facts.ts'
import {
  whyFill,
  whyNothing,
  whyRadix,
  whySeal,
  whySort,
  whySpill,
  whyTieRange,
  whyWriteFromMemory,
} from './formation.ts'
import { whyHeap } from './heap.ts'
import {
  whyCombine,
  whyEmit,
  whyFirstPages,
  whyMatch,
  whyMergedSeal,
  whyMergedSpill,
  whyMergeStep,
  whyPageWritten,
  whyRunPage,
  whyTreeBuild,
} from './merge.ts'
import { whyPagedSelectionFill, whyPagedSelectionSeal, whyPagedSelectionSpill } from './paged-selection.ts'
import {
  whySelectionCompare,
  whySelectionEmit,
  whySelectionFill,
  whySelectionSeal,
  whySelectionSpill,
} from './selection.ts'
import { whyCrash, whyDone, whyDrop, whyKeptPage, whySetting, whyTally } from './turns.ts'

/** Why the last event happened as it did: a claim, then 40 to 70 words with the values of this moment. */
export function whyOf(moment: Moment<SortState>): Why {
  const { event, state } = moment
  if (event === undefined) return whyNothing(moment)
  const facts = factsOf(moment, event)
  if (state.stage === 'done') return whyDone(facts)
  switch (event.kind as SortEventKind) {
    case SortEvent.readPage:
      return whyRead(facts)
    case SortEvent.compare:
      return whyCompare(facts)
    case SortEvent.emit:
      return isMerging(facts) ? whyEmit(facts) : whySelectionEmit(facts)
    case SortEvent.spillPage:
      return isMerging(facts) ? whyMergedSpill(facts) : whyFormedSpill(facts)
    case SortEvent.writePage:
      return isMerging(facts) ? whyPageWritten(facts) : whyWriteFromMemory(facts)
    case SortEvent.sealRun:
      return isMerging(facts) ? whyMergedSeal(facts) : whyFormedSeal(facts)
    case SortEvent.tieRange:
      return whyTieRange(facts)
    case SortEvent.radixPass:
      return whyRadix(facts)
    case SortEvent.mergeStep:
      return whyMergeStep(facts)
    case SortEvent.combine:
      return whyCombine(facts)
    case SortEvent.drop:
      return whyDrop(facts)
    case SortEvent.tally:
      return whyTally(facts)
    case SortEvent.setting:
      return whySetting(facts)
    case SortEvent.crash:
      return whyCrash(facts)
    case SortEvent.keepPage:
      return whyKeptPage(facts)
    default:
      return unreachable(event.kind as never)
  }
}

function isMerging({ before }: Facts): boolean {
  return before.merge !== undefined
}

function isSelecting({ before, state }: Facts): boolean {
  return before.selection !== undefined || state.selection !== undefined
}

/** Replacement selection where its heap cannot be seen. */
function isPagedSelection({ isPaged, state }: Facts): boolean {
  return isPaged && state.formation === 'replacement-selection'
}

function whyRead(facts: Facts): Why {
  if (facts.event.a !== 0) return isBuilding(facts.before) ? whyFirstPages(facts) : whyRunPage(facts)
  if (isPagedSelection(facts)) return whyPagedSelectionFill(facts)
  return isSelecting(facts) ? whySelectionFill(facts) : whyFill(facts)
}

function whyFormedSpill(facts: Facts): Why {
  if (isPagedSelection(facts)) return whyPagedSelectionSpill(facts)
  return isSelecting(facts) ? whySelectionSpill(facts) : whySpill(facts)
}

function whyFormedSeal(facts: Facts): Why {
  if (isPagedSelection(facts)) return whyPagedSelectionSeal(facts)
  return isSelecting(facts) ? whySelectionSeal(facts) : whySeal(facts)
}

function whyCompare(facts: Facts): Why {
  const { context } = unpackComparison(facts.event.c)
  if (context === Comparison.mergeSort) return whySort(facts)
  if (!isMerging(facts)) return whySelectionCompare(facts)
  const building = isBuilding(facts.before) || isOfRebuilding(facts.moment)
  if (context !== Comparison.loserTree) return whyHeap(facts, building)
  return building ? whyTreeBuild(facts) : whyMatch(facts)
}
