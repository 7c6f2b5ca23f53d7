import type { Command } from '../../ui/command.ts'
import type { ActionId } from '../keyboard.ts'
import type { Session } from '../session.ts'
import { createActions, type BenchCallbacks } from './actions.ts'
import type { BenchUi } from './bench-ui.ts'
import { panelsOf } from './panels.ts'

interface Offered {
  readonly action: ActionId
  /** What it does, a verb first. */
  readonly title: string
  readonly part: NonNullable<Command['part']>
  /** As the keys sheet shows them: ["shift", "F"]. */
  readonly keys: readonly string[]
  /** Other words that it is found by. */
  readonly words?: string
}

const FORKS = 'Questions and forks'
const MARKS = 'Marks'
const LOG = 'Along the log'

/** What the palette and a phone's menu offer of the bench; moves that are made by pressing a key again are left out. */
const OFFERED: readonly Offered[] = [
  { action: 'predict', title: 'Predict from here', part: FORKS, keys: ['P'] },
  { action: 'fork', title: 'Fork here', part: FORKS, keys: ['F'] },
  { action: 'compare', title: 'Compare trunk and fork', part: FORKS, keys: ['shift', 'F'] },
  { action: 'switch', title: 'Switch between trunk and fork', part: FORKS, keys: ['X'] },
  { action: 'bookmark', title: 'Put a bookmark here', part: MARKS, keys: ['B'] },
  { action: 'break-kind', title: 'Stop at events of this kind', part: MARKS, keys: ['shift', 'B'] },
  { action: 'slower', title: 'Play slower', part: LOG, keys: ['['], words: 'speed' },
  { action: 'faster', title: 'Play faster', part: LOG, keys: [']'], words: 'speed' },
  { action: 'mark-on', title: 'On to the next bookmark or breakpoint', part: MARKS, keys: ['.'] },
  { action: 'mark-back', title: 'Back to the last bookmark or breakpoint', part: MARKS, keys: [','] },
  { action: 'zoom-all', title: 'Show the whole log', part: LOG, keys: ['0'] },
  { action: 'start', title: 'Go to the start of the log', part: LOG, keys: ['home'], words: 'first event restart' },
  { action: 'end', title: 'Go to the end of the log', part: LOG, keys: ['end'], words: 'last event' },
  { action: 'story', title: 'Open the story', part: 'Panels', keys: ['S'] },
  { action: 'inspector', title: 'Open the inspector', part: 'Panels', keys: ['I'] },
]

/** Commands of the bench for a session; `ui` is the one that the bench was given. */
export function benchCommands(session: Session, ui: BenchUi, callbacks: BenchCallbacks = {}): Command[] {
  // There is one bench on a page; it is looked for when a panel is asked for.
  const actions = createActions(session, ui, callbacks, panelsOf({ current: document.body }))
  const moves = OFFERED.map(({ action, title, part, keys, words = '' }): Command => ({
    id: `bench.${action}`,
    title,
    part,
    keys,
    group: 'Commands',
    words,
    run: () => void actions[action](),
  }))
  return [
    ...moves,
    {
      id: 'bench.stop-at',
      title: 'Stop where an event says something',
      part: MARKS,
      group: 'Commands',
      words: 'breakpoint condition key record',
      run: () => ui.setState({ popover: 'mark' }),
    },
    {
      id: 'bench.runs',
      title: 'List all runs and forks',
      part: FORKS,
      group: 'Commands',
      words: 'branches tree delete',
      run: () => ui.setState({ popover: 'runs' }),
    },
  ]
}
