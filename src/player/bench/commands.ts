import type { Command } from '../../ui/command.ts'
import { KEY_BINDINGS, type ActionId } from '../keyboard.ts'
import type { Session } from '../session.ts'
import { createActions, type BenchCallbacks } from './actions.ts'
import type { BenchUi } from './bench-ui.ts'
import { panelsOf } from './panels.ts'

/** What the palette and a phone's menu offer of the bench; moves that are made by pressing a key again are left out. */
const OFFERED: readonly (readonly [action: ActionId, words?: string])[] = [
  ['predict'],
  ['fork'],
  ['compare'],
  ['switch'],
  ['bookmark'],
  ['break-kind'],
  ['slower', 'speed'],
  ['faster', 'speed'],
  ['mark-on'],
  ['mark-back'],
  ['zoom-all'],
  ['start', 'first event restart'],
  ['end', 'last event'],
  ['story'],
  ['inspector'],
]

/** Commands of the bench for a session; `ui` is the one that the bench was given. */
export function benchCommands(session: Session, ui: BenchUi, callbacks: BenchCallbacks = {}): Command[] {
  // There is one bench on a page; it is looked for when a panel is asked for.
  const actions = createActions(session, ui, callbacks, panelsOf({ current: document.body }))
  const moves = OFFERED.flatMap(([action, words = '']): Command[] => {
    const binding = KEY_BINDINGS.find((one) => one.action === action)
    if (binding === undefined) return []
    const { title, caps } = binding
    return [{ id: `bench.${action}`, title, keys: caps, group: 'Commands', words, run: () => void actions[action]() }]
  })
  return [
    ...moves,
    {
      id: 'bench.stop-at',
      title: 'Stop where an event says something',
      group: 'Commands',
      words: 'breakpoint condition key record',
      run: () => ui.setState({ popover: 'mark' }),
    },
    {
      id: 'bench.runs',
      title: 'List all runs and forks',
      group: 'Commands',
      words: 'branches tree delete',
      run: () => ui.setState({ popover: 'runs' }),
    },
  ]
}
