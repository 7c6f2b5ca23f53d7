import { formatPlural } from '../base/format.ts'
import type { LabEntry } from '../player/lab.ts'
import type { Confidence } from '../progress/events.ts'
import type { ProgressState, Score } from '../progress/state.ts'
import { describeScore, layoutConfidence, layoutTopics } from './home-model.ts'

export interface HomeCallsProps {
  readonly state: ProgressState
  readonly labs: readonly LabEntry[]
}

const SURENESS: Readonly<Record<Confidence, string>> = {
  guess: 'A guess',
  fairly: 'Fairly sure',
  certain: 'Certain',
}

/** What was predicted, by topic and by how sure the learner was. */
export function HomeCalls({ state, labs }: HomeCallsProps) {
  const topics = layoutTopics(state, labs)
  if (topics.length === 0) {
    return (
      <section className="home-calls">
        <h2 className="cap">What you predicted</h2>
        <p className="i2">
          Nothing yet. In a lab, <kbd>P</kbd> hides what comes next and asks you for it.
        </p>
      </section>
    )
  }
  const calls = topics.reduce((sum, topic) => sum + topic.total, 0)
  return (
    <>
      <section className="home-calls">
        <h2 className="cap">
          <span>What you predicted, {formatPlural(calls, 'call')}</span>
          <span>right</span>
        </h2>
        <table className="kv home-scores">
          <tbody>
            {topics.map((topic) => (
              <tr key={`${topic.lab} ${topic.topic}`}>
                <th scope="row">
                  {topic.label}
                  <span>{topic.labTitle}</span>
                </th>
                <ShareCells score={topic} />
              </tr>
            ))}
          </tbody>
        </table>
        <p className="home-note">The weakest topic stands first.</p>
      </section>
      <section className="home-calls">
        <h2 className="cap">
          <span>How sure you were</span>
          <span>right</span>
        </h2>
        <table className="kv home-scores">
          <tbody>
            {layoutConfidence(state).map(({ confidence, score }) => (
              <tr key={confidence}>
                <th scope="row">{SURENESS[confidence]}</th>
                <ShareCells score={score} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

const BAR_WIDTH = 64

function ShareCells({ score }: { readonly score: Score }) {
  return (
    <>
      <td className="home-share">
        <svg width={BAR_WIDTH} height="8" aria-hidden="true">
          <path d={`M0 4.5H${BAR_WIDTH}`} stroke="var(--line-2)" />
          <rect y="1" width={(score.right / score.total) * BAR_WIDTH} height="7" fill="var(--ink-2)" />
        </svg>
      </td>
      <td className="num">{describeScore(score)}</td>
    </>
  )
}
