import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { CHALLENGES } from '../challenges/registry.ts'
import { LABS, tryLab } from '../labs/registry.ts'
import { tryOpenAnswer, type OpenAnswer } from '../practice/open-answer.ts'
import { foldTopicLabels, layoutReviews, type ReviewRow } from '../practice/reviews.ts'
import type { ProgressEvent } from '../progress/events.ts'
import { foldSchedules } from '../progress/schedule.ts'
import { itemName } from '../progress/schedule-item.ts'
import { createName } from '../progress/name.ts'
import { settingsOf } from '../progress/settings.ts'
import { announce } from '../ui/LiveRegion.tsx'
import type { AppContext } from './context.ts'
import { NotFound } from './NotFound.tsx'
import { ReviewCardPage } from './ReviewCardPage.tsx'
import { challengePath, NEXT_REVIEW, REVIEWS, type ReviewTopic } from './routes.ts'
import { TopBar, type TopBarProps } from './TopBar.tsx'
import { useHistory, useRecords } from './use-history.ts'

export interface ReviewRouteProps {
  readonly context: AppContext
  /** The card to begin with; undefined for whatever is due first. */
  readonly first: ReviewTopic | undefined
  /** A challenge that was put off: it and what is due before it are left out. */
  readonly after: string | undefined
  readonly bar: Omit<TopBarProps, 'current' | 'lab'>
}

/** A card on the table. It stays what it is while its own answer and grade change the schedule. */
interface Card {
  readonly row: ReviewRow
  /** Names the answer in the log. */
  readonly attempt: string
  /** How often it was asked before. */
  readonly seen: number
  /** Where the page was left after it was locked in. */
  readonly answer?: OpenAnswer
}

/** One card after the other until nothing is due: moments of labs here, challenges on their own page. */
export function ReviewRoute({ context, first, after, bar }: ReviewRouteProps) {
  const { progress, go } = context
  const { letterKeys } = settingsOf(useSyncExternalStore(progress.subscribe, () => progress.state))
  const { history, failed } = useHistory(progress)
  const records = useRecords(progress, history)
  const isRead = history !== undefined || failed
  const [handled, setHandled] = useState<ReadonlySet<string>>(new Set())
  const [card, setCard] = useState<Card | undefined>()
  const [asked, setAsked] = useState(first)
  if (first !== undefined && (first.lab !== asked?.lab || first.topic !== asked.topic)) {
    setAsked(first)
    setHandled(new Set())
    setCard(undefined)
  }
  const schedules = useMemo(() => foldSchedules(records), [records])
  const { due, coming } = useMemo(
    () => layoutReviews(schedules, foldTopicLabels(records), { labs: LABS, challenges: CHALLENGES }, new Date()),
    [schedules, records],
  )
  // Where that challenge is done it is due no more, and nothing is left out.
  const from = 1 + due.findIndex(({ item }) => item.kind === 'challenge' && item.challenge === after)
  const left = due.slice(from).filter(({ name }) => !handled.has(name))
  const named = first === undefined || handled.size > 0 ? undefined : itemName({ kind: 'topic', ...first })
  const open = useMemo(() => tryOpenAnswer(records, new Date()), [records])
  const rows = [...due, ...coming]
  const wanted = named === undefined ? left[0] : rows.find(({ name }) => name === named)
  // What was locked in comes first: who reloads the page sees the truth all the same, and may grade.
  const again = handled.size > 0 || open === undefined ? undefined : rows.find(({ name }) => name === nameOf(open))
  const isAgain = again !== undefined && (named === undefined || named === again.name)
  const next = isAgain ? again : wanted
  if (isRead && card === undefined && next?.item.kind === 'topic')
    setCard(isAgain ? cardAgain(next, open) : cardOf(next))
  const challenge = isRead && card === undefined && next?.item.kind === 'challenge' ? next.item.challenge : undefined
  const isOver = isRead && card === undefined && next === undefined && named === undefined
  useLeave(challenge, isOver ? due.length : undefined, go)
  if (isRead && card === undefined && next === undefined && named !== undefined) {
    return <NotFound bar={<TopBar {...bar} current="reviews" />} path={REVIEWS} go={go} />
  }
  const entry = card?.row.item.kind === 'topic' ? tryLab(card.row.item.lab) : undefined
  if (card === undefined || entry === undefined) return <TopBar {...bar} current="reviews" />
  const others = left.filter(({ name }) => name !== card.row.name).length
  const goOn = () => {
    setHandled(new Set([...handled, card.row.name]))
    setCard(undefined)
    // The address of one card is not the place of the next.
    if (first !== undefined) go(NEXT_REVIEW)
  }
  return (
    <ReviewCardPage
      key={card.attempt}
      {...{ context, entry, bar, letterKeys, schedules }}
      row={card.row}
      attempt={card.attempt}
      seen={card.seen}
      answer={card.answer}
      heading={`Review ${handled.size + 1} of ${handled.size + 1 + others}`}
      onAppend={(event: ProgressEvent) => void progress.append(event)}
      onNext={goOn}
    />
  )
}

function nameOf({ event: { lab, topic } }: OpenAnswer): string {
  return itemName({ kind: 'topic', lab, topic })
}

function cardAgain(row: ReviewRow, answer: OpenAnswer | undefined): Card {
  if (answer === undefined) return cardOf(row)
  return { row, attempt: answer.attempt, seen: row.schedule.reviews - 1, answer }
}

function cardOf(row: ReviewRow): Card {
  return { row, attempt: createName(), seen: row.schedule.reviews }
}

/**
 * To the challenge that is next, or back to the list when all is handled but what was put off (`stillDue`); once each. The
 * way back does not lead here, from where it would lead there again.
 */
function useLeave(challenge: string | undefined, stillDue: number | undefined, go: AppContext['go']): void {
  const latest = useRef(go)
  useEffect(() => {
    latest.current = go
  })
  useEffect(() => {
    if (challenge !== undefined) latest.current(challengePath(challenge), { replace: true })
  }, [challenge])
  useEffect(() => {
    if (stillDue === undefined) return
    announce(stillDue === 0 ? 'Nothing is due any more.' : `${stillDue} still due.`)
    latest.current(REVIEWS, { replace: true })
  }, [stillDue])
}
