import { memo, useEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { formatCount } from '../../base/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import type { Question } from '../lab.ts'
import type { Session } from '../session.ts'
import type { Confidence, Prediction } from '../session-state.ts'
import type { Actions } from './actions.ts'
import { Prose } from './Prose.tsx'
import { verdictOf } from './verdict.ts'
import { useSession } from './use-moment.ts'
import './predict.css'

interface PredictPanelProps {
  readonly session: Session
  readonly actions: Actions
  /** Where the question is one of a review. */
  readonly review?: ReviewParts | undefined
}

/** What a review says and does in place of the questions of a lab. */
export interface ReviewParts {
  /** "Review 2 of 7, next-winner". */
  readonly heading: string
  /** After the truth: how well it was known. */
  readonly grades: ReactNode
  /** Before it: what comes of the answer. */
  readonly note: string
  readonly onSkip: () => void
}

const CONFIDENCES = [
  { value: 'guess', text: 'guess' },
  { value: 'fairly', text: 'fairly' },
  { value: 'certain', text: 'certain' },
] as const

/** The story as a question: answers, how sure, and after the truth was played what was right and why. */
export const PredictPanel = memo(function PredictPanel({ session, actions, review }: PredictPanelProps) {
  const prediction = useSession(session, (state) => state.prediction)
  const asked = useSession(session, (state) => state.asked)
  const skipped = useSession(session, (state) => state.skipped)
  const told = useSession(session, ({ prediction: open, position }) =>
    open === undefined ? false : open.locked && position >= open.question.until,
  )
  const heading = useQuestionFocus(prediction?.question)
  if (prediction === undefined) return undefined
  return (
    <div className="predict" data-graded={(told && review !== undefined) || undefined}>
      <div className="predict-head">
        <p className="cap">{review?.heading ?? `Predict, question ${formatCount(asked)} in this session`}</p>
        {skipped > 0 && <p className="cap">{formatCount(skipped)} skipped</p>}
      </div>
      <h2 ref={heading} tabIndex={-1}>
        {prediction.question.text}
      </h2>
      <Answers session={session} actions={actions} prediction={prediction} told={told} />
      {!prediction.locked && <Certainty {...{ session, actions, prediction, review }} />}
      {prediction.locked && (told && review !== undefined ? review.grades : <Going {...{ actions, told, review }} />)}
      {/* Heard once there is a verdict; how it is marked is read when it is looked for. */}
      <div className="predict-told" role="status">
        {told && <Verdict prediction={prediction} />}
      </div>
      {!told && <HowMarked note={review?.note} />}
    </div>
  )
})

/**
 * Each new question takes the keyboard, so that it is heard and that no button answers the keys meant for it; when the
 * last one goes, whatever had the keyboard before has it again.
 */
function useQuestionFocus(question: Question | undefined): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.activeElement
    return () => {
      const isLost = document.activeElement === null || document.activeElement === document.body
      if (isLost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  useEffect(() => heading.current?.focus({ preventScroll: true }), [question])
  return heading
}

interface AnswersProps extends PredictPanelProps {
  readonly prediction: Prediction
  readonly told: boolean
}

function Answers({ session, actions, prediction, told }: AnswersProps) {
  const { question, chosen, locked } = prediction
  const list = useRef<HTMLDivElement>(null)
  const choose = (index: number): void => {
    session.predicting.choose(index)
    list.current?.querySelectorAll<HTMLElement>('[role=radio]')[index]?.focus()
  }
  const press = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (event.key === 'Enter') actions['lock-in']()
    else if (by !== 0 && !locked)
      choose((question.answers.length + (chosen ?? (by === 1 ? -1 : 0)) + by) % question.answers.length)
    else return
    event.preventDefault()
  }
  return (
    <div className="answers" role="radiogroup" aria-label={question.text} ref={list} onKeyDown={press}>
      {question.answers.map((answer, index) => (
        <button
          key={index}
          type="button"
          role="radio"
          aria-checked={index === chosen}
          aria-disabled={locked}
          className="answer"
          data-told={told ? (index === question.right ? 'right' : index === chosen ? 'wrong' : undefined) : undefined}
          tabIndex={index === (chosen ?? 0) ? 0 : -1}
          onClick={() => session.predicting.choose(index)}
        >
          <kbd>{index + 1}</kbd>
          <span>
            <b>{answer.text}</b>
            <small>{answer.note}</small>
          </span>
          {told && index === question.right && <em>{index === chosen ? 'your answer, right' : 'what happened'}</em>}
          {told && index === chosen && index !== question.right && <em>your answer</em>}
        </button>
      ))}
    </div>
  )
}

function Certainty({ session, actions, prediction, review }: PredictPanelProps & { readonly prediction: Prediction }) {
  const missing = prediction.chosen === undefined ? 'Choose an answer first: keys 1 to 4.' : undefined
  return (
    <>
      <p className="cap sure-title">How sure are you?</p>
      <Segmented<Confidence>
        label="How sure are you?"
        value={prediction.confidence}
        options={CONFIDENCES}
        onChange={(confidence) => session.predicting.setConfidence(confidence)}
      />
      <div className="predict-buttons">
        <Button primary keys={['↵']} disabled={missing} onPress={actions['lock-in']}>
          Lock it in
        </Button>
        <Button onPress={() => (review === undefined ? session.predicting.next() : review.onSkip())}>Skip</Button>
      </div>
    </>
  )
}

function Going({ actions, told, review }: Omit<PredictPanelProps, 'session'> & { readonly told: boolean }) {
  return (
    <div className="predict-buttons">
      {told ? (
        <Button primary keys={['↵']} onPress={actions['lock-in']}>
          Next question
        </Button>
      ) : (
        <Button primary keys={['→']} onPress={actions['step-on']}>
          Play the truth
        </Button>
      )}
      {review === undefined && (
        <Button keys={['P']} onPress={actions.predict}>
          Stop
        </Button>
      )}
    </div>
  )
}

function Verdict({ prediction }: { readonly prediction: Prediction }) {
  return (
    <section className="why land">
      <h2 className="cap">{verdictOf(prediction)}</h2> <Prose text={prediction.question.because} />
    </section>
  )
}

function HowMarked({ note }: { readonly note: string | undefined }) {
  return (
    <section className="why land">
      <h2 className="cap">How this is marked</h2>
      <p>
        The engine gives the answer: lock yours in, play the truth and watch.{' '}
        {note ??
          `Your log keeps whether you were right and how sure you were. Right and certain waits longest, wrong comes back
          tomorrow as a review.`}
      </p>
    </section>
  )
}
