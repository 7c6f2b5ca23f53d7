import { useMemo } from 'react'
import { formatPlural } from '../base/format.ts'
import { CHALLENGES } from '../challenges/registry.ts'
import { LABS } from '../labs/registry.ts'
import { describeNone, foldTopicLabels, lateText, layoutReviews, minutesOf } from '../practice/reviews.ts'
import { useWindowKey } from '../practice/use-window-key.ts'
import type { ProgressRecord } from '../progress/record.ts'
import { foldSchedules } from '../progress/schedule.ts'
import { Button } from '../ui/Button.tsx'

export interface HomeDueProps {
  /** The learner's log up to the playhead. */
  readonly records: readonly ProgressRecord[]
  readonly now: Date
  /** Why nothing can be begun now, in a sentence: the page shows a day that is past. */
  readonly refusal: string | undefined
  readonly letterKeys: boolean
  readonly reviewsHref: string
  readonly onStart: () => void
}

/** As many as have room above the fold. */
const MOST_ROWS = 7

/** What is due on the home page, and the key that starts it. Nothing before there is anything that comes back. */
export function HomeDue({ records, now, refusal, letterKeys, reviewsHref, onStart }: HomeDueProps) {
  const day = now.toDateString()
  const reviews = useMemo(
    () =>
      layoutReviews(
        foldSchedules(records),
        foldTopicLabels(records),
        { labs: LABS, challenges: CHALLENGES },
        new Date(day),
      ),
    [records, day],
  )
  const { due, coming } = reviews
  useWindowKey((key) => {
    const starts = letterKeys && key.toLowerCase() === 'r' && due.length > 0 && refusal === undefined
    if (starts) onStart()
    return starts
  })
  if (due.length + coming.length === 0) return undefined
  if (due.length === 0) {
    return (
      <section className="home-due">
        <p className="i2">
          <a href={reviewsHref}>{describeNone(reviews, now)}</a>
        </p>
      </section>
    )
  }
  return (
    <section className="home-due" aria-labelledby="home-due-title">
      <h2 className="cap" id="home-due-title">
        {`${formatPlural(due.length, 'review')} due, about ${formatPlural(minutesOf(due), 'minute')}`}
      </h2>
      <ul>
        {due.slice(0, MOST_ROWS).map((row) => (
          <li key={row.name}>
            <span>
              {row.title} <small>{row.where}</small>
            </span>
            <span className="num">{lateText(row)}</span>
          </li>
        ))}
      </ul>
      <div className="home-due-start">
        <Button keys={['R']} onPress={onStart} disabled={refusal}>
          Start reviews
        </Button>
        {due.length > MOST_ROWS && <a href={reviewsHref}>{`and ${due.length - MOST_ROWS} more`}</a>}
      </div>
    </section>
  )
}
