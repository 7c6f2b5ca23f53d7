import { Digest } from '../base/digest.ts'
import { formatCount } from '../base/format.ts'
import type { Branch } from './branch.ts'
import type { Question } from './lab.ts'
import { isOpen, type SessionCore } from './session-core.ts'
import type { Confidence, Prediction } from './session-state.ts'

/** Positions that are tried for one question; each costs a replay. */
const LOOK_AHEAD = 3000
/** Where the first question that could be asked was asked lately, so many events more are looked at for another. */
const LOOK_FRESH = 40
/** The same where its truth has been told: what is known is no prediction. */
const LOOK_UNTOLD = 120
/** Questions drawn at a place before the next one is tried, and how many of the last asked are not asked again. */
const DRAWS = 4
const RECENT = 5
/** A truth so many events ahead is gone on from; from a later one the playhead goes back to where it was asked. */
const NEAR = 400

const STAY = 'A question is open: answer it, or skip it with Esc'

/** Questions about what happens next, asked before it is seen. */
export class Predicting {
  readonly #core: SessionCore
  #isPrepared = false
  #recent: readonly string[] = []
  /** What the answers that were locked in have come or will come to. */
  readonly #told = new Set<string>()

  constructor(core: SessionCore) {
    this.#core = core
  }

  /** Asks a question here, or takes the open one away. */
  toggle(): void {
    if (this.#core.state.prediction === undefined) return this.ask(this.#core.state.position, this.#core.state.asked)
    this.leave()
  }

  /** Takes the question away. */
  leave(): void {
    this.#core.set({ prediction: undefined })
  }

  /**
   * True when the playhead must stay for an open question: the first time it is to go, and while it is dragged. To go
   * once more is to skip the question; the notice says so before it is.
   */
  holds(): boolean {
    const { prediction, held } = this.#core.state
    if (!isOpen(prediction)) return false
    if (this.isHeldBack && !held) {
      this.leave()
      return false
    }
    if (held) this.#core.set({ notice: `${STAY}.` })
    else this.#core.set({ prediction: { ...prediction, isHeld: true }, notice: `${STAY} or by going on once more.` })
    return true
  }

  /** The page has said that to go once more skips the open question: a key that is held down is not meant so. */
  get isHeldBack(): boolean {
    const { prediction } = this.#core.state
    return isOpen(prediction) && prediction.isHeld === true
  }

  /**
   * The next question: from where the truth of this one ends, when that is near; else, and when it is skipped, from the
   * event after it. A truth at the end of the log would leave nothing to ask.
   */
  next(): void {
    const { prediction, asked, position } = this.#core.state
    if (prediction === undefined) return this.ask(position, asked)
    const { until } = prediction.question
    if (!prediction.locked) this.leave()
    const isNear = prediction.locked && until - prediction.position <= NEAR
    this.ask(isNear ? until : prediction.position + 1, asked)
  }

  /**
   * Puts a question on the stage, at the first place from `from` on where one is worth asking; `salt` varies it.
   * Of one topic where one is named. Says so in the notice when there is none for a long way.
   */
  ask(from: number, salt: number, topic?: string): void {
    const { prepareQuestions } = this.#core.lab
    if (this.#isPrepared || prepareQuestions === undefined) return this.#ask(from, salt, topic)
    const { position } = this.#core.state
    prepareQuestions().then(
      () => {
        this.#isPrepared = true
        const here = this.#core.state.position
        this.#ask(here === position ? from : here, salt, topic)
      },
      () => this.#core.set({ notice: 'The questions did not arrive. Reload the page to be asked.' }),
    )
  }

  #ask(from: number, salt: number, topic?: string): void {
    const { branch } = this.#core
    const { replay, log } = branch
    if (replay === undefined) return
    const end = Math.min(log.length, from + LOOK_AHEAD)
    let last = end
    let again: { readonly question: Question; readonly position: number; readonly isTold: boolean } | undefined
    for (let position = from; position < last; position++) {
      const moment = this.#core.moment(branch, position)
      if (moment === undefined) return
      for (let draw = 0; draw < DRAWS; draw++) {
        const seed = saltOf(branch, position, salt + draw * LOOK_AHEAD)
        const question = this.#core.lab.question(moment, (at) => replay.stateAt(at), seed, topic)
        if (question === undefined) break
        const isTold = this.#told.has(truthOf(branch, question, position))
        const isKnown = isTold || this.#recent.includes(question.text)
        if (topic !== undefined || !isKnown) return this.#put(question, position)
        if (again === undefined || (again.isTold && !isTold)) {
          again = { question, position, isTold }
          last = Math.min(last, position + (isTold ? LOOK_UNTOLD : LOOK_FRESH))
        }
      }
    }
    if (again !== undefined) return this.#put(again.question, again.position)
    const far = end === log.length ? 'to the end of the log' : `in the next ${formatCount(LOOK_AHEAD)} events`
    this.#core.set({
      prediction: undefined,
      notice: `Nothing left to predict ${topic === undefined ? '' : 'of this '}${far}.`,
    })
  }

  /** True when an answer is locked in and its truth has not been played to the end. */
  get truthAhead(): boolean {
    const { prediction, position } = this.#core.state
    return prediction !== undefined && prediction.locked && position < prediction.question.until
  }

  /** True from the question on until its truth has been played: what comes is not shown. */
  get hidesFuture(): boolean {
    const { prediction } = this.#core.state
    return prediction !== undefined && (!prediction.locked || this.truthAhead)
  }

  choose(answer: number): void {
    const { prediction } = this.#core.state
    if (prediction === undefined || prediction.locked || answer >= prediction.question.answers.length) return
    this.#core.set({ prediction: { ...prediction, chosen: answer } })
  }

  setConfidence(confidence: Confidence): void {
    const { prediction } = this.#core.state
    if (prediction === undefined || prediction.locked) return
    this.#core.set({ prediction: { ...prediction, confidence } })
  }

  /** Locks the answer in. Returns what was answered, for the progress log; undefined when nothing was chosen. */
  lockIn(): Prediction | undefined {
    const { prediction } = this.#core.state
    if (prediction === undefined || prediction.chosen === undefined || prediction.locked) return undefined
    const locked = { ...prediction, locked: true }
    this.#told.add(truthOf(this.#core.branch, prediction.question, prediction.position))
    this.#core.set({ prediction: locked })
    return locked
  }

  /** Puts the question of a review on the stage; the moment stays frozen until the answer is locked in. */
  askReview(question: Question, position: number): void {
    this.#put(question, position, true)
  }

  #put(question: Question, position: number, isReview = false): void {
    this.#recent = [...this.#recent, question.text].slice(-RECENT)
    const prediction: Prediction = {
      question,
      position,
      chosen: undefined,
      confidence: 'fairly',
      locked: false,
      ...(isReview ? { isReview } : {}),
    }
    this.#core.move(position, {
      prediction,
      asked: this.#core.state.asked + 1,
      direction: 0,
      comparison: undefined,
      notice: undefined,
    })
  }
}

/** The event at which it comes out, for what is still to come; else the question with its answer. */
function truthOf({ id }: Branch, { topic, text, answers, right, until }: Question, position: number): string {
  return [id, ...(until > position ? [topic, until] : [text, answers[right]?.text])].join('\n')
}

/** The same place asks the same, and no two places have their answers in an order that can be learned. */
function saltOf({ spec }: Branch, position: number, salt: number): number {
  const digest = new Digest()
    .text(JSON.stringify([spec.params, spec.acts]))
    .int(position)
    .int(salt)
  return Number.parseInt(digest.hex().slice(0, 7), 16)
}
