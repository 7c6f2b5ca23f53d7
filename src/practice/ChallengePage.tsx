import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react'
import { CHALLENGES } from '../challenges/registry.ts'
import type { Play } from '../engine/challenge/act/play.ts'
import { LABS } from '../labs/registry.ts'
import type { ProgressRecord } from '../progress/record.ts'
import { foldSchedules, impliedGrade, previewDays, type Schedules } from '../progress/schedule.ts'
import { itemName } from '../progress/schedule-item.ts'
import { daysUntil } from '../ui/dates.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { AttemptGutter } from './AttemptGutter.tsx'
import { whenOf } from './AttemptList.tsx'
import { AttemptTrack } from './AttemptTrack.tsx'
import { endsOfCopies, secondsAt, type Attempt, type AttemptMoment, type Work } from './attempts.ts'
import { formatClock, isOver } from './attempt-clock.ts'
import { ChallengeInspector } from './ChallengeInspector.tsx'
import { ChallengeStory } from './ChallengeStory.tsx'
import './challenge.css'
import { FormPanel } from './FormPanel.tsx'
import type { PanelProps } from './panel.ts'
import './practice.css'
import { isDue, layoutReviews } from './reviews.ts'
import type { Challenge, ChallengeEntry } from './types.ts'
import { useErased } from './use-erased.ts'
import { useAttempt, type AttemptControl, type AttemptPorts } from './use-attempt.ts'
import { useNow } from './use-now.ts'
import { useToday } from './use-today.ts'

export interface ChallengePageProps {
  readonly entry: ChallengeEntry
  readonly challenge: Challenge
  readonly records: readonly ProgressRecord[]
  readonly ports: AttemptPorts
  readonly letterKeys: boolean
  readonly labHref: string | undefined
  /** Where what is due besides this one is reviewed, one after the other. */
  readonly reviewsHref: string
  /** Why what is done may not outlive the tab; undefined while all of it is stored. */
  readonly storageNotice: string | undefined
  /** The moment of a lab that the question is about; told when the verdict is out. */
  readonly stage: ((isDone: boolean) => ReactNode) | undefined
  /** The bar over the page, with the clock in it. */
  readonly bar: (clock: ReactNode) => ReactNode
}

const CodePanel = lazy(async () => ({ default: (await import('./CodePanel.tsx')).CodePanel }))
const ActPanel = lazy(async () => ({ default: (await import('./ActPanel.tsx')).ActPanel }))
const SqlPanel = lazy(async () => ({ default: (await import('./SqlPanel.tsx')).SqlPanel }))

const NO_WORK: Work = { texts: new Map(), hints: [] }

/** A challenge at work: the question, the answer, and the attempt as a line in time. */
export function ChallengePage(props: ChallengePageProps) {
  const { entry, challenge, records, ports, letterKeys, labHref, reviewsHref, storageNotice, stage, bar } = props
  const { minutes } = entry
  const [mode, setTimed] = useState(true)
  const control = useAttempt(entry.id, records, mode, ports)
  const { attempt, attempts } = control
  const isTimed = attempt?.isTimed ?? mode
  const now = useNow(attempt !== undefined && attempt.submitted === undefined && !attempt.isPaused)
  const seconds = attempt === undefined ? 0 : secondsAt(attempt, now)
  const [at, setAt] = useState<number | undefined>()
  const moment = at === undefined ? undefined : attempt?.moments[at]
  const work = moment?.work ?? attempt ?? NO_WORK
  const isDone = attempt?.submitted !== undefined && (moment === undefined || moment.kind === 'submit')
  const isLocked = attempt !== undefined && isStopped(attempt, seconds, minutes)
  const moments = attempt?.moments ?? []
  const seek = (next: number) => setAt(next >= moments.length - 1 ? undefined : next)
  const [isHandingIn, setHandingIn] = useState(false)
  const [inspector, setInspector] = useState<HTMLElement | null>(null)
  const panel: PanelProps = {
    work,
    round: roundOf(control),
    moments,
    at: at ?? moments.length - 1,
    inspector: inspector ?? undefined,
    isDone,
    locked: isLocked || moment !== undefined,
    refusal: refusalOf(attempt, moment, isLocked),
    isStored: storageNotice === undefined,
    onEdit: control.edit,
    onRun: control.run,
    onSeek: seek,
    onHandingIn: setHandingIn,
    onSubmit: (result) => announce(`${control.submit(result, seconds)} points.`),
  }
  return (
    <>
      {bar(<Clock attempt={attempt} seconds={seconds} minutes={isTimed ? minutes : undefined} />)}
      <div className="practice challenge">
        <div className="practice-columns">
          <section className="practice-story" aria-label="The question">
            <ChallengeStory
              {...{ entry, challenge, attempt, work, isTimed }}
              hintRefusal={hintRefusalOf(attempt, isHandingIn, isLocked)}
              onTimed={setTimed}
              onHint={moment !== undefined || attempt?.submitted !== undefined ? undefined : control.openHint}
            />
          </section>
          <main className="practice-stage">
            <StorageNote words={storageNotice} />
            <StageNote {...{ control, moment, isDone, isLocked }} />
            {stage?.(isDone)}
            <Suspense fallback={<p className="page-wait">Opening the editor</p>}>
              <Panel challenge={challenge} panel={panel} seed={seedOf(attempt)} />
            </Suspense>
          </main>
          <aside className="practice-inspector" aria-label={isDone ? 'What came of it' : 'How it is judged'}>
            <InspectorOfNow
              found={<div ref={setInspector} />}
              {...{ entry, challenge, records, attempt, attempts, isDone, letterKeys, labHref, reviewsHref }}
              onGrade={control.grade}
              onOpen={isHandingIn ? undefined : openFrom(control, setAt)}
            />
          </aside>
        </div>
        <AttemptTrack
          {...{ attempt, seconds, at, isTimed, minutes, play: tryPlay(challenge) }}
          onSeek={setAt}
          gutter={
            <TrackGutter
              {...{ control, seconds, at, moment, isLocked }}
              isStored={storageNotice === undefined}
              minutes={isTimed ? minutes : undefined}
              onSeek={setAt}
            />
          }
        />
      </div>
    </>
  )
}

