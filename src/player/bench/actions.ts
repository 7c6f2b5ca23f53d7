import { wholeWindow, zoomWindow } from '../../viz/timeline/window.ts'
import type { ActionId, KeyMode } from '../keyboard.ts'
import type { Session } from '../session.ts'
import type { Prediction } from '../session-state.ts'
import { closeOne, NO_PANELS, type BenchUi, type Panels } from './bench-ui.ts'

/** What the page around the bench does for it; a key without its callback is left to the browser. */
export interface BenchCallbacks {
  readonly onPrediction?: ((answered: AnsweredPrediction) => void) | undefined
  readonly onPalette?: (() => void) | undefined
  readonly onKeys?: (() => void) | undefined
  readonly onOpen?: (() => void) | undefined
}

/** An answer that was locked in, for the progress log. */
export interface AnsweredPrediction {
  readonly topic: string
  readonly topicLabel: string
  readonly right: boolean
  readonly confidence: Prediction['confidence']
  readonly position: number
  /** Which of the answers. */
  readonly chosen: number | undefined
}

/** What the bench can be asked to do. Each returns false when there was nothing to do. */
export type Actions = Readonly<Record<ActionId, () => boolean>>

const CLOSER = 0.5

export function modeOf(session: Session): KeyMode {
  const { prediction, comparison } = session.state
  if (prediction !== undefined) return 'predict'
  return comparison === undefined ? 'run' : 'compare'
}

export function createActions(
  session: Session,
  ui: BenchUi,
  callbacks: BenchCallbacks,
  panels: Panels = NO_PANELS,
): Actions {
  return {
    ...moveActions(session),
    ...branchActions(session, ui),
    ...viewActions(session, ui, panels),
    ...predictActions(session, callbacks),
    palette: () => call(callbacks.onPalette),
    keys: () => call(callbacks.onKeys),
    open: () => call(callbacks.onOpen),
    // Heard by the page around the bench, as on every other page.
    practice: () => false,
  }
}

type Part<Id extends ActionId> = Pick<Actions, Id>

type MoveAction =
  | 'play'
  | 'pause'
  | 'step-back'
  | 'step-on'
  | 'kind-back'
  | 'kind-on'
  | 'checkpoint-back'
  | 'checkpoint-on'
  | 'mark-back'
  | 'mark-on'
  | 'start'
  | 'end'
  | 'shuttle-back'
  | 'shuttle-on'
  | 'slower'
  | 'faster'

function moveActions(session: Session): Part<MoveAction> {
  return {
    play: done(() => session.togglePlay()),
    pause: done(() => session.pause()),
    'step-back': done(() => session.step(-1)),
    'step-on': done(() => session.step(1)),
    'kind-back': done(() => session.stepKind(-1)),
    'kind-on': done(() => session.stepKind(1)),
    'checkpoint-back': done(() => session.stepCheckpoint(-1)),
    'checkpoint-on': done(() => session.stepCheckpoint(1)),
    'mark-back': done(() => session.stepMark(-1)),
    'mark-on': done(() => session.stepMark(1)),
    start: done(() => session.seek(0)),
    end: done(() => session.toEnd()),
    'shuttle-back': done(() => session.shuttle(-1)),
    'shuttle-on': done(() => session.shuttle(1)),
    slower: done(() => session.changeSpeed(-1)),
    faster: done(() => session.changeSpeed(1)),
  }
}

type BranchAction = 'fork' | 'compare' | 'unlock' | 'switch' | 'delete-branch' | 'undo' | 'bookmark' | 'break-kind'

