import type { Lane, Machine, MoveGroup, Taken } from './machine.ts'

/** A machine as the page needs it, whatever its states are. */
export interface Play {
  /** Steps from the start to the end, mistakes left out. */
  readonly length: number
  /** Every mistake that can be made: in a few words, and why the system does not do it where it is met first. */
  readonly mistakes: readonly { readonly what: string; readonly why: string }[]
  /** What stands after these tries; a wrong one leaves the state as it was. Tries that nothing offers are passed over. */
  readonly after: (tries: readonly string[]) => PlayMoment
}

export interface PlayMoment {
  readonly lanes: readonly Lane[]
  readonly groups: readonly MoveGroup[]
  /** All tries in their order; `why` says why the system did not take the step. */
  readonly tries: readonly Try[]
  /** Steps that were taken. */
  readonly steps: number
  readonly isDone: boolean
}

export interface Try {
  readonly move: string
  /** What happened, or what was tried. */
  readonly text: string
  readonly why?: string
}

export function createPlay<State>(machine: Machine<State>): Play {
  return {
    length: countSteps(machine),
    mistakes: findMistakes(machine),
    after: (tries) => replay(machine, tries),
  }
}

/** Points out of 100: every step counts the same, and every wrong try is one step more. */
export function scorePlay(play: Play, steps: number, mistakes: number): number {
  return Math.round((100 * steps) / (play.length + mistakes))
}

/** Tries everything along two ways from the start to the end: the one of the last right steps, and that of the first. */
function findMistakes<State>(machine: Machine<State>): Play['mistakes'] {
  const reasons = new Map<string, string>()
  const look = (state: State): State | undefined => {
    let next: State | undefined
    if (machine.isDone(state)) return undefined
    for (const { moves } of machine.movesAt(state)) {
      for (const { id } of moves) {
        const taken = machine.take(state, id)
        if ('next' in taken) next = taken.next
        else if (!reasons.has(taken.mistake)) reasons.set(taken.mistake, taken.why)
      }
    }
    return next
  }
  for (let state: State | undefined = machine.start; state !== undefined;) state = look(state)
  for (let state: State | undefined = machine.start; state !== undefined;) {
    look(state)
    state = firstStep(machine, state)
  }
  return Object.entries(machine.mistakes).flatMap(([id, what]) => {
    const why = reasons.get(id)
    return why === undefined ? [] : [{ what, why }]
  })
}

function replay<State>(machine: Machine<State>, moves: readonly string[]): PlayMoment {
  let state = machine.start
  const tries: Try[] = []
  for (const move of moves) {
    const offered = offeredAt(machine, state, move)
    if (offered === undefined) continue
    const taken = machine.take(state, move)
    if ('next' in taken) state = taken.next
    tries.push('next' in taken ? { move, text: taken.did } : { move, text: offered, why: taken.why })
  }
  const steps = tries.filter(({ why }) => why === undefined).length
  const isDone = machine.isDone(state)
  return { lanes: machine.show(state), groups: isDone ? [] : machine.movesAt(state), tries, steps, isDone }
}

/** The words of a move that can be tried. */
function offeredAt<State>(machine: Machine<State>, state: State, move: string): string | undefined {
  if (machine.isDone(state)) return undefined
  for (const { label, moves } of machine.movesAt(state)) {
    const found = moves.find(({ id }) => id === move)
    if (found !== undefined) return `${label}: ${found.text}`
  }
  return undefined
}

/** All orders have the same length, so the first step that is right is as good as any. */
function countSteps<State>(machine: Machine<State>): number {
  let steps = 0
  for (let state = machine.start; !machine.isDone(state); steps++) {
    const next = firstStep(machine, state)
    if (next === undefined) throw new Error(`no step is right after ${steps}`)
    state = next
  }
  return steps
}

function firstStep<State>(machine: Machine<State>, state: State): State | undefined {
  if (machine.isDone(state)) return undefined
  for (const { moves } of machine.movesAt(state)) {
    for (const { id } of moves) {
      const taken: Taken<State> = machine.take(state, id)
      if ('next' in taken) return taken.next
    }
  }
  return undefined
}