interface TrackGutterProps {
  readonly control: AttemptControl
  readonly seconds: number
  readonly minutes: number | undefined
  readonly at: number | undefined
  readonly moment: AttemptMoment | undefined
  readonly isLocked: boolean
  readonly isStored: boolean
  readonly onSeek: (at: number | undefined) => void
}

function TrackGutter({ control, seconds, minutes, at, moment, isLocked, isStored, onSeek }: TrackGutterProps) {
  const goOn = ({ record }: AttemptMoment) => {
    control.returnTo(record)
    onSeek(undefined)
  }
  return (
    <AttemptGutter
      attempt={control.attempt}
      at={at}
      seconds={moment?.seconds ?? seconds}
      minutes={minutes}
      isStored={isStored}
      onNow={() => onSeek(undefined)}
      onReturn={moment === undefined || isLocked ? undefined : () => goOn(moment)}
      onPause={control.setPaused}
      onAgain={() => {
        control.again()
        onSeek(undefined)
      }}
      onLookBack={control.lookBack}
      onPresent={
        control.toPresent &&
        (() => {
          control.toPresent?.()
          onSeek(undefined)
        })
      }
    />
  )
}

interface PanelOfKindProps {
  readonly challenge: Challenge
  readonly panel: PanelProps
  readonly seed: number
}

function Panel({ challenge, panel, seed }: PanelOfKindProps) {
  if ('form' in challenge) return <FormPanel form={challenge.form} {...panel} />
  if ('act' in challenge) return <ActPanel play={challenge.act} {...panel} />
  if ('sql' in challenge) return <SqlPanel task={challenge.sql} {...panel} />
  return <CodePanel task={challenge.code} seed={seed} {...panel} />
}

/** Opens an older attempt, at its end. */
function openFrom({ open }: AttemptControl, onSeek: (at: undefined) => void): ((attempt: string) => void) | undefined {
  if (open === undefined) return undefined
  return (attempt) => {
    open(attempt)
    onSeek(undefined)
  }
}

/** Attempts before this one; below 0 for an older one that was opened, each another number. */
function roundOf({ attempt, attempts, toPresent }: AttemptControl): number {
  if (attempt !== undefined && toPresent !== undefined) return -1 - attempts.indexOf(attempt)
  return attempts.filter((each) => each.submitted !== undefined && each !== attempt).length
}

/** Each attempt has hidden cases of its own, the same ones whenever it is judged. */
function seedOf(attempt: Attempt | undefined): number {
  return [...(attempt?.id ?? '')].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) >>> 0, 7)
}

/** Nothing can be changed in it now. */
function isStopped(attempt: Attempt, seconds: number, minutes: number): boolean {
  return attempt.isPaused || attempt.submitted !== undefined || isOver(attempt, seconds, minutes)
}

function refusalOf(
  attempt: Attempt | undefined,
  moment: AttemptMoment | undefined,
  isLocked: boolean,
): string | undefined {
  if (moment !== undefined) {
    return isLocked
      ? 'An earlier moment is shown.'
      : 'An earlier moment is shown: “Go on from here” makes it the answer.'
  }
  return attempt?.isPaused === true ? 'The clock is stopped.' : undefined
}

/** A hint costs points, so none is sold that could not help any more. */
function hintRefusalOf(attempt: Attempt | undefined, isHandingIn: boolean, isLocked: boolean): string | undefined {
  if (isHandingIn) return 'Your answer is being judged: a hint would cost points and change nothing.'
  if (isLocked && attempt?.isPaused === false) return 'The time is up: a hint would cost points and change nothing.'
  return undefined
}

function tryPlay(challenge: Challenge): Play | undefined {
  return 'act' in challenge ? challenge.act : undefined
}

function StorageNote({ words }: { readonly words: string | undefined }) {
  if (words === undefined) return undefined
  return (
    <p className="challenge-note" role="alert">
      {words}
    </p>
  )
}

