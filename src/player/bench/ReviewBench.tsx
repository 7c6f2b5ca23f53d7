import { useCallback, useId, useMemo, useRef, useState, type ReactNode } from 'react'
import { formatCount } from '../../base/format.ts'
import type { Act } from '../lab.ts'
import type { Session } from '../session.ts'
import { useKeyboard } from '../useKeyboard.ts'
import { usePlayback } from '../usePlayback.ts'
import { createBenchUi, useBenchUi, type PhoneTab } from './bench-ui.ts'
import './bench.css'
import './sentence.css'
import './transport.css'
import './story.css'
import './inspector.css'
import './predict.css'
import './loading.css'
import { InspectorRail } from './InspectorRail.tsx'
import { Notices } from './Notices.tsx'
import { panelsOf } from './panels.ts'
import { PhoneTabs } from './PhoneTabs.tsx'
import { PredictInspector, type PredictionSummary } from './PredictInspector.tsx'
import { PredictPanel, type ReviewParts } from './PredictPanel.tsx'
import { createReviewActions, type ReviewCallbacks } from './review-actions.ts'
import { StagePane } from './StagePane.tsx'
import { TimelinePane } from './TimelinePane.tsx'
import { Transport } from './Transport.tsx'
import { useSession } from './use-moment.ts'
import { usePredictTab } from './use-predict-tab.ts'
import { Voices } from './Voices.tsx'

export interface ReviewBenchProps extends ReviewCallbacks {
  /** A session whose question is on the stage; see `Predicting.askReview`. */
  readonly session: Session
  readonly topBar: ReactNode
  /** What was done in the run that its parameters do not say: "merge with a binary heap". */
  readonly runName: string | undefined
  readonly review: ReviewParts
  readonly predictions: PredictionSummary | undefined
  readonly singleLetterKeys: boolean
}

/** A moment of a lab that is reviewed: the bench with nothing on it but the question, the picture and the log so far. */
export function ReviewBench(props: ReviewBenchProps) {
  const { session, topBar, runName, review, predictions, singleLetterKeys } = props
  const { onPrediction, onPalette, onKeys, onAccept } = props
  const [ui] = useState(createBenchUi)
  const root = useRef<HTMLDivElement>(null)
  const [panels] = useState(() => panelsOf(root))
  const actions = useMemo(
    () => createReviewActions(session, ui, { onPrediction, onPalette, onKeys, onAccept }, panels),
    [session, ui, panels, onPrediction, onPalette, onKeys, onAccept],
  )
  usePlayback(session)
  useKeyboard({
    letters: singleLetterKeys,
    ...useMemo(
      () => ({ mode: () => 'predict' as const, act: (action: keyof typeof actions) => actions[action]() }),
      [actions],
    ),
  })
  usePredictTab(session, ui, panels)
  const tab = useBenchUi(ui, (state) => state.phoneTab)
  const inspectorOpen = useBenchUi(ui, (state) => state.inspectorOpen)
  const storyOpen = useBenchUi(ui, (state) => state.storyOpen)
  const id = useId()
  const panelOf = useCallback((panel: PhoneTab) => `${id}-${panel}`, [id])
  const gutter = useMemo(() => <Transport plain {...{ session, ui, actions }} />, [session, ui, actions])
  return (
    <div className="bench" ref={root}>
      <div
        className="bench-grid"
        data-tab={tab}
        data-inspector={inspectorOpen ? 'open' : undefined}
        data-story={storyOpen ? 'open' : undefined}
      >
        <div className="bench-top">{topBar}</div>
        <main className="bench-main">
          <PhoneTabs ui={ui} panelOf={panelOf} />
          <div className="sentence-cell">
            <FrozenSentence session={session} runName={runName} />
          </div>
          <div className="story-cell">
            <section className="bench-story" id={panelOf('story')} aria-label="Story">
              <PredictPanel {...{ session, actions, review }} />
            </section>
          </div>
          <section className="bench-stage" id={panelOf('stage')} aria-label="Stage">
            <StagePane session={session} />
          </section>
          <InspectorRail session={session} ui={ui} name={undefined} />
          <div className="insp-cell">
            <section className="bench-insp" id={panelOf('state')} aria-label="Inspector">
              <PredictInspector session={session} predictions={predictions} />
            </section>
          </div>
          <TimelinePane session={session} gutter={gutter} />
        </main>
        <Voices session={session} />
        <Notices session={session} />
      </div>
    </div>
  )
}

interface FrozenSentenceProps {
  readonly session: Session
  readonly runName: string | undefined
}

/** The parameters in words; none can be changed. An act that is still to come is not told. */
export function FrozenSentence({ session, runName }: FrozenSentenceProps) {
  const { params, acts } = session.branch.spec
  const parts = useMemo(() => session.lab.sentence(params), [session, params])
  const first = useSession(session, ({ position }) => firstAct(acts, position))
  return (
    <p className="sentence">
      {parts.map((part, i) => {
        if (typeof part === 'string') return part
        // Without a value it is an offer, not a part of the run.
        return part.value === '' ? undefined : <b key={`${part.param}${i}`}>{part.text}</b>
      })}
      {first !== undefined && runName !== undefined && (
        <span className="sentence-act">
          From event {formatCount(first)} on: <b>{runName}</b>.
        </span>
      )}
    </p>
  )
}

function firstAct(acts: readonly Act[], position: number): number | undefined {
  const first = acts[0]?.at
  return first !== undefined && first <= position ? first : undefined
}
