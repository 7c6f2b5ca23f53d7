import type { SessionCore } from './session-core.ts'
import type { Confidence, Prediction } from './session-state.ts'

/** Questions about what happens next, asked before it is seen. */
export class Predicting {
  readonly #core: SessionCore

  constructor(core: SessionCore) {
    this.#core = core
  }

  /** Asks a question here, or takes the open one away. */
  toggle(salt = this.#core.state.position): void {
    if (this.#core.state.prediction !== undefined) return this.#core.set({ prediction: undefined })
    this.ask(salt)
  }

  /** Puts the next question on the stage; goes on to a place where one is worth asking. */
  ask(salt: number): void {
    const { branch } = this.#core
    const { replay, log } = branch
    if (replay === undefined) return
    for (let position = this.#core.state.position; position < log.length; position++) {
      const moment = this.#core.moment(branch, position)
      if (moment === undefined) return
      const question = this.#core.lab.question(moment, (at) => replay.stateAt(at), salt)
      if (question === undefined) continue
      this.#core.set({ direction: 0, comparison: undefined })
      this.#core.move(position)
      this.#core.set({ prediction: { question, position, chosen: undefined, confidence: 'fairly', locked: false } })
      return
    }
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
    this.#core.set({ prediction: locked })
    return locked
  }
}
