import { useCallback, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { Grades } from '../practice/Grades.tsx'
import { GRADE_WORDS } from '../practice/grade-words.ts'
import type { OpenAnswer } from '../practice/open-answer.ts'
import type { ReviewRow } from '../practice/reviews.ts'
import '../practice/challenge.css'
import '../practice/reviews.css'
import type { AnsweredPrediction } from '../player/bench/actions.ts'
import { ReviewBench } from '../player/bench/ReviewBench.tsx'
import type { LabEntry } from '../player/lab.ts'
import { openReview, type OpenedReview, type ReviewCard } from '../player/review.ts'
import type { Session } from '../player/session.ts'
import { createSessionPorts } from '../player/session-ports.ts'
import type { ProgressEvent } from '../progress/events.ts'
import { previewDays, type ReviewGrade, type Schedules } from '../progress/schedule.ts'
import { Button } from '../ui/Button.tsx'
import { announce } from '../ui/LiveRegion.tsx'
import type { AppContext } from './context.ts'
import { loadLab } from './load-lab.ts'
import { summarizeCalls } from './predicted.ts'
import { labPath } from './routes.ts'
import { TopBar, type TopBarProps } from './TopBar.tsx'

export interface ReviewCardPageProps {
  readonly context: AppContext
  readonly entry: LabEntry
  readonly row: ReviewRow
  /** Names the answer in the log. */
  readonly attempt: string
  readonly seen: number
  /** What was locked in before the page was left. */
  readonly answer: OpenAnswer | undefined
  readonly schedules: Schedules
  readonly bar: Omit<TopBarProps, 'current' | 'lab'>
  readonly letterKeys: boolean
  /** "Review 2 of 7" */
  readonly heading: string
  readonly onAppend: (event: ProgressEvent) => void
  readonly onNext: () => void
}

type Opening = 'opening' | 'nowhere' | { readonly problem: string } | OpenedReview

const NOTE = `Your log keeps the answer and the grade that you give it, and both decide on which day it comes back.
  The moment is another one each time.`

/** One card of a lab: a moment of it, frozen, the question, the truth, and then how well it was known. */
export function ReviewCardPage(props: ReviewCardPageProps) {
  const { context, entry, row, seen, answer, bar, onNext } = props
  const [tries, setTries] = useState(0)
  const topic = row.item.kind === 'topic' ? row.item.topic : ''
  const opening = useReview(context, entry, { topic, seen, answer }, tries)
  const topBar = <TopBar {...bar} current={undefined} lab={{ title: row.title }} up="reviews" />
  if (typeof opening === 'object' && 'session' in opening) {
    return <CardOnBench {...props} {...opening} topBar={topBar} />
  }
  return (
    <>
      {topBar}
      {opening === 'opening' ? (
        <p className="page-wait" role="status">
          {`Looking for a moment of ${entry.title}`}
        </p>
      ) : (
        <main className="review-wait">
          <h1>{row.title}</h1>
          <p role="status">
            {opening === 'nowhere'
              ? `No run of ${entry.title} comes to a moment at which this can be asked.`
              : `The moment did not open: ${opening.problem}`}
          </p>
          <div className="review-wait-acts">
            {opening === 'nowhere' ? (
              <Button onPress={() => context.go(labPath(entry.id))}>Open the lab</Button>
            ) : (
              <Button onPress={() => setTries(tries + 1)}>Try again</Button>
            )}
            <Button onPress={onNext}>Skip</Button>
          </div>
        </main>
      )}
    </>
  )
}

interface Asked extends ReviewCard, Pick<ReviewCardPageProps, 'answer'> {}

/** Opens the card's moment, with what was answered; closes it when it is left. */
function useReview({ engine }: AppContext, entry: LabEntry, { topic, seen, answer }: Asked, tries: number): Opening {
  const [opening, setOpening] = useState<Opening>('opening')
  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort
    let opened: OpenedReview | undefined
    const open = async () => {
      const lab = await loadLab(entry)
      opened = await openReview(lab, createSessionPorts(engine), { topic, seen }, signal)
      if (signal.aborted) return opened?.session.close()
      if (opened !== undefined && answer !== undefined) lockAgain(opened.session, answer)
      setOpening(opened ?? 'nowhere')
    }
    setOpening('opening')
    open().catch((error: unknown) => {
      if (!signal.aborted) setOpening({ problem: error instanceof Error ? error.message : String(error) })
    })
    return () => {
      abort.abort()
      opened?.session.close()
    }
  }, [engine, entry, topic, seen, answer, tries])
  return opening
}

/** It is in the log already. */
function lockAgain({ predicting }: Session, { event, chosen }: OpenAnswer): void {
  predicting.choose(chosen)
  predicting.setConfidence(event.confidence)
  predicting.lockIn()
}

interface CardOnBenchProps extends ReviewCardPageProps, OpenedReview {
  readonly topBar: ReactNode
}

function CardOnBench(props: CardOnBenchProps) {
  const { context, entry, row, attempt, schedules, bar, letterKeys, heading, onAppend, onNext, session, run, topBar } =
    props
  const state = useSyncExternalStore(context.progress.subscribe, () => context.progress.state)
  const { name, item } = row
  const schedule = schedules.get(name)
  // Until the answer is in the log the card's last grade is of another day.
  const implied = schedule?.attempt === attempt ? schedule.lastGrade : undefined
  const days = useMemo(() => previewDays(schedules, item, attempt, new Date()), [schedules, item, attempt])
  const grade = useCallback(
    (given: ReviewGrade) => {
      onAppend({ type: 'review', item: name, grade: given, attempt })
      announce(`${GRADE_WORDS[given]}, in ${days[given]} days.`)
      onNext()
    },
    [onAppend, onNext, name, attempt, days],
  )
  const onPrediction = useCallback(
    (answered: AnsweredPrediction) => onAppend({ type: 'prediction', lab: entry.id, ...answered, attempt }),
    [onAppend, entry, attempt],
  )
  const onAccept = useCallback(() => {
    if (implied !== undefined) grade(implied)
  }, [grade, implied])
  const predictions = useMemo(() => summarizeCalls(state, entry.id), [state, entry])
  return (
    <ReviewBench
      {...{ session, topBar, predictions, onPrediction, onAccept }}
      runName={run.name}
      review={{
        heading,
        note: NOTE,
        onSkip: onNext,
        grades:
          implied === undefined ? undefined : (
            <section className="review-grades" aria-label="How well did you know it?">
              <h2 className="cap">How well did you know it? It comes back</h2>
              <Grades days={days} current={implied} letterKeys={letterKeys} onGrade={grade} />
              <div className="review-accept">
                <Button primary keys={['↵']} onPress={onAccept}>
                  {`Grade it ${GRADE_WORDS[implied]}`}
                </Button>
              </div>
            </section>
          ),
      }}
      singleLetterKeys={letterKeys}
      onPalette={bar.onFind}
      onKeys={bar.onKeys}
    />
  )
}
