import { formatDuration } from '../base/format.ts'
import { SOLVED_SCORE } from '../progress/events.ts'
import { formatShortDay } from '../ui/dates.ts'
import { KIND_WORDS, LEVEL_WORDS, type CatalogueRow } from './catalogue-model.ts'
import type { Result } from './results.ts'
import { TOPICS } from './types.ts'

export interface SelectedChallengeProps {
  readonly row: CatalogueRow | undefined
  readonly now: Date
}

/** What is known of the challenge under the pointer or the focus. */
export function SelectedChallenge({ row, now }: SelectedChallengeProps) {
  if (row === undefined) {
    return (
      <section className="practice-part">
        <p className="i2">Nothing fits this filter. A key at the left takes a part of it away.</p>
      </section>
    )
  }
  const { entry, results, schedule } = row
  const last = results.results.at(-1)
  return (
    <>
      <section className="practice-part">
        <h2 className="cap selected-head">
          <span className="num">{entry.id.toUpperCase()}</span>
          <span>{`${KIND_WORDS[entry.kind]}, ${LEVEL_WORDS[entry.level]}, ${entry.minutes} min`}</span>
        </h2>
        <p className="selected-title">{entry.title}</p>
        <p className="i2">{TOPICS[entry.topic]}</p>
      </section>
      <section className="practice-part">
        <h2 className="cap">
          <span>
            {results.results.length === 0 ? 'Your attempts' : `Your ${countOf(results.results)}, replayed from the log`}
          </span>
          <span>points</span>
        </h2>
        {results.results.length === 0 ? (
          <p className="i2">{results.isOpen ? 'Begun, and not handed in yet.' : 'None yet.'}</p>
        ) : (
          <ScorePlot results={results.results} now={now} />
        )}
      </section>
      {schedule !== undefined && last !== undefined && (
        <section className="practice-part">
          <h2 className="cap">Why it is due</h2>
          <table className="kv">
            <tbody>
              <Fact name="Last tried" value={formatShortDay(schedule.lastAt, now)} />
              <Fact name="Interval then" value={`${schedule.intervalDays} d`} />
              <Fact name="Due" value={formatShortDay(schedule.due, now)} />
              <Fact name="Best, last" value={`${results.best ?? 0}, ${last.score}`} />
              <Fact name="Time, last" value={formatDuration(last.seconds)} />
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="num">{value}</td>
    </tr>
  )
}

function countOf(results: readonly Result[]): string {
  return results.length === 1 ? 'attempt' : `${results.length} attempts`
}

const WIDTH = 300
const HEIGHT = 56
const PAD = 6

/** Scores against time, the last at the right; solved ones are filled. */
function ScorePlot({ results, now }: { readonly results: readonly Result[]; readonly now: Date }) {
  const first = results[0]?.at.getTime() ?? 0
  const span = Math.max(1, now.getTime() - first)
  const points = results.map(({ at, score }) => ({
    x: PAD + ((at.getTime() - first) / span) * (WIDTH - 2 * PAD),
    y: HEIGHT - PAD - (score / 100) * (HEIGHT - 2 * PAD),
    score,
  }))
  const line = HEIGHT - PAD - (SOLVED_SCORE / 100) * (HEIGHT - 2 * PAD)
  const words = results.map(({ score, at }) => `${score} on ${formatShortDay(at, now)}`).join(', ')
  return (
    <figure className="score-plot">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`Scores: ${words}`}>
        <path d={`M0 ${line}H${WIDTH}`} stroke="var(--line-2)" strokeDasharray="2 3" />
        <path d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} stroke="var(--line)" />
        <path d={`M${points.map(({ x, y }) => `${x} ${y}`).join('L')}`} fill="none" stroke="var(--ink-3)" />
        {points.map(({ x, y, score }, i) => (
          <circle
            key={i}
            cx={x}
            cy={y}
            r="3.5"
            fill={score >= SOLVED_SCORE ? 'var(--ink)' : 'var(--paper-2)'}
            stroke="var(--ink)"
          />
        ))}
      </svg>
      <figcaption className="num">
        <span>{formatShortDay(new Date(first), now)}</span>
        <span>{`line: ${SOLVED_SCORE}, solved`}</span>
        <span>{formatShortDay(now, now)}</span>
      </figcaption>
    </figure>
  )
}
