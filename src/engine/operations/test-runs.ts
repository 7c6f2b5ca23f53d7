import type { TraceChunk } from '../trace/chunk.ts'
import { Log } from '../trace/log.ts'
import { Replay } from '../trace/replay.ts'
import { TraceWriter } from '../trace/writer.ts'
import type { PreparedRun } from './operation.ts'

/** A run that is over, with what tests ask of it. */
export interface Ran {
  readonly log: Log
  readonly chunks: readonly TraceChunk[]
  readonly replay: Replay<unknown>
  readonly answer: unknown
}

/** Runs to the end, taking chunks after every `rhythm` steps. */
export async function runToEnd(prepared: PreparedRun, rhythm = 1): Promise<Ran> {
  const { fold } = prepared
  const trace = new TraceWriter()
  const log = new Log(fold.kinds)
  const chunks: TraceChunk[] = []
  const job = prepared.run(trace)
  for (let steps = 1; ; steps++) {
    const step = await job.next()
    if (step.done === true || steps % rhythm === 0) {
      for (const chunk of trace.takeChunks()) {
        log.append(chunk)
        chunks.push(chunk)
      }
    }
    if (step.done === true) return { log, chunks, replay: new Replay(log, fold), answer: step.value }
  }
}

/** The first `until` events as text, one on a line. */
export function eventsOf(log: Log, until = log.length): string {
  const lines: string[] = []
  for (let seq = 1; seq <= until; seq++) lines.push(JSON.stringify([log.event(seq), log.payload(seq)]))
  return lines.join('\n')
}

export function timesOf(log: Log): readonly number[] {
  return Array.from({ length: log.length }, (_, i) => log.event(i + 1).at)
}

export function digestAt({ replay }: Pick<Ran, 'replay'>, position: number): string {
  return replay.fold.digest(replay.stateAt(position))
}

/** The slow twin of a seek. */
export function digestFromZero({ replay, log }: Ran, position: number): string {
  const state = replay.fold.start()
  log.visit(0, position, (chunk, lo, hi) => replay.fold.reduce(state, chunk, lo, hi))
  return replay.fold.digest(state)
}
