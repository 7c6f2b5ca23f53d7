import { isCount, isFields } from './check.ts'
import type { Confidence, PositionEvent, PredictionEvent, ProgressEvent, SettingValue } from './events.ts'
import { shownTime, type ProgressRecord } from './record.ts'

/** Raised whenever an event type, `reduceProgress` or the form of the state changes; checkpoints of another version are not read. */
export const PROGRESS_SCHEMA = 4

export interface Score {
  readonly right: number
  readonly total: number
}

/** Where the learner stood in a lab, and when. */
export interface Place extends Omit<PositionEvent, 'type' | 'lab'> {
  readonly at: string
}

export interface LabProgress {
  readonly opened: number
  /** When it was last on the screen. */
  readonly openedAt: string
  readonly place: Place | undefined
  readonly predicted: Score
  /** The last bookmark set. */
  readonly bookmark: { readonly branchHash: string; readonly position: number; readonly label: string } | undefined
  /** The runs and marks of the last time, as `BenchEvent` has them. */
  readonly bench: string | undefined
}

export interface TopicProgress extends Score {
  readonly lab: string
  readonly topic: string
  readonly label: string
  /** The last call in the topic. */
  readonly at: string
}

/** What the log folds to. Never changed once made. */
export interface ProgressState {
  /** Records folded, those that could not be read among them: the position in the log. */
  readonly events: number
  /** Records of a newer version, or damaged; kept in the log, without effect here. */
  readonly unread: number
  readonly lastAt: string
  readonly visits: number
  /** By lab. */
  readonly labs: ReadonlyMap<string, LabProgress>
  /** The lab that was used last. */
  readonly lastLab: string | undefined
  /** By lab and topic. */
  readonly topics: ReadonlyMap<string, TopicProgress>
  readonly confidence: Readonly<Record<Confidence, Score>>
  readonly dataRuns: number
  /** Something was done at a challenge. */
  readonly hasPractised: boolean
  /** Keys that this version does not know are kept. */
  readonly settings: ReadonlyMap<string, SettingValue>
}

const NO_SCORE: Score = { right: 0, total: 0 }

export const initialProgress: ProgressState = {
  events: 0,
  unread: 0,
  lastAt: '',
  visits: 0,
  labs: new Map(),
  lastLab: undefined,
  topics: new Map(),
  confidence: { guess: NO_SCORE, fairly: NO_SCORE, certain: NO_SCORE },
  dataRuns: 0,
  hasPractised: false,
  settings: new Map(),
}

/** The state after one more record. */
export function reduceProgress(state: ProgressState, record: ProgressRecord): ProgressState {
  const next = {
    ...state,
    events: state.events + 1,
    lastAt: record.at > state.lastAt ? record.at : state.lastAt,
  }
  if (record.event === undefined) return { ...next, unread: state.unread + 1 }
  return reduceEvent(next, record.event, shownTime(record))
}

/** True until something was done in a lab or at a challenge: the first visit's page is shown. */
export function isFirstVisit(state: ProgressState): boolean {
  return state.labs.size === 0 && !state.hasPractised
}

/** True for what `readCheckpoint` may hand on as a state; guards against a damaged database. */
export function isProgressState(value: unknown): value is ProgressState {
  if (!isFields(value)) return false
  const { events, labs, topics, settings, confidence } = value
  return (
    isCount(events) && labs instanceof Map && topics instanceof Map && settings instanceof Map && isFields(confidence)
  )
}

function reduceEvent(state: ProgressState, event: ProgressEvent, at: string): ProgressState {
  switch (event.type) {
    case 'visit':
      return { ...state, visits: state.visits + 1 }
    case 'lab-opened':
      return changeLab(state, event.lab, at, (lab) => ({ opened: lab.opened + 1 }))
    case 'position': {
      const { branchHash, position, length, phase, params, acts, isLook } = event
      return changeLab(state, event.lab, at, () => ({
        place: { branchHash, position, length, phase, params, acts, at, ...(isLook === true && { isLook }) },
      }))
    }
    case 'prediction':
      return reducePrediction(state, event, at)
    case 'bookmark': {
      const { branchHash, position, label } = event
      return changeLab(state, event.lab, at, () => ({ bookmark: { branchHash, position, label } }))
    }
    case 'bench':
      return changeLab(state, event.lab, at, () => ({ bench: event.moment }))
    case 'setting':
      return { ...state, settings: new Map(state.settings).set(event.key, event.value) }
    case 'data-run':
      return { ...changeLab(state, event.lab, at, () => ({})), dataRuns: state.dataRuns + 1 }
    // What came of attempts and reviews is folded where it is shown: they are many, and no other page needs it.
    case 'attempt-started':
    case 'attempt-edited':
    case 'attempt-hint':
    case 'attempt-paused':
    case 'attempt-ran':
    case 'attempt-returned':
    case 'attempt-submitted':
      return state.hasPractised ? state : { ...state, hasPractised: true }
    case 'review':
      return state
  }
}

function reducePrediction(state: ProgressState, event: PredictionEvent, at: string): ProgressState {
  const { lab, topic, topicLabel, right, confidence, attempt } = event
  const key = JSON.stringify([lab, topic])
  const score = addCall(state.topics.get(key) ?? NO_SCORE, right)
  const inLab = changeLab(state, lab, at, ({ predicted }) => ({ predicted: addCall(predicted, right) }))
  return {
    ...inLab,
    // A review is no stay in a lab: where the learner stopped is elsewhere.
    lastLab: attempt === undefined ? inLab.lastLab : state.lastLab,
    topics: new Map(state.topics).set(key, { ...score, lab, topic, label: topicLabel, at }),
    confidence: { ...state.confidence, [confidence]: addCall(state.confidence[confidence], right) },
  }
}

function addCall(score: Score, right: boolean): Score {
  return { right: score.right + (right ? 1 : 0), total: score.total + 1 }
}

function changeLab(
  state: ProgressState,
  id: string,
  at: string,
  change: (lab: LabProgress) => Partial<LabProgress>,
): ProgressState {
  const before = state.labs.get(id) ?? {
    opened: 0,
    openedAt: at,
    place: undefined,
    predicted: NO_SCORE,
    bookmark: undefined,
    bench: undefined,
  }
  const lab = { ...before, openedAt: at, ...change(before) }
  return { ...state, labs: new Map(state.labs).set(id, lab), lastLab: id }
}
