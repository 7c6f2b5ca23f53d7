import { DeltaEvent, Outcome } from '../../engine/delta/events.ts'
import type { CommitPayload, DeletePayload, EndPayload } from '../../engine/delta/events.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { Landmark } from '../../player/lab.ts'
import { letterOf, whoOf } from './phases.ts'
import { timeText } from './outcome.ts'
import { fileName } from './read.ts'

/** The places of a log that somebody may look for by a name. */
export function landmarksOf(log: Log): readonly Landmark[] {
  const found: Landmark[] = []
  const visit = (kind: number, name: (seq: number) => Omit<Landmark, 'seq'> | undefined): void => {
    for (let n = 1; n <= log.count(kind, log.length); n++) {
      const seq = log.nth(kind, n) as number
      const landmark = name(seq)
      if (landmark !== undefined) found.push({ seq, ...landmark })
    }
  }
  visit(DeltaEvent.commit, (seq) => {
    const { b, a } = log.event(seq)
    const { operation } = log.payload(seq) as CommitPayload
    return { text: `version ${b}: ${operation}`, words: `commit ${letterOf(a)} v${b}` }
  })
  visit(DeltaEvent.checkpoint, (seq) => ({ text: `checkpoint ${log.event(seq).b}`, words: 'parquet replay' }))
  visit(DeltaEvent.lose, (seq) => {
    const { a, b } = log.event(seq)
    return { text: `${whoOf(a)} loses version ${b}`, words: 'taken collide conflict' }
  })
  visit(DeltaEvent.end, (seq) => {
    const { a, b } = log.event(seq)
    if (b !== Outcome.conflicted && b !== Outcome.failed) return undefined
    const { exception, code } = log.payload(seq) as EndPayload
    return {
      text: `${letterOf(a)} refused: ${exception ?? code ?? 'error'}`,
      words: `${code ?? ''} conflict exception`,
    }
  })
  visit(DeltaEvent.die, (seq) => ({ text: `${letterOf(log.event(seq).a)} dies`, words: 'crash' }))
  visit(DeltaEvent.wait, (seq) => ({ text: `${timeText(log.event(seq).b)} later`, words: 'clock time' }))
  visit(DeltaEvent.deleteFile, (seq) => {
    const { b } = log.event(seq)
    const { path, role } = log.payload(seq) as DeletePayload
    const name = b < 0 ? path.slice(path.lastIndexOf('/') + 1) : fileName(b)
    return { text: `${name} deleted`, words: role === 'log' ? 'log cleanup' : 'vacuum' }
  })
  return found.sort((a, b) => a.seq - b.seq)
}
