import { Comparison, SortEvent, unpackComparison } from '../../engine/sort/events.ts'
import type { SortHeader, SortState } from '../../engine/sort/state.ts'
import type { TraceEvent } from '../../engine/trace/chunk.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { OperandValue } from '../../player/lab.ts'
import { tryMergeAt } from './history.ts'
import { matchOf } from './match.ts'
import { leftOutOf, runName } from './names.ts'
import { keyValue, shownOf } from './record.ts'

/** Names that the record of a comparison has besides runs and keys, and no other record. */
const OF_COMPARISONS = ['node', 'level', 'slot', 'at', 'sides', 'winner', 'incoming', 'last', 'waits']

/**
 * What an event says under a name: what its record shows so, at any depth. A `run` is each that it reads, compares or
 * writes, a `file` the input, the output or a run by its name, a `key` each that it moves or compares, and the `pass` is
 * that of the merge it belongs to.
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
      return runsOf(log, event, before).filter((run) => run > 0)
    case 'file':
      return fileOf(event, before)
    case 'pass': {
      const pass = tryMergeAt(log, seq)?.pass
      return pass === undefined ? [] : [pass]
    }
    case 'key':
      return recordsOf(event, before)
        .map((record) => keyValue(header, record))
        .filter((key) => key !== '')
    default: {
      if (OF_COMPARISONS.includes(name) !== (event.kind === SortEvent.compare)) return []
      const { context, where } = unpackComparison(event.c)
      if (name === 'node') return context === Comparison.loserTree ? [where] : []
      if (name === 'level') return context === Comparison.mergeSort ? [where] : []
      return valuesOf(shownOf(event, header, before), name)
    }
  }
}

function runsOf(log: Log, event: TraceEvent, before: () => SortState): readonly number[] {
  const { kind, a, b, c, seq } = event
  switch (kind) {
    case SortEvent.readPage:
    case SortEvent.spillPage:
    case SortEvent.writePage:
    case SortEvent.keepPage:
    case SortEvent.sealRun:
    case SortEvent.combine:
      return [a]
    case SortEvent.drop:
      return [leftOutOf(before(), event) ?? 0]
    case SortEvent.emit:
      return [a, c]
    case SortEvent.mergeStep:
      return [...(tryMergeAt(log, seq)?.runs ?? []), c]
    case SortEvent.compare: {
      const { context } = unpackComparison(c)
      if (context === Comparison.mergeSort || context === Comparison.nextRun) return []
      if (context === Comparison.loserTree) {
        const runs = tryMergeAt(log, seq)?.runs ?? []
        return [runs[a] ?? 0, runs[b] ?? 0]
      }
      // What a place in a heap holds, the log alone does not tell.
      const match = matchOf(before(), event)
      return [match.a.run ?? 0, match.b.run ?? 0]
    }
    default:
      return []
  }
}

/** The file that an event reads, writes or leaves records out of: "R4" is a run. */
function fileOf(event: TraceEvent, before: () => SortState): readonly string[] {
  const { kind, a } = event
  switch (kind) {
    case SortEvent.readPage:
      return [a === 0 ? 'input' : runName(a)]
    case SortEvent.spillPage:
    case SortEvent.writePage:
      return [a === 0 ? 'output' : runName(a)]
    case SortEvent.drop: {
      const run = leftOutOf(before(), event)
      return run === undefined ? [] : [run === 0 ? 'output' : runName(run)]
    }
    case SortEvent.sealRun:
    case SortEvent.keepPage:
      return [runName(a)]
    default:
      return []
  }
}

function recordsOf(event: TraceEvent, before: () => SortState): readonly number[] {
  if (event.kind === SortEvent.emit || event.kind === SortEvent.combine) return [event.b]
  if (event.kind !== SortEvent.compare) return []
  if (unpackComparison(event.c).context === Comparison.nextRun) return [event.a, event.b]
  const { a, b } = matchOf(before(), event)
  return [a.record, b.record]
}

/** Everything that is shown under a name; what is true or false as a text. */
function valuesOf(shown: Readonly<Record<string, unknown>>, name: string): readonly OperandValue[] {
  return Object.entries(shown).flatMap(([own, value]): readonly OperandValue[] => {
    if (typeof value === 'object' && value !== null) return valuesOf(value as Readonly<Record<string, unknown>>, name)
    if (own !== name) return []
    if (typeof value === 'boolean') return [String(value)]
    return typeof value === 'number' || typeof value === 'string' ? [value] : []
  })
}
