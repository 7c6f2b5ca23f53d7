import type { ProgressRecord } from '../progress/record.ts'
import type { Schedule, Schedules } from '../progress/schedule.ts'
import { itemName, tryItem, type ScheduleItem } from '../progress/schedule-item.ts'
import { daysUntil, formatUntil } from '../ui/dates.ts'
import { TOPICS, type ChallengeEntry } from './types.ts'

/** A moment of a lab takes about so long: a look, an answer, a grade. */
const MOMENT_MINUTES = 1

/** Something that comes back: a topic of a lab, or a challenge. */
export interface ReviewRow {
  /** As review events name it. */
  readonly name: string
  readonly item: ScheduleItem
  readonly schedule: Schedule
  /** "Which run gives the next record" */
  readonly title: string
  /** "External sort" */
  readonly where: string
  readonly minutes: number
  /** Calendar days until it is due; 0 and less where it is. */
  readonly days: number
}

export interface Reviews {
  /** The longest overdue first. */
  readonly due: readonly ReviewRow[]
  /** The soonest first. */
  readonly coming: readonly ReviewRow[]
}

/** What there is to be asked about. */
export interface ReviewSources {
  readonly labs: readonly { readonly id: string; readonly title: string }[]
  readonly challenges: readonly Pick<ChallengeEntry, 'id' | 'title' | 'topic' | 'minutes'>[]
}

/** It is due on the calendar day of `now`, or was before. */
export function isDue({ due }: Pick<Schedule, 'due'>, now: Date): boolean {
  return daysUntil(due, now) <= 0
}

/** What is due and what comes next; without what no longer exists. `labels` has the names of topics. */
export function layoutReviews(
  schedules: Schedules,
  labels: ReadonlyMap<string, string>,
  { labs, challenges }: ReviewSources,
  now: Date,
): Reviews {
  const titles = new Map(labs.map(({ id, title }) => [id, title]))
  const entries = new Map(challenges.map((entry) => [entry.id, entry]))
  const rows: ReviewRow[] = []
  for (const [name, schedule] of schedules) {
    const item = tryItem(name)
    const words = item === undefined ? undefined : wordsOf(item)
    if (item === undefined || words === undefined) continue
    rows.push({ name, item, schedule, ...words, days: daysUntil(schedule.due, now) })
  }
  rows.sort((a, b) => a.schedule.due.getTime() - b.schedule.due.getTime() || (a.name < b.name ? -1 : 1))
  return { due: rows.filter(({ days }) => days <= 0), coming: rows.filter(({ days }) => days > 0) }

  function wordsOf(item: ScheduleItem): Pick<ReviewRow, 'title' | 'where' | 'minutes'> | undefined {
    if (item.kind === 'topic') {
      const where = titles.get(item.lab)
      const title = labels.get(itemName(item)) ?? item.topic
      return where === undefined ? undefined : { title, where, minutes: MOMENT_MINUTES }
    }
    const entry = entries.get(item.challenge)
    return entry && { title: entry.title, where: TOPICS[entry.topic], minutes: entry.minutes }
  }
}

/** The topics of labs as the last prediction of each calls them, by item name. */
export function foldTopicLabels(records: readonly ProgressRecord[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>()
  for (const { event } of records) {
    if (event?.type !== 'prediction') continue
    labels.set(itemName({ kind: 'topic', lab: event.lab, topic: event.topic }), event.topicLabel)
  }
  return labels
}

export function minutesOf(rows: readonly ReviewRow[]): number {
  return rows.reduce((sum, { minutes }) => sum + minutes, 0)
}

/** In place of a list of what is due: "No reviews due until Sunday." */
export function describeNone({ coming }: Reviews, now: Date): string {
  const [next] = coming
  if (next === undefined) return 'No reviews yet. What you predict in a lab and what you hand in comes back here.'
  return `No reviews due until ${formatUntil(next.schedule.due, now)}.`
}

/** "today", "4 d": how long it has been due. */
export function lateText({ days }: Pick<ReviewRow, 'days'>): string {
  return days === 0 ? 'today' : `${-days} d`
}

export interface DayLoad {
  /** Days from today on. */
  readonly day: number
  readonly count: number
}

/** How many come back on each of the next `length` days; what is overdue counts for today. */
export function layoutDays({ due, coming }: Reviews, length: number): readonly DayLoad[] {
  return Array.from({ length }, (_, day) => ({
    day,
    count: (day === 0 ? due.length : 0) + coming.filter(({ days }) => days === day).length,
  }))
}
