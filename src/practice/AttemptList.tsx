import { useState } from 'react'
import { formatPlural } from '../base/format.ts'
import { SOLVED_SCORE } from '../progress/events.ts'
import { formatShortDay } from '../ui/dates.ts'
import './attempt-list.css'
import { formatClock } from './attempt-clock.ts'
import type { Attempt } from './attempts.ts'

export interface AttemptListProps {
  readonly attempts: readonly Attempt[]
  /** Of the one on the page. */
  readonly shown: string | undefined
  /** Why none can be opened now, in a sentence. */
  readonly refusal: string | undefined
  readonly now: Date
  readonly onOpen: (id: string) => void
}

/** Shown before all are asked for. */
const FEW = 10

/** The attempts that were handed in, the last one first; a press shows one as it was. */
export function AttemptList({ attempts, shown, refusal, now, onOpen }: AttemptListProps) {
  const [isWhole, setWhole] = useState(false)
  const done = attempts.filter(({ submitted }) => submitted !== undefined).toReversed()
  return (
    <section className="practice-part">
      <h2 className="cap">
        <span>Your attempts</span>
        {done.length > 0 && <span>points, time</span>}
      </h2>
      {done.length === 0 && <p className="i2">None has been handed in yet.</p>}
      {done.length > 0 && refusal !== undefined && <p className="i2">{refusal}</p>}
      {done.length > 0 && (
        <ol className="attempt-list">
          {done.slice(0, isWhole ? done.length : FEW).map((attempt) => (
            <li key={attempt.id}>
              <button
                type="button"
                aria-pressed={attempt.id === shown}
                aria-disabled={refusal === undefined ? undefined : true}
                onClick={() => refusal === undefined && onOpen(attempt.id)}
              >
                <Row attempt={attempt} now={now} />
              </button>
            </li>
          ))}
        </ol>
      )}
      {done.length > FEW && (
        <button type="button" className="attempt-more" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? `Only the last ${FEW}` : `All ${formatPlural(done.length, 'attempt')}`}
        </button>
      )}
    </section>
  )
}

function Row({ attempt, now }: { readonly attempt: Attempt; readonly now: Date }) {
  const { submitted, lastAt } = attempt
  const score = submitted?.score ?? 0
  return (
    <>
      <span className="num">{whenOf(lastAt, now)}</span>
      <span className={score >= SOLVED_SCORE ? 'good' : 'bad'}>{kindOf(attempt, score)}</span>
      <span className="num">{score}</span>
      <span className="num">{formatClock(submitted?.seconds ?? 0)}</span>
    </>
  )
}

/** "solved", and what made it easier. */
function kindOf({ isTimed, hints }: Attempt, score: number): string {
  const eased = [isTimed ? '' : 'no clock', hints.length === 0 ? '' : formatPlural(hints.length, 'hint')]
  return [score >= SOLVED_SCORE ? 'solved' : 'not solved', ...eased].filter((words) => words !== '').join(', ')
}

/** "17 Nov 09:05": several may be of one day. */
export function whenOf(at: number, now: Date): string {
  const date = new Date(at)
  const time = [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
  return `${formatShortDay(date, now)} ${time}`
}
