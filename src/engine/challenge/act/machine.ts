/**
 * A system that is acted by hand, one step after the other: whoever does it chooses what happens next, and the machine
 * says whether the system would do that in this state. Every order that the system allows leads to the same end in the
 * same number of steps; a test walks through all of them. States are plain data and are never changed.
 */
export interface Machine<State> {
  readonly start: State
  /** What can be tried in a state, right or wrong; the same moves stay at the same places as far as possible. */
  readonly movesAt: (state: State) => readonly MoveGroup[]
  /** What comes of a move: the next state, or the mistake it is. */
  readonly take: (state: State, move: string) => Taken<State>
  readonly isDone: (state: State) => boolean
  readonly show: (state: State) => readonly Lane[]
  /** Every mistake that can be made, by its id, in a few words: "gives a record while a buffer is empty". */
  readonly mistakes: Readonly<Record<string, string>>
}

export interface MoveGroup {
  readonly label: string
  readonly moves: readonly Move[]
}

export interface Move {
  readonly id: string
  readonly text: string
}

/** `did` is the step in words, for the list of what happened: "R2 gives 8". */
export type Taken<State> =
  { readonly next: State; readonly did: string } | { readonly mistake: string; readonly why: string }

/** A row of the picture: "R2", its records as boxes. */
export interface Lane {
  readonly label: string
  /** A few words behind the boxes: "2 of 3 in memory". */
  readonly note?: string
  readonly cells: readonly Cell[]
}

export interface Cell {
  readonly text: string
  /** `later`: not there yet; `here`: in memory, or what the next step is about; `done`: over. */
  readonly tone: 'later' | 'here' | 'done'
  /** Set apart from the cell before it: a page, a partition or a batch begins. */
  readonly isFirst?: boolean
}

/** A step that the system does not take in this state. */
export function mistake(id: string, why: string): { readonly mistake: string; readonly why: string } {
  return { mistake: id, why }
}
