import { memo, useCallback, useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Session } from '../session.ts'
import { useKeyboard } from '../useKeyboard.ts'
import { usePlayback } from '../usePlayback.ts'
import { createActions, modeOf, type Actions, type BenchCallbacks } from './actions.ts'
import { createBenchUi, useBenchUi, type BenchUi, type PhoneTab } from './bench-ui.ts'
import './bench.css'
import './sentence.css'
import './transport.css'
import './popover.css'
import { InspectorRail } from './InspectorRail.tsx'
import { fetchPanels, Inspector, StoryPanel } from './later-panels.ts'
import {
  AnswerLine,
  CompareInspector,
  ComparePane,
  CompareSentence,
  CompareStory,
  ForkMenu,
  MarkForm,
  PredictInspector,
  PredictPanel,
  RunList,
  Voices,
} from './later-parts.ts'
import { fetchLaterParts } from './later.tsx'
import { LitLine } from './LitLine.tsx'
import { Notices } from './Notices.tsx'
import './story.css'
import './inspector.css'
import './loading.css'
import { panelsOf } from './panels.ts'
import { PhoneTabs } from './PhoneTabs.tsx'
import type { PredictionSummary } from './PredictInspector.tsx'
import { Sentence } from './Sentence.tsx'
import { StagePane } from './StagePane.tsx'
import { TimelinePane } from './TimelinePane.tsx'
import { Transport } from './Transport.tsx'
import { useLongPress } from './use-long-press.ts'
import { useSession } from './use-moment.ts'
import { useStageFocus } from './use-stage-focus.ts'
import { usePredictTab } from './use-predict-tab.ts'

export interface BenchProps extends BenchCallbacks {
  readonly session: Session
  readonly topBar: ReactNode
  /** Something that came with the page, told under the top bar. */
  readonly notice?: ReactNode
  /** Said under the sentence. */
  readonly sentenceHint?: string | undefined
  /** In place of the story, and of the inspector, with the name of what stands there. */
  readonly story?: ReactNode
  readonly inspector?: ReactNode
  readonly inspectorName?: string | undefined
  /** Under the story, on a phone: there it is a page of its own. */
  readonly underStory?: ReactNode
  /** How the learner's answers in this lab came out. */
  readonly predictions?: PredictionSummary | undefined
  readonly singleLetterKeys: boolean
  /** What is open; given by a page that opens things itself, from its palette for instance. */
  readonly ui?: BenchUi | undefined
}

/** The frame of every lab page: story, stage, inspector, and the timeline under all three. */
export function Bench(props: BenchProps) {
  const { session, onPrediction, onPalette, onKeys, onOpen } = props
  const [ownUi] = useState(createBenchUi)
  const ui = props.ui ?? ownUi
  const root = useRef<HTMLDivElement>(null)
  const [panels] = useState(() => panelsOf(root))
  const actions = useMemo(
    () => createActions(session, ui, { onPrediction, onPalette, onKeys, onOpen }, panels),
    [session, ui, panels, onPrediction, onPalette, onKeys, onOpen],
  )
  usePlayback(session)
  useBenchKeys(session, actions, props.singleLetterKeys)
  usePredictTab(session, ui, panels)
  useEffect(() => whenDrawn(session, () => void fetchLater(session)), [session])
  const mark = useCallback(() => void actions.bookmark(), [actions])
  const hold = useLongPress('.tl-plot', 'button, .tl-strip-hit', mark)
  return (
    <div className="bench" ref={root} {...hold}>
      <BenchGrid {...props} ui={ui} actions={actions} />
    </div>
  )
}

/** Calls `then` when the first run is written and the page has nothing else to do. Returns the way to end that. */
function whenDrawn(session: Session, then: () => void): () => void {
  const { core } = session
  let isOver = false
  const leave = core.store.subscribe(look)
  look()
  return end

  function look(): void {
    if (isOver || session.branch.end.type === 'writing') return
    end()
    core.ports.idle(then)
  }

  function end(): void {
    isOver = true
    leave()
  }
}

/** First the words and where they stand, which any key may call for; then what has keys of its own. */
async function fetchLater({ lab, core }: Session): Promise<void> {
  try {
    await Promise.all([lab.prepareWords?.(), fetchPanels()])
    core.refresh()
  } catch {
    core.set({ notice: 'A part of this page did not arrive. Reload it to get the words.' })
  }
  void fetchLaterParts()
  // Asked for again when a question is: no network is needed to go on without it.
  lab.prepareQuestions?.().catch(() => undefined)
}

function useBenchKeys(session: Session, actions: Actions, letters: boolean): void {
  const options = useMemo(
    () => ({
      mode: () => modeOf(session),
      act: (action: keyof Actions, isRepeat: boolean) =>
        (isRepeat && session.predicting.isHeldBack) || actions[action](),
    }),
    [session, actions],
  )
  useKeyboard({ letters, ...options })
}

