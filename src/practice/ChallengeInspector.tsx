import type { ReactNode } from 'react'
import { SOLVED_SCORE, type ReviewEvent } from '../progress/events.ts'
import type { ReviewGrade } from '../progress/schedule.ts'
import { formatUntil } from '../ui/dates.ts'
import { AttemptList } from './AttemptList.tsx'
import { HINT_POINTS, type Attempt } from './attempts.ts'
import { formatClock } from './attempt-clock.ts'
import { Further } from './Further.tsx'
import { Grades } from './Grades.tsx'
import { Html } from './Html.tsx'
import { GROWTH_POINTS } from './points.ts'
import { isDue } from './reviews.ts'
import type { Challenge, Field } from './types.ts'

export interface ChallengeInspectorProps {
  readonly challenge: Challenge
  readonly attempt: Attempt | undefined
  readonly attempts: readonly Attempt[]
  /** The end of the attempt is shown. */
  readonly isDone: boolean
  /** Days until it comes back, by grade; undefined where what is shown can no longer be graded. */
  readonly days: Readonly<Record<ReviewGrade, number>> | undefined
  /** When it comes back; undefined before it was handed in. */
  readonly due: Date | undefined
  readonly currentGrade: ReviewGrade
  readonly letterKeys: boolean
  readonly labHref: string | undefined
  readonly now: Date
  /** What the panel found: cases, data sets, runs. */
  readonly found: ReactNode
  readonly onGrade: (grade: ReviewEvent['grade']) => void
  /** Shows an attempt that was handed in; undefined while another one is open. */
  readonly onOpen: ((attempt: string) => void) | undefined
  /** What is due besides, and where it goes on; undefined where nothing is. */
  readonly reviews: Reviews | undefined
}

/** Who is asked must not see what was answered. */
const ONE_IS_OPEN = 'They open again once the attempt at work is handed in.'

interface Reviews {
  readonly count: number
  readonly href: string
  /** The challenge itself is due. */
  readonly isDue: boolean
}

/**
 * Before it is handed in: how it is judged. After: the points, when it comes back, what was found, the solution, and what
 * comes next. What was found keeps its place among the parts, so that it is never drawn anew.
 */
export function ChallengeInspector(props: ChallengeInspectorProps) {
  const { attempt, attempts, isDone, days, due, currentGrade, letterKeys, now, found, onGrade, onOpen, reviews } = props
  const submitted = isDone ? attempt?.submitted : undefined
  return (
    <>
      {submitted !== undefined && <Points {...submitted} hints={attempt?.hints.length ?? 0} />}
      {submitted !== undefined && days !== undefined && (
        <section className="practice-part">
          <h2 className="cap">How well did you know it? It comes back</h2>
          <Grades days={days} current={currentGrade} letterKeys={letterKeys} onGrade={onGrade} />
          {reviews !== undefined && <Onward {...reviews} />}
        </section>
      )}
      {submitted !== undefined && days === undefined && due !== undefined && (
        <section className="practice-part">
          <h2 className="cap">Review</h2>
          <p>
            {isDue({ due }, now)
              ? 'It is due. This attempt is shown as it was; trying again asks anew.'
              : `Not due until ${formatUntil(due, now)}.`}
          </p>
          {reviews !== undefined && <Onward {...reviews} />}
        </section>
      )}
      {found}
      {submitted === undefined ? <Before {...props} /> : <After {...props} />}
      <AttemptList
        attempts={attempts}
        shown={attempt?.id}
        refusal={onOpen === undefined ? ONE_IS_OPEN : undefined}
        now={now}
        onOpen={(id) => onOpen?.(id)}
      />
    </>
  )
}

interface PointsProps {
  readonly score: number
  readonly seconds: number
  /** That were opened. */
  readonly hints: number
}

function Points({ score, seconds, hints }: PointsProps) {
  const isSolved = score >= SOLVED_SCORE
  return (
    <section className="practice-part">
      <h2 className="cap">Points</h2>
      <p className={isSolved ? 'score good' : 'score bad'}>
        <span className="num">{score}</span> {isSolved ? 'solved' : `not solved: ${SOLVED_SCORE} are needed`}
      </p>
      <p className="i2">
        {`in ${formatClock(seconds)}`}
        {hints > 0 && `, ${hints * HINT_POINTS} points off for hints`}
      </p>
    </section>
  )
}

function After({ challenge, labHref }: ChallengeInspectorProps) {
  return (
    <>
      <section className="practice-part">
        <h2 className="cap">How it comes about</h2>
        <Html html={challenge.solution} className="challenge-prompt" />
      </section>
      <Further challenge={challenge} labHref={labHref} />
    </>
  )
}

/** The way to the other reviews; from a challenge that is due itself it puts that off, and writes nothing. */
function Onward({ count, href, isDue }: Reviews) {
  return (
    <p className="challenge-onward">
      <a href={href}>{isDue ? `Later: on to the other reviews, ${count} due` : `Go on with reviews: ${count} due`}</a>
    </p>
  )
}

function Before({ challenge, attempt, due, reviews, now }: ChallengeInspectorProps) {
  return (
    <>
      <section className="practice-part">
        <h2 className="cap">How it is judged</h2>
        <p>{judgedBy(challenge)}</p>
        <p className="i2">{`From ${SOLVED_SCORE} points on it counts as solved. A hint costs ${HINT_POINTS}.`}</p>
      </section>
      {attempt === undefined && due !== undefined && isDue({ due }, now) && (
        <section className="practice-part">
          <h2 className="cap">Review</h2>
          <p>It is due, and is asked anew: what you do now begins an attempt.</p>
          {reviews?.isDue === true && <Onward {...reviews} />}
        </section>
      )}
    </>
  )
}

function judgedBy(challenge: Challenge): string {
  if ('form' in challenge) {
    const { fields } = challenge.form
    const { length } = fields
    return length === 1
      ? 'One answer, right or not. It was computed, or is a fact with a source.'
      : `${length} lines, each counts the same${partsRule(fields)}. The right answers were computed, or are facts with a source.`
  }
  if ('act' in challenge) {
    return `${challenge.act.length} steps, in any order that the system allows. Each is judged at once; a wrong one counts as a step more.`
  }
  if ('code' in challenge && challenge.code.tests !== undefined) {
    return 'Your tests must pass with a right program. Points are the share of wrong programs that they find: a few that are shown, and others.'
  }
  if ('code' in challenge) {
    const cases = 'Your program is run on cases that are shown and on many that are made from a seed.'
    if (challenge.code.growth === undefined) return cases
    return `${cases} They count ${100 - GROWTH_POINTS} points; ${GROWTH_POINTS} are for growth of its time as asked, and only for a program that is right on all.`
  }
  return 'Your query is run on several data sets, each made to break a usual mistake. Rows are compared, not text.'
}

/** What a line counts that is right in part, where one may be. */
function partsRule(fields: readonly Field[]): string {
  const isPartial = (kind: 'set' | 'order') =>
    fields.some((field) => field.type === kind && 'isPartial' in field && field.isPartial === true)
  const rules = [
    isPartial('set') ? 'a list that is right in part counts by its share' : '',
    isPartial('order') ? 'of an order that is not right, what belongs in it counts half' : '',
  ]
  return rules.map((rule) => (rule === '' ? '' : `; ${rule}`)).join('')
}
