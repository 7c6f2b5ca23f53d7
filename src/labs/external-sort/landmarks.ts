import { formatCount } from '../../base/format.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { Landmark } from '../../player/lab.ts'

const found = new WeakMap<Log, { readonly length: number; readonly landmarks: readonly Landmark[] }>()

/** Places of a log that have a name: where runs are sealed and run empty, where a merge begins, where the process dies. */
export function landmarksOf(log: Log): readonly Landmark[] {
  const known = found.get(log)
  if (known?.length === log.length) return known.landmarks
  const reader = new LandmarkReader()
  log.visit(0, log.length, ({ kind, a, b, c, first }, lo, hi) => {
    for (let i = lo; i < hi; i++) {
      reader.read(first + i + 1, kind[i] as number, a[i] as number, b[i] as number, c[i] as number)
    }
  })
  found.set(log, { length: log.length, landmarks: reader.landmarks })
  return reader.landmarks
}

class LandmarkReader {
  readonly landmarks: Landmark[] = []
  readonly #records = new Map<number, number>()
  readonly #given = new Map<number, number>()
  #merges = 0

  read(seq: number, kind: number, a: number, b: number, c: number): void {
    switch (kind) {
      case SortEvent.sealRun:
        this.#records.set(a, b)
        this.#given.set(a, 0)
        return this.#add(seq, `R${a} sealed`, `run ${a} complete on disk spilled`)
      case SortEvent.keepPage:
        return b === 0 ? this.#add(seq, `R${a} kept`, `run ${a} of an earlier sort finished`) : undefined
      case SortEvent.emit:
      case SortEvent.combine:
        return this.#give(seq, a)
      case SortEvent.mergeStep:
        this.#merges++
        return this.#add(seq, `merge ${formatCount(this.#merges)} begins`, `step pass ${c === 0 ? 'output' : `R${c}`}`)
      case SortEvent.crash:
        // A merge that was cut off begins anew: its runs are whole again.
        this.#given.clear()
        return this.#add(seq, 'crash', 'process dies')
    }
  }

  /** A record leaves a run; the last one empties it. Run 0 is the input. */
  #give(seq: number, run: number): void {
    const records = this.#records.get(run)
    if (run === 0 || records === undefined) return
    const given = (this.#given.get(run) ?? 0) + 1
    this.#given.set(run, given)
    if (given === records) this.#add(seq, `R${run} empty`, `run ${run} runs dry exhausted`)
  }

  #add(seq: number, text: string, words: string): void {
    this.landmarks.push({ seq, text, words })
  }
}
