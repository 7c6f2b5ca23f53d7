import { Comparison, SortEvent, unpackComparison } from '../../engine/sort/events.ts'
import type { SortHeader, SortState } from '../../engine/sort/state.ts'
import type { TraceEvent } from '../../engine/trace/chunk.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { OperandValue } from '../../player/lab.ts'
import { tryMergeAt } from './history.ts'
import { shownOf } from './record.ts'

/** Names under which a record shows keys. */
const KEYS = ['key', 'incoming', 'last']

/**
 * What an event says under a name: what its record shows so, at any depth. A `run` is each that it reads, compares or
 * writes, a `key` each that it moves or compares, and the `pass` is that of the merge it belongs to.
 */
export function operandsOf(
  log: Log,
  seq: number,
  name: string,
  header: SortHeader,
  before: () => SortState,
): readonly OperandValue[] {
  const event = log.event(seq)
  switch (name) {
    case 'run':
      return runsOf(log, event, header, before).filter((run) => run > 0)
    case 'pass': {
      const pass = tryMergeAt(log, seq)?.pass
      return pass === undefined ? [] : [pass]
    }
    case 'key':
      return valuesOf(shownOf(event, header, before), KEYS).filter((key) => key !== '')
    default:
      return valuesOf(shownOf(event, header, before), [name])
  }
}

function runsOf(log: Log, event: TraceEvent, header: SortHeader, before: () => SortState): readonly number[] {
  const { kind, a, b, c, seq } = event
  switch (kind) {
    case SortEvent.readPage:
    case SortEvent.spillPage:
    case SortEvent.writePage:
    case SortEvent.sealRun:
    case SortEvent.drop:
      return [a]
    case SortEvent.emit:
      return [a, c]
    case SortEvent.combine:
      return [a]
    case SortEvent.mergeStep:
      return [...(tryMergeAt(log, seq)?.runs ?? []), c]
    case SortEvent.compare: {
      // The leaves of a tree are told by the log alone, those of a heap by what stands in it.
      if (unpackComparison(c).context !== Comparison.loserTree)
        return valuesOf(shownOf(event, header, before), ['run']).map(Number)
      const runs = tryMergeAt(log, seq)?.runs ?? []
      return [runs[a] ?? 0, runs[b] ?? 0]
    }
    default:
      return []
  }
}

/** Everything that is shown under one of the names; what is true or false as a text. */
function valuesOf(shown: Readonly<Record<string, unknown>>, names: readonly string[]): readonly OperandValue[] {
  return Object.entries(shown).flatMap(([name, value]): readonly OperandValue[] => {
    if (typeof value === 'object' && value !== null) return valuesOf(value as Readonly<Record<string, unknown>>, names)
    if (!names.includes(name)) return []
    if (typeof value === 'boolean') return [String(value)]
    return typeof value === 'number' || typeof value === 'string' ? [value] : []
  })
}
