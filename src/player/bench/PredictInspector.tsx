import { memo, useState } from 'react'
import type { Session } from '../session.ts'
import type { Confidence } from '../session-state.ts'
import { Changes, Recorded } from './EventTab.tsx'
import { Section } from './Section.tsx'
import { useTurnMoment } from './turns.ts'
import { useSession } from './use-moment.ts'
import './predict.css'

/** How the learner's answers came out. The page around the bench knows it. */
export interface PredictionSummary extends Readonly<Record<Confidence, PredictionScore>> {
  /** What was missed before, most often first: "Which page is read when a run dries up", "2 wrong". */
  readonly due: readonly { readonly label: string; readonly when: string }[]
}

export interface PredictionScore {
  readonly right: number
  readonly total: number
}

interface PredictInspectorProps {
  readonly session: Session
  readonly predictions: PredictionSummary | undefined
}

/** The inspector while predicting: what is known, what is hidden, and how earlier answers came out. */
export const PredictInspector = memo(function PredictInspector(props: PredictInspectorProps) {
  const { session } = props
  const moment = useTurnMoment(session, 'inspector')
  const hidden = useSession(session, ({ prediction, position }) =>
    prediction === undefined ? false : !prediction.locked || position < prediction.question.until,
  )
  const predictions = useTold(props)
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

/** The scores without the answer that is locked in and whose truth is not told yet: they would tell it. */
function useTold({ session, predictions }: PredictInspectorProps): PredictionSummary | undefined {
  const isAhead = useSession(session, () => session.predicting.truthAhead)
  const [told, setTold] = useState(predictions)
  if (!isAhead && told !== predictions) setTold(predictions)
  return told
}

const ROWS: readonly Confidence[] = ['certain', 'fairly', 'guess']

function Scores({ predictions }: { readonly predictions: PredictionSummary }) {
  const { due } = predictions
  return (
    <>
      <Section title="Derived: your predictions" aside="sure, and right">
        {ROWS.every((row) => predictions[row].total === 0) ? (
          <p className="quiet">None yet. Each answer is marked here.</p>
        ) : (
          <>
            {ROWS.map((row) => (
              <ScoreRow key={row} name={row} score={predictions[row]} />
            ))}
            <p className="score-legend">
              <i className="square right" /> right <i className="square wrong" /> wrong
            </p>
          </>
        )}
      </Section>
      {due.length > 0 && (
        <Section title="Missed before">
          <table className="kv">
            <tbody>
              {due.map(({ label, when }) => (
                <tr key={label}>
                  <td>{label}</td>
                  <td className="num">{when}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
    </>
  )
}

/** Squares that fit in the row; more answers are two bars, as long as there are right and wrong ones. */
const MOST_SQUARES = 16

function ScoreRow({ name, score }: { readonly name: string; readonly score: PredictionScore }) {
  const { right, total } = score
  const parts = [
    { verdict: 'right', count: right },
    { verdict: 'wrong', count: total - right },
  ].filter(({ count }) => count > 0)
  return (
    <div className="score-row">
      <span>{name}</span>
      <span className="squares" aria-hidden="true">
        {total > MOST_SQUARES
          ? parts.map(({ verdict, count }) => (
              <i key={verdict} className={`square bar ${verdict}`} style={{ flexGrow: count }} />
            ))
          : Array.from({ length: total }, (_, i) => (
              <i key={i} className={i < right ? 'square right' : 'square wrong'} />
            ))}
      </span>
      <span className="num">
        {right} of {total}
      </span>
    </div>
  )
}