function ErasedNote({ control }: { readonly control: AttemptControl }) {
  if (!useErased(control)) return undefined
  return (
    <p className="challenge-note" role="alert">
      Everything was erased, here or in another tab, and this attempt with it. What you do now begins another one.
    </p>
  )
}

interface StageNoteProps {
  readonly control: AttemptControl
  readonly moment: AttemptMoment | undefined
  readonly isDone: boolean
  readonly isLocked: boolean
}

/** Which attempt it is, where it is an older one. Why the answer cannot be changed, where it cannot, and whether there is another one. */
function StageNote({ control, moment, isDone, isLocked }: StageNoteProps) {
  const { attempt, toPresent } = control
  const today = useToday()
  const which =
    toPresent !== undefined && attempt !== undefined
      ? [`Your attempt of ${whenOf(attempt.lastAt, today)}, as it was.`]
      : []
  const others = moment === undefined ? copyWords(attempt) : []
  const words = isDone ? which : [...which, ...stopWords(attempt, moment, isLocked), ...others]
  return (
    <>
      <ErasedNote control={control} />
      {words.map((each) => (
        <p key={each} className="challenge-note" role="status">
          {each}
        </p>
      ))}
    </>
  )
}

function stopWords(attempt: Attempt | undefined, moment: AttemptMoment | undefined, isLocked: boolean): string[] {
  if (moment !== undefined) return [`Your answer as it was at ${formatClock(moment.seconds)}.`]
  if (!isLocked) return []
  if (attempt?.isPaused === true) return ['The clock is stopped, and so is the answer.']
  return ['The time is up. What stands can be handed in.']
}

/** Logs that were merged may hold two answers to one attempt: which one stands, and where the other is, until one was chosen. */
function copyWords(attempt: Attempt | undefined): string[] {
  const { moments = [] } = attempt ?? {}
  const index = endsOfCopies(moments).at(-1) ?? -1
  const end = moments[index]
  if (end === undefined || moments.slice(index).some(({ kind }) => kind === 'return')) return []
  const at = formatClock(end.seconds)
  return [
    `This attempt was gone on with in two places. Here stands what was done last; the other is on the timeline, at ${at}.`,
  ]
}

interface ClockProps {
  readonly attempt: Attempt | undefined
  readonly seconds: number
  /** Undefined without a clock. */
  readonly minutes: number | undefined
}

function Clock({ attempt, seconds, minutes }: ClockProps) {
  if (minutes === undefined || attempt?.submitted !== undefined) return undefined
  const left = minutes * 60 - seconds
  const words = left > 0 ? `${formatClock(left)} left` : 'time is up'
  return (
    <span className={left > 0 ? 'challenge-clock num' : 'challenge-clock num bad'} role="timer">
      {attempt?.isPaused === true ? `${words}, stopped` : words}
    </span>
  )
}

type InspectorProps = Pick<
  ChallengePageProps,
  'entry' | 'challenge' | 'records' | 'letterKeys' | 'labHref' | 'reviewsHref'
> & {
  readonly attempt: Attempt | undefined
  readonly attempts: readonly Attempt[]
  readonly isDone: boolean
  readonly found: ReactNode
  readonly onGrade: (grade: 1 | 2 | 3 | 4) => void
  readonly onOpen: ((attempt: string) => void) | undefined
}

function InspectorOfNow({ entry, records, attempt, isDone, reviewsHref, ...rest }: InspectorProps) {
  const today = useToday()
  const item = useMemo(() => ({ kind: 'challenge', challenge: entry.id }) as const, [entry.id])
  // The log is folded for it only where it is shown, and not at each key.
  const isShown = isDone || attempt === undefined
  const schedules = useMemo(() => (isShown ? foldSchedules(records) : undefined), [isShown, records])
  const schedule = schedules?.get(itemName(item))
  const due = useMemo(() => (schedules === undefined ? [] : listDue(schedules, today)), [schedules, today])
  const isAsked = schedule !== undefined && isDue(schedule, today)
  const count = due.length - (isAsked ? 1 : 0)
  const isLast = schedule?.attempt === attempt?.id
  // What was known then is no grade of today.
  const isOfToday = attempt !== undefined && daysUntil(new Date(attempt.lastAt), today) >= 0
  const days =
    schedules === undefined || !isLast || !isOfToday
      ? undefined
      : previewDays(schedules, item, attempt.id, new Date(attempt.lastAt))
  return (
    <ChallengeInspector
      {...rest}
      {...{ attempt, isDone, days }}
      due={schedule?.due}
      currentGrade={schedule?.lastGrade ?? impliedGrade(attempt?.submitted?.score ?? 0)}
      now={today}
      reviews={count === 0 ? undefined : { count, href: reviewsHref, isDue: isAsked }}
    />
  )
}

/** What is due, by name. */
function listDue(schedules: Schedules, now: Date): readonly string[] {
  const { due } = layoutReviews(schedules, new Map(), { labs: LABS, challenges: CHALLENGES }, now)
  return due.map(({ name }) => name)
}
