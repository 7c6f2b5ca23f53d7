import { ask, type Engine } from '../../../player/ask.ts'

/** What is waited for, and what ends it where something can. */
interface Waiting<Answer> {
  readonly answer: Promise<Answer>
  readonly stop?: () => void
}

/** Questions of which only the latest counts: a new one, or dropping, stops the one under way. */
export class LatestAsk {
  #waiting: Waiting<unknown> | undefined

  /** Resolves with the answer as the only member; with nothing when it no longer counts, whether it failed or not. */
  ask(engine: Engine, operation: string, params: unknown): Promise<readonly [answer: unknown] | undefined> {
    this.drop()
    return this.#wait(ask(engine, operation, params))
  }

  /** The same for a question that nothing stops. */
  wait<Answer>(answer: Promise<Answer>): Promise<readonly [answer: Answer] | undefined> {
    this.drop()
    return this.#wait({ answer })
  }

  drop(): void {
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.stop?.()
  }

  async #wait<Answer>(waiting: Waiting<Answer>): Promise<readonly [answer: Answer] | undefined> {
    this.#waiting = waiting
    try {
      const answer = await waiting.answer
      return this.#waiting === waiting ? [answer] : undefined
    } catch (error) {
      if (this.#waiting === waiting) throw error
      return undefined
    }
  }
}
