import type { Machine } from './machine.ts'

/** What a walk through every state of a machine finds. */
export interface Exploration {
  readonly states: number
  /** Lengths of all ways from the start to an end, each once. */
  readonly lengths: readonly number[]
  /** Ends that differ. */
  readonly ends: readonly string[]
  /** States that are no end and have no step. */
  readonly stuck: readonly string[]
  /** By id of the mistake: the reasons given for it somewhere. */
  readonly mistakes: ReadonlyMap<string, ReadonlySet<string>>
  readonly repeatedMoves: readonly string[]
}

/** Walks through all states that right steps lead to, level by level. Throws a RangeError beyond `most` states. */
export function exploreMachine<State>(machine: Machine<State>, most = 100_000): Exploration {
  const lengths = new Set<number>()
  const ends = new Set<string>()
  const stuck: string[] = []
  const mistakes = new Map<string, Set<string>>()
  const repeatedMoves: string[] = []
  let states = 0
  let level = new Map([[keyOf(machine.start), machine.start]])
  for (let steps = 0; level.size > 0; steps++) {
    const next = new Map<string, State>()
    for (const [key, state] of level) {
      if (++states > most) throw new RangeError(`more than ${most} states`)
      if (machine.isDone(state)) {
        lengths.add(steps)
        ends.add(key)
        continue
      }
      const ids = machine.movesAt(state).flatMap(({ moves }) => moves.map(({ id }) => id))
      if (new Set(ids).size < ids.length) repeatedMoves.push(key)
      const before = next.size
      let isStuck = true
      for (const id of ids) {
        const taken = machine.take(state, id)
        if ('next' in taken) {
          isStuck = false
          next.set(keyOf(taken.next), taken.next)
        } else {
          mistakes.set(taken.mistake, (mistakes.get(taken.mistake) ?? new Set()).add(taken.why))
        }
      }
      if (isStuck && next.size === before) stuck.push(key)
    }
    level = next
  }
  return { states, lengths: [...lengths], ends: [...ends], stuck, mistakes, repeatedMoves }
}

/** -Infinity and undefined have no place in JSON. */
function keyOf(state: unknown): string {
  return JSON.stringify(state, (_, value: unknown) =>
    value === -Infinity || value === undefined ? String(value) : value,
  )
}

/** The first step that is right in each state, from the start to the end. */
export function playFirst<State>(machine: Machine<State>): readonly string[] {
  const steps: string[] = []
  for (let state = machine.start; !machine.isDone(state);) {
    const ids = machine.movesAt(state).flatMap(({ moves }) => moves.map(({ id }) => id))
    const step = ids.find((id) => 'next' in machine.take(state, id))
    if (step === undefined) throw new Error(`no step is right after ${steps.join(', ')}`)
    const taken = machine.take(state, step)
    if ('next' in taken) state = taken.next
    steps.push(step)
  }
  return steps
}

/** The state that the first right steps end in. */
export function endOf<State>(machine: Machine<State>): State {
  return playFirst(machine).reduce((state, step) => {
    const taken = machine.take(state, step)
    return 'next' in taken ? taken.next : state
  }, machine.start)
}
