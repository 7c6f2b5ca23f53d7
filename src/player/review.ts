import { Digest } from '../base/digest.ts'
import { Rng } from '../base/rng.ts'
import type { Act, AnyLab, Params, Question, Scenario } from './lab.ts'
import { shuffled } from './question-draft.ts'
import { Session } from './session.ts'
import type { SessionPorts } from './session-core.ts'

/** A topic of a lab that is asked about again. The same card gives the same moment; seen once more, another one. */
export interface ReviewCard {
  readonly topic: string
  /** How often it was asked before. */
  readonly seen: number
}

/** A run in which the topic may be asked about. */
export interface ReviewRun {
  readonly params: Params
  readonly acts: readonly Act[]
  /** What the acts do: "merge with a binary heap"; undefined where there are none. */
  readonly name: string | undefined
}

/** A session with the card's question on the stage. */
export interface OpenedReview {
  readonly session: Session
  readonly run: ReviewRun
}

/** Where a topic is asked about, and what is asked. */
interface ReviewPlace {
  readonly position: number
  readonly question: Question
}

/** Seeds of labs have up to four digits. */
const SEEDS = 10_000
/** Positions looked at before the page may do something else. */
const SLICE = 64

/** A number that the card and what it is for decide. */
function saltOf(lab: AnyLab, { topic, seen }: ReviewCard, purpose: string): number {
  const digest = new Digest().text(lab.entry.id).text(topic).int(seen).text(purpose)
  return Number.parseInt(digest.hex().slice(0, 7), 16)
}

/**
 * Every run that the lab knows of, in an order that the card decides; first those of the scenarios that the topic names.
 * Runs without acts have a seed of the card's own.
 */
export function planReviewRuns(lab: AnyLab, card: ReviewCard): readonly ReviewRun[] {
  const rng = new Rng(saltOf(lab, card, 'runs'), 'review')
  const topic = lab.topics?.().find(({ id }) => id === card.topic)
  const named = lab.scenarios.filter(({ id }) => topic?.scenarios?.includes(id) === true).flatMap(runsOf)
  const first = topic?.run === undefined ? named : [topic.run, ...named]
  const rest = [{ params: lab.defaults, acts: [], name: undefined }, ...lab.scenarios.flatMap(runsOf)]
  const runs = new Map([...shuffled(first, rng), ...shuffled(rest, rng)].map((run) => [JSON.stringify(run), run]))
  return [...runs.values()].map((run) => withSeed(lab, run, rng.nextBelow(SEEDS)))
}

function runsOf({ params, fork }: Scenario): readonly ReviewRun[] {
  const run = { params, acts: [], name: undefined }
  return fork === undefined ? [run] : [run, runOfFork(params, fork)]
}

function runOfFork(params: Params, { params: own, acts, name }: NonNullable<Scenario['fork']>): ReviewRun {
  return { params: own ?? params, acts, name: acts.length === 0 ? undefined : name }
}

/** Acts stand at positions of one log, so a run that has some keeps its seed; so does one that does not take another. */
function withSeed(lab: AnyLab, run: ReviewRun, seed: number): ReviewRun {
  if (run.acts.length > 0 || typeof run.params['seed'] !== 'number') return run
  const params = lab.change(run.params, 'seed', seed)
  return typeof params['error'] === 'string' ? run : { ...run, params: params as Params }
}

/**
 * Opens the lab in the first of its runs in which the card's topic can be asked about, at a place that the card decides.
 * Undefined where it can be asked in none, or when `signal` says that nobody waits any more. Rejects when a run fails.
 */
export async function openReview(
  lab: AnyLab,
  ports: SessionPorts,
  card: ReviewCard,
  signal: AbortSignal,
): Promise<OpenedReview | undefined> {
  await lab.prepareWords?.()
  await lab.prepareQuestions?.()
  for (const run of planReviewRuns(lab, card)) {
    const session = new Session(lab, ports, run)
    const place = (await whenWritten(session, signal)) ? await findPlace(session, card, signal) : undefined
    if (place !== undefined && !signal.aborted) {
      session.predicting.askReview(place.question, place.position)
      return { session, run }
    }
    session.close()
    if (signal.aborted) return undefined
  }
  return undefined
}

/** Resolves when the session's run has come to its end; false when nobody waits any more. Rejects when it failed. */
export function whenWritten(session: Session, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const leave = session.core.store.subscribe(look)
    signal.addEventListener('abort', look, { once: true })
    look()

    function look(): void {
      const { end } = session.branch
      if (end.type === 'writing' && !signal.aborted) return
      leave()
      signal.removeEventListener('abort', look)
      if (end.type === 'failed') reject(new Error(end.error.message))
      else resolve(end.type === 'complete')
    }
  })
}

/** From a place that the card decides once round the log, to the first at which there is something to ask. */
async function findPlace(session: Session, card: ReviewCard, signal: AbortSignal): Promise<ReviewPlace | undefined> {
  const { lab, branch, core } = session
  const { length } = branch.log
  // Before the first event there is nothing to look at.
  const places = Math.max(0, length - 1)
  const start = places === 0 ? 0 : new Rng(saltOf(lab, card, 'place'), 'review').nextBelow(places)
  for (let i = 0; i < places && !signal.aborted; i++) {
    const place = tryPlace(session, card, 1 + ((start + i) % places))
    if (place !== undefined) return place
    if (i % SLICE === SLICE - 1) await new Promise<void>((resolve) => core.ports.idle(resolve))
  }
  return undefined
}

/** The question of the card's topic at a position of the session's run, where there is one. */
function tryPlace({ lab, branch, core }: Session, card: ReviewCard, position: number): ReviewPlace | undefined {
  const { replay } = branch
  const moment = core.moment(branch, position)
  if (replay === undefined || moment === undefined) return undefined
  const salt = saltOf(lab, card, `question ${position}`)
  const question = lab.question(moment, (at) => replay.stateAt(at), salt, card.topic)
  return question === undefined ? undefined : { position, question }
}
