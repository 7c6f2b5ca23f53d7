import type { KeyBuffer } from '../sort/key-layout.ts'
import type { MemoryBudget } from '../sort/memory-budget.ts'
import type { Block, RowReceiver, RowSource } from '../sort/ports.ts'
import { digestText } from '../sort/record-digest.ts'
import { sumDigests } from '../sort/seal-run.ts'
import { BlockDigest } from './block-digest.ts'
import type { FoundRuns } from './kept-runs.ts'

/**
 * Reads again what runs of an earlier sort were made of: they are of use only when the input still has the very records
 * that they hold, and reading goes on where it did. Leaves the source there. Yields the source's position in bytes at
 * page boundaries; returns whether all is as it was.
 */
export function* rereadPast(
  source: RowSource,
  { runs, position, isWhole }: FoundRuns,
  budget: MemoryBudget,
  pageBytes: number,
): Generator<number, boolean> {
  const records = runs.reduce((sum, run) => sum + run.records, 0)
  const check = new RecordCheck(records)
  source.open(budget, pageBytes)
  for (;;) {
    const end = source.readPage(check)
    yield source.positionBytes
    if (end === 'page') continue
    const isThere = isWhole ? end === 'end' : source.position() === position
    return isThere && check.records === records && check.digest === digestText(sumDigests(runs))
  }
}

/** Takes as many records as there were. */
class RecordCheck implements RowReceiver {
  records = 0
  readonly #digest = new BlockDigest()

  constructor(readonly most: number) {}

  get digest(): string {
    return digestText(this.#digest.sum())
  }

  add(_key: KeyBuffer, block: Block, start: number, end: number): boolean {
    if (this.records === this.most) return false
    this.records++
    this.#digest.add(block, start, end)
    return true
  }
}
