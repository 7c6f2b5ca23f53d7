import { memo } from 'react'
import type { Session } from '../session.ts'
import type { Confidence } from '../session-state.ts'
import { Changes, Recorded } from './EventTab.tsx'
import { Section } from './Section.tsx'
import { useCalmMoment, useSession } from './use-moment.ts'

/** How the learner's answers came out. The page around the bench knows it. */
export interface PredictionSummary {
  /** One for each confidence, most certain first. */
  readonly calls: readonly PredictionCalls[]
  /** What was got wrong in this lab, most often first. */
  readonly missed: readonly { readonly topicLabel: string; readonly wrong: number }[]
}

export interface PredictionCalls {
  readonly confidence: Confidence
  readonly right: number
  readonly total: number
}

interface PredictInspectorProps {
  readonly session: Session
  readonly predictions: PredictionSummary | undefined
}

/** The inspector while predicting: what is known, what is hidden, and how earlier answers came out. */
export const PredictInspector = memo(function PredictInspector({ session, predictions }: PredictInspectorProps) {
  const moment = useCalmMoment(session)
  const hidden = useSession(session, ({ prediction, position }) =>
    prediction === undefined ? false : !prediction.locked || position < prediction.question.until,
  )
  if (moment === undefined) return undefined
  return (
    <div className="insp-body">
      <Recorded session={session} moment={moment} />
      {hidden ? (
        <>
          <Section title="Next event">
            <div className="hatch" role="img" aria-label="hidden until you answer" />
          </Section>
          <Section title="What it changes">
            <div className="hatch" role="img" aria-label="hidden until you answer" />
          </Section>
        </>
      ) : (
        <Section title="What it changes">
          <Changes lines={session.lab.changes(moment)} />
        </Section>
      )}
      {predictions !== undefined && <Scores predictions={predictions} />}
    </div>
  )
})

function Scores({ predictions }: { readonly predictions: PredictionSummary }) {
  const { calls, missed } = predictions
  return (
    <>
      <Section title="Derived: your predictions" aside="sure, and right">
        {calls.every(({ total }) => total === 0) ? (
          <p className="quiet">None yet. Each answer adds a square.</p>
        ) : (
          <>
            {calls.map((row) => (
              <ScoreRow key={row.confidence} calls={row} />
            ))}
            <p className="score-legend">
              <i className="square right" /> right <i className="square wrong" /> wrong
            </p>
          </>
        )}
      </Section>
      {missed.length > 0 && (
        <Section title="Missed before">
          <table className="kv">
            <tbody>
              {missed.map(({ topicLabel, wrong }) => (
                <tr key={topicLabel}>
                  <td>{topicLabel}</td>
                  <td className="num">{wrong} wrong</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
    </>
  )
}

/** Squares that fit in the row; of more answers each square stands for several. */
const MOST_SQUARES = 16

function ScoreRow({ calls }: { readonly calls: PredictionCalls }) {
  const { confidence, right, total } = calls
  const each = Math.max(1, Math.ceil(total / MOST_SQUARES))
  const squares = Math.ceil(total / each)
  const filled = Math.round(right / each)
  return (
    <div className="score-row">
      <span>{confidence}</span>
      <span className="squares" aria-hidden="true">
        {Array.from({ length: squares }, (_, i) => (
          <i key={i} className={i < filled ? 'square right' : 'square wrong'} />
        ))}
      </span>
      <span className="num">
        {right} of {total}
      </span>
    </div>
  )
}
