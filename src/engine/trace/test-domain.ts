import { Digest, mix } from '../../base/digest.ts'
import type { Rng } from '../../base/rng.ts'
import type { Fold } from './fold.ts'
import { Ledger } from './ledger.ts'
import { TraceWriter } from './writer.ts'
import type { TraceChunk } from './chunk.ts'

/** A small domain for the tests of the trace: a register that events set, add to and write down. */
export interface Register {
  value: number
  readonly written: Ledger
  length: number
  rolling: number
}

export const REGISTER_KINDS = 3

export const registerFold: Fold<Register> = {
  kinds: REGISTER_KINDS,
  start: () => ({ value: 0, written: new Ledger(), length: 0, rolling: 0 }),
  copy: (state) => ({ ...state }),
  own: (state) => ({ ...state, written: state.written.own(state.length) }),
  reduce: (draft, chunk, lo, hi) => {
    for (let i = lo; i < hi; i++) reduceRegister(draft, chunk, i)
  },
  sizeBytes: () => 24,
  digest: (state) => new Digest().int(state.value).int(state.length).int(state.rolling).hex(),
}

function reduceRegister(draft: Register, chunk: TraceChunk, i: number): void {
  const a = chunk.a[i] as number
  const kind = chunk.kind[i]
  if (kind === 0) draft.value = a
  else if (kind === 1) draft.value = (draft.value + a) | 0
  else {
    draft.written.set(draft.length++, draft.value)
    draft.rolling = mix(draft.rolling, draft.value)
  }
}

/** Random chunks of `events` events, continuing at `first`, cut at random places. */
export function randomChunks(rng: Rng, events: number): TraceChunk[] {
  const writer = new TraceWriter()
  const chunks: TraceChunk[] = []
  for (let i = 0; i < events; i++) {
    writer.advance(rng.nextBelow(3))
    writer.emit(rng.nextBelow(REGISTER_KINDS), rng.nextBelow(1000), 0, 0)
    if (rng.nextBelow(97) === 0) chunks.push(...writer.takeChunks())
  }
  return [...chunks, ...writer.takeChunks()]
}

/** What a state holds, in a form that can be compared. */
export function describeRegister(state: Register): unknown {
  return { value: state.value, written: [...state.written.slice(0, state.length)], rolling: state.rolling }
}
