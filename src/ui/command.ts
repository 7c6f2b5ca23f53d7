/** Something the palette can do, and the keys sheet can list. */
export interface Command {
  /** Stable, unique: "player.fork". */
  readonly id: string
  /** A verb first: "Fork here". */
  readonly title: string
  readonly group: 'Labs' | 'Challenges' | 'Events' | 'Questions' | 'Commands' | 'Scenarios'
  /** What it stands under in a phone's menu; else under what the bar offers. */
  readonly part?: 'Questions and forks' | 'Marks' | 'Along the log' | 'Panels'
  /** As shown on the keys sheet: ["shift", "F"]. */
  readonly keys?: readonly string[]
  /** More words the palette finds it by. */
  readonly words?: string
  /** It is what the query names, and stands before all else. */
  readonly exact?: boolean
  /** What it needs that is not here; then it is offered behind all others. */
  readonly needs?: string
  /** Why it cannot be done now; then it is shown but not run. */
  readonly disabled?: string
  readonly run: () => void
}
