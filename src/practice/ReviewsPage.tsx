import type { ReactNode } from 'react'
import { formatPlural } from '../base/format.ts'
import { Button } from '../ui/Button.tsx'
import { formatShortDay, formatSoon } from '../ui/dates.ts'
import { DayBars } from './DayBars.tsx'
import { GRADE_WORDS } from './grade-words.ts'
import './practice.css'
import { describeNone, lateText, minutesOf, type ReviewRow, type Reviews } from './reviews.ts'
import './reviews.css'
import { useWindowKey } from './use-window-key.ts'

export interface ReviewsPageProps {
  readonly reviews: Reviews
  /** The learner's log is not read yet: nothing is claimed of what is due. */
  readonly isReading: boolean
  /** The time of the page: now, or the playhead's. */
  readonly now: Date
  readonly past: boolean
  readonly letterKeys: boolean
  readonly hrefOf: (row: ReviewRow) => string
  readonly onStart: () => void
  /** The learner's log as a timeline, at the foot of the page. */
  readonly timeline: ReactNode
}

const PAST = 'This page shows a moment that is past. The end of the line below is now.'
const DAYS_SHOWN = 14

/** What is due, what comes next and when: moments of labs and challenges, replayed from the log. */
export function ReviewsPage(props: ReviewsPageProps) {
  const { reviews, isReading, now, past, letterKeys, hrefOf, onStart, timeline } = props
  const { due, coming } = reviews
  const canStart = due.length > 0 && !past
  useWindowKey((key, target) => {
    const isKey = (letterKeys && key.toLowerCase() === 'r') || (key === 'Enter' && target === document.body)
    if (isKey && canStart) onStart()
    return isKey && canStart
  })
  return (
    <div className="practice">
      <div className="practice-columns">
        <section className="practice-story" aria-label="What is due">
          <div className="practice-words">
            <h1>Reviews</h1>
            <p className="i2" role="status">
              {isReading ? 'Reading your log.' : describeDue(reviews, now)}
            </p>
            {due.length > 0 && (
              <div className="reviews-start">
                <Button primary keys={['R']} onPress={onStart} disabled={past ? PAST : undefined}>
                  Start reviews
                </Button>
              </div>
            )}
          </div>
          <WhenItComes />
        </section>
        <main className="practice-stage reviews-stage">
          <ReviewTable title="Due now" rows={due} {...{ now, hrefOf }} />
          <ReviewTable title="Coming" rows={coming} {...{ now, hrefOf }} />
          {due.length + coming.length === 0 && !isReading && (
            <p className="reviews-none i2">{describeNone(reviews, now)}</p>
          )}
        </main>
        <aside className="practice-inspector" aria-label="The days ahead">
          <section className="practice-part">
            <h2 className="cap">
              <span>{`The next ${DAYS_SHOWN} days`}</span>
              <span>come back</span>
            </h2>
            <DayBars reviews={reviews} length={DAYS_SHOWN} now={now} />
          </section>
        </aside>
      </div>
      {timeline}
    </div>
  )
}

function describeDue(reviews: Reviews, now: Date): string {
  const { due } = reviews
  if (due.length === 0) return describeNone(reviews, now)
  return `${formatPlural(due.length, 'review')} due, about ${formatPlural(minutesOf(due), 'minute')}.`
}

function WhenItComes() {
  return (
    <section className="practice-land land">
      <h2 className="cap">When something comes back</h2>
      <p>
        On the day on which about nine in ten people still know it. A grade moves that day: again brings it back
        tomorrow, easy sends it furthest. Each time a lab is asked at another moment, so there is no answer to learn by
        heart.
      </p>
    </section>
  )
}

interface ReviewTableProps {
  readonly title: string
  readonly rows: readonly ReviewRow[]
  readonly now: Date
  readonly hrefOf: (row: ReviewRow) => string
}

function ReviewTable({ title, rows, now, hrefOf }: ReviewTableProps) {
  if (rows.length === 0) return undefined
  return (
    <table className="reviews-table">
      <caption className="cap">{`${title}, ${rows.length}`}</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col" className="reviews-where">
            Where
          </th>
          <th scope="col" className="reviews-last">
            Last
          </th>
          <th scope="col" className="reviews-grade">
            Grade
          </th>
          <th scope="col" className="reviews-wait">
            Interval
          </th>
          <th scope="col" className="reviews-due">
            Due
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">
              <a href={hrefOf(row)}>{row.title}</a>
            </th>
            <td className="reviews-where">{row.where}</td>
            <td className="reviews-last num">{formatShortDay(row.schedule.lastAt, now)}</td>
            <td className="reviews-grade">{GRADE_WORDS[row.schedule.lastGrade]}</td>
            <td className="reviews-wait num">{`${row.schedule.intervalDays} d`}</td>
            <td className={row.days < 0 ? 'reviews-due num late' : 'reviews-due num'}>
              {row.days < 0 ? `${lateText(row)} late` : formatSoon(row.schedule.due, now)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
