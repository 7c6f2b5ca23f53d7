import type { ActionId } from '../keyboard.ts'
import type { Session } from '../session.ts'
import { createActions, type Actions, type BenchCallbacks } from './actions.ts'
import { closeOne, type BenchUi, type Panels } from './bench-ui.ts'

export interface ReviewCallbacks extends BenchCallbacks {
  /** Enter after the truth: the grade that is suggested. */
  readonly onAccept: () => void
}

/** What may be done to a moment that is reviewed: it is answered and looked at. Runs are neither changed nor left. */
const KEPT: ReadonlySet<ActionId> = new Set([
  'play',
  'pause',
  'step-back',
  'step-on',
  'kind-back',
  'kind-on',
  'checkpoint-back',
  'checkpoint-on',
  'start',
  'end',
  'slower',
  'faster',
  'zoom-in',
  'zoom-out',
  'zoom-all',
  'inspector',
  'story',
  'palette',
  'keys',
])

/** The actions of a bench on which a review is done; the keys of answers are left to the grades once the truth is known. */
export function createReviewActions(
  session: Session,
  ui: BenchUi,
  callbacks: ReviewCallbacks,
  panels: Panels,
): Actions {
  const all = createActions(session, ui, callbacks, panels)
  const open = (id: ActionId) => () => !isTold(session) && all[id]()
  const kept = Object.entries(all).map(([id, act]) => [id, KEPT.has(id as ActionId) ? act : nothing])
  return {
    ...(Object.fromEntries(kept) as Actions),
    'answer-1': open('answer-1'),
    'answer-2': open('answer-2'),
    'answer-3': open('answer-3'),
    'answer-4': open('answer-4'),
    'lock-in': () => {
      if (!isTold(session)) return all['lock-in']()
      callbacks.onAccept()
      return true
    },
    escape: () => {
      if (closeOne(ui, panels)) return true
      if (session.state.selected === undefined) return false
      session.marking.select(undefined)
      return true
    },
  }
}

/** The answer is locked in and its truth has been played. */
export function isTold({ state: { prediction, position } }: Session): boolean {
  return prediction?.locked === true && position >= prediction.question.until
}

function nothing(): boolean {
  return false
}
