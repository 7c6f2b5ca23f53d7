import { settledFrom, type SealedState, type SortState } from './state.ts'

/** The part of the sort's fold that knows what need not be read again after a crash. */

const NONE: ReadonlySet<number> = new Set()

/** A run was formed and sealed: what has been read by then and is not in memory is settled, in runs or left out. */
export function rememberSeal(draft: SortState): void {
  const { header, selection, waiting, inputRead, kept, sealed } = draft
  if (header.detail === 'page') return
  const heap = selection?.heap.items.subarray(0, selection.heap.size) ?? []
  const unsettled = selection === undefined ? NONE : new Set([...heap, ...selection.incoming])
  draft.sealed = { runs: waiting.length, inputRead, unsettled, kept, before: sealed }
}

/** The process died and `survivors` runs stay: of the records from `covered` on, those that are settled are left out. */
export function keepSettled(draft: SortState, survivors: number, covered: number): void {
  let seal: SealedState | undefined = draft.sealed
  while (seal !== undefined && seal.runs !== survivors) seal = seal.before
  draft.sealed = seal
  draft.kept = settledFrom(covered, seal)
}
