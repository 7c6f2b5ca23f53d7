import { Comparison, SortEvent, unpackComparison } from '../../engine/sort/events.ts'
import type { SortHeader } from '../../engine/sort/state.ts'
import type { TraceEvent } from '../../engine/trace/chunk.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { OperandValue } from '../../player/lab.ts'
import { tryMergeAt } from './history.ts'
import { keyOf } from './names.ts'

/**
 * What an event says under a name, told without its state: the runs it reads, compares or writes, its page, the keys of
 * the records that leave, join or wait, its node of the tree, and the merge pass it belongs to.
 */
export function operandsOf(log: Log, seq: number, name: string, header: SortHeader): readonly OperandValue[] {
  const event = log.event(seq)
  switch (name) {
    case 'run':
      return runsOf(log, event).filter((run) => run > 0)
    case 'page':
      return isPaged(event) ? [event.b] : []
    case 'key':
      return recordsOf(event)
        .map((record) => keyOf(header, record))
        .filter((key) => key !== '')
        .map((key) => (Number.isNaN(Number(key)) ? key : Number(key)))
    case 'pass': {
      const pass = tryMergeAt(log, seq)?.pass
      return pass === undefined ? [] : [pass]
    }
    case 'node': {
      const { context, where } = unpackComparison(event.c)
      return event.kind === SortEvent.compare && context === Comparison.loserTree ? [where] : []
    }
    default:
      return []
  }
}

function isPaged({ kind }: TraceEvent): boolean {
  return kind === SortEvent.readPage || kind === SortEvent.spillPage || kind === SortEvent.writePage
}

function runsOf(log: Log, event: TraceEvent): readonly number[] {
  const { kind, a, b, c, seq } = event
  switch (kind) {
    case SortEvent.readPage:
    case SortEvent.spillPage:
    case SortEvent.writePage:
    case SortEvent.sealRun:
    case SortEvent.drop:
      return [a]
    case SortEvent.emit:
    case SortEvent.combine:
      return [a, c]
    case SortEvent.mergeStep:
      return [...(tryMergeAt(log, seq)?.runs ?? []), c]
    case SortEvent.compare: {
      if (unpackComparison(c).context !== Comparison.loserTree) return []
      const runs = tryMergeAt(log, seq)?.runs ?? []
      return [runs[a] ?? 0, runs[b] ?? 0]
    }
    default:
      return []
  }
}

function recordsOf({ kind, a, b, c }: TraceEvent): readonly number[] {
  if (kind === SortEvent.emit) return [b]
  if (kind === SortEvent.combine) return [b, c]
  return kind === SortEvent.compare && unpackComparison(c).context === Comparison.nextRun ? [a, b] : []
}
