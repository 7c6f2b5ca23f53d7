import { formatPlural } from '../base/format.ts'
import { formatSoon } from '../ui/dates.ts'
import { layoutDays, type Reviews } from './reviews.ts'

export interface DayBarsProps {
  readonly reviews: Reviews
  /** Days from today on. */
  readonly length: number
  readonly now: Date
}

const BAR_WIDTH = 120

/** How many reviews come back on each of the days ahead; today holds what is overdue. */
export function DayBars({ reviews, length, now }: DayBarsProps) {
  const days = layoutDays(reviews, length)
  const most = Math.max(1, ...days.map(({ count }) => count))
  return (
    <table className="kv day-bars">
      <tbody>
        {days.map(({ day, count }) => (
          <tr key={day}>
            <th scope="row">{formatSoon(dayAfter(now, day), now)}</th>
            <td>
              <svg width={BAR_WIDTH} height="8" aria-hidden="true">
                <path d={`M0 4.5H${BAR_WIDTH}`} stroke="var(--line-2)" />
                <rect y="1" width={(count / most) * BAR_WIDTH} height="7" fill="var(--ink-2)" />
              </svg>
            </td>
            <td className="num" aria-label={formatPlural(count, 'review')}>
              {count}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function dayAfter(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days)
}