function branchActions(session: Session, ui: BenchUi): Part<BranchAction> {
  return {
    fork: done(() => {
      session.pause()
      ui.setState({ popover: 'fork' })
    }),
    compare: done(() => session.comparing.toggle()),
    unlock: done(() => {
      const lock = session.state.comparison?.lock
      if (lock !== undefined) session.comparing.setLock(lock === 'nothing' ? 'state' : 'nothing')
    }),
    switch: done(() => {
      if (session.state.comparison === undefined) session.branching.switchAround()
      else session.comparing.swap()
    }),
    'delete-branch': () => {
      if (session.branch.spec.parent === undefined) return false
      session.branching.deleteBranch(session.branch.id)
      return true
    },
    undo: () => {
      const isThere = session.state.undo !== undefined
      session.branching.undoDelete()
      return isThere
    },
    bookmark: done(() => {
      session.pause()
      ui.setState({ popover: 'mark' })
    }),
    'break-kind': () => {
      const { position, breakpoints } = session.state
      if (position === 0) {
        session.core.set({ notice: 'At event 0 there is no kind to stop at: step on first.' })
        return true
      }
      const { log } = session.branch
      const kind = log.kindOf(position)
      const set = breakpoints.find((breakpoint) => breakpoint.kind === kind && breakpoint.text === undefined)
      if (set !== undefined) {
        session.marking.removeMark(set.id)
        return true
      }
      session.marking.addBreakpoint(kind, undefined)
      // Its ring stands where it stops next; where that is nowhere, there is none to see. None is drawn where that is asked.
      if (session.predicting.hidesFuture) return true
      if (log.nth(kind, log.count(kind, position) + 1) === undefined) {
        const label = session.lab.kinds[kind]?.label ?? ''
        session.core.set({ notice: `Play stops at every ${label}; none comes after this one.` })
      }
      return true
    },
  }
}

type ViewAction = 'zoom-in' | 'zoom-out' | 'zoom-all' | 'inspector' | 'story' | 'escape'

function viewActions(session: Session, ui: BenchUi, panels: Panels): Part<ViewAction> {
  const zoom = (factor: number) => (): boolean => {
    const { window, position } = session.state
    session.marking.setWindow(zoomWindow(window, position, factor, session.core.extent()))
    return true
  }
  return {
    'zoom-in': zoom(CLOSER),
    'zoom-out': zoom(1 / CLOSER),
    'zoom-all': done(() => session.marking.setWindow(wholeWindow(session.core.extent()))),
    inspector: done(() => {
      if (panels.isDrawer('inspector')) ui.setState((state) => ({ inspectorOpen: !state.inspectorOpen }))
      else panels.focus('inspector')
      ui.setState({ phoneTab: 'state' })
    }),
    story: done(() => {
      if (panels.isDrawer('story')) ui.setState((state) => ({ storyOpen: !state.storyOpen }))
      else panels.focus('story')
      ui.setState({ phoneTab: 'story' })
    }),
    escape: () => closeOne(ui, panels) || leaveOne(session),
  }
}

/** Leaves, in this order, a search, a question, a comparison, a mark, playing. False when nothing is left. */
function leaveOne(session: Session): boolean {
  const { prediction, comparison, selected, direction, notice, looking } = session.state
  if (notice !== undefined) session.core.set({ notice: undefined })
  if (looking !== undefined) session.core.set({ looking: undefined })
  else if (prediction !== undefined) session.predicting.leave()
  else if (comparison !== undefined) session.comparing.end()
  else if (selected !== undefined) session.marking.select(undefined)
  else if (direction !== 0) session.pause()
  else return notice !== undefined
  return true
}

type PredictAction = 'predict' | 'answer-1' | 'answer-2' | 'answer-3' | 'answer-4' | 'lock-in'

function predictActions(session: Session, { onPrediction }: BenchCallbacks): Part<PredictAction> {
  const choose = (answer: number) => done(() => session.predicting.choose(answer))
  return {
    predict: done(() => session.predicting.toggle()),
    'answer-1': choose(0),
    'answer-2': choose(1),
    'answer-3': choose(2),
    'answer-4': choose(3),
    'lock-in': done(() => {
      const { prediction } = session.state
      if (prediction?.locked === true) {
        if (session.predicting.truthAhead) session.step(1)
        else session.predicting.next()
        return
      }
      const locked = session.predicting.lockIn()
      if (locked !== undefined) onPrediction?.(answered(locked))
    }),
  }
}

function answered({ question, chosen, confidence, position }: Prediction): AnsweredPrediction {
  const { topic, topicLabel, right } = question
  return { topic, topicLabel, right: chosen === right, confidence, position, chosen }
}

function done(act: () => void): () => boolean {
  return () => {
    act()
    return true
  }
}

function call(callback: (() => void) | undefined): boolean {
  callback?.()
  return callback !== undefined
}