interface BenchGridProps extends BenchProps {
  readonly ui: BenchUi
  readonly actions: Actions
}

function BenchGrid(props: BenchGridProps) {
  const { session, ui, actions, topBar, notice, sentenceHint, story, inspector, inspectorName, predictions } = props
  const tab = useBenchUi(ui, (state) => state.phoneTab)
  const inspectorOpen = useBenchUi(ui, (state) => state.inspectorOpen)
  const storyOpen = useBenchUi(ui, (state) => state.storyOpen)
  const comparing = useSession(session, (state) => state.comparison?.other)
  const predicting = useSession(session, (state) => state.prediction !== undefined)
  const locked = useSession(session, (state) => state.prediction?.locked === true)
  const ownStory = story !== undefined && comparing === undefined && !predicting
  const stage = useRef<HTMLElement>(null)
  const noteFocus = useStageFocus(stage, `${comparing} ${predicting}`)
  const id = useId()
  const panelOf = useCallback((tab: PhoneTab) => `${id}-${tab}`, [id])
  const gutter = useMemo(() => <Transport session={session} ui={ui} actions={actions} />, [session, ui, actions])
  return (
    <div
      className="bench-grid"
      data-tab={tab}
      data-inspector={inspectorOpen ? 'open' : undefined}
      data-story={storyOpen ? 'open' : undefined}
      data-comparing={comparing !== undefined || undefined}
      onFocus={noteFocus}
    >
      <div className="bench-top">
        {topBar}
        {notice}
      </div>
      <main className="bench-main" tabIndex={-1}>
        <PhoneTabs ui={ui} panelOf={panelOf} asideName={inspectorName} />
        <div className="sentence-cell" data-hint={sentenceHint !== undefined || undefined}>
          {comparing === undefined ? (
            <Sentence session={session} ui={ui} />
          ) : (
            <CompareSentence session={session} other={comparing} />
          )}
          {sentenceHint !== undefined && <p className="sentence-hint">{sentenceHint}</p>}
        </div>
        <div className="story-cell">
          <section className="bench-story" id={panelOf('story')} aria-label="Story" data-own={ownStory || undefined}>
            <StorySlot {...{ session, actions, story, comparing, predicting }} />
            {comparing === undefined && !predicting && props.underStory}
          </section>
        </div>
        <section className="bench-stage" id={panelOf('stage')} aria-label="Stage" tabIndex={-1} ref={stage}>
          {comparing === undefined ? (
            <StagePane session={session} />
          ) : (
            <ComparePane session={session} other={comparing} />
          )}
        </section>
        <InspectorRail session={session} ui={ui} name={inspectorName} />
        <div className="insp-cell">
          <section className="bench-insp" id={panelOf('state')} aria-label={inspectorName ?? 'Inspector'}>
            <InspectorSlot {...{ session, ui, inspector, comparing, predicting, predictions }} />
          </section>
        </div>
        {locked ? <AnswerLine {...{ session, ui, actions }} /> : <LitLine session={session} ui={ui} />}
        <TimelinePane session={session} gutter={gutter} />
      </main>
      <Voices session={session} />
      <Notices session={session} />
      <OpenPopover session={session} ui={ui} />
    </div>
  )
}

interface SlotProps {
  readonly session: Session
  readonly comparing: string | undefined
  readonly predicting: boolean
}

const StorySlot = memo(function StorySlot(props: SlotProps & { actions: Actions; story: ReactNode }) {
  const { session, actions, story, comparing, predicting } = props
  if (predicting) return <PredictPanel session={session} actions={actions} />
  if (comparing !== undefined) return <CompareStory session={session} other={comparing} />
  return story ?? <StoryPanel session={session} />
})

interface InspectorSlotProps extends SlotProps {
  readonly ui: BenchUi
  readonly inspector: ReactNode
  readonly predictions: PredictionSummary | undefined
}

const InspectorSlot = memo(function InspectorSlot(props: InspectorSlotProps) {
  const { session, ui, inspector, comparing, predicting, predictions } = props
  if (predicting) return <PredictInspector session={session} predictions={predictions} />
  if (comparing !== undefined) return <CompareInspector session={session} other={comparing} />
  if (inspector !== undefined) return <div className="insp-body">{inspector}</div>
  return <Inspector session={session} ui={ui} />
})

function OpenPopover({ session, ui }: { readonly session: Session; readonly ui: BenchUi }) {
  const popover = useBenchUi(ui, (state) => state.popover)
  switch (popover) {
    case 'fork':
      return <ForkMenu session={session} ui={ui} />
    case 'mark':
      return <MarkForm session={session} ui={ui} />
    case 'runs':
      return <RunList session={session} ui={ui} />
    case undefined:
      return undefined
  }
}
