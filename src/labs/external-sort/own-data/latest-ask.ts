import { ask, type Asking, type Engine } from '../../../player/ask.ts'

/** Questions of which only the latest counts: a new one, or dropping, stops the one under way. */
export class LatestAsk {
  #asking: Asking | undefined

  /** Resolves with the answer as the only member; with nothing when it no longer counts, whether it failed or not. */
  async ask(engine: Engine, operation: string, params: unknown): Promise<readonly [answer: unknown] | undefined> {
    this.drop()
    const asking = ask(engine, operation, params)
    this.#asking = asking
    try {
      const answer = await asking.answer
      return this.#asking === asking ? [answer] : undefined
    } catch (error) {
      if (this.#asking === asking) throw error
      return undefined
    }
  }

  drop(): void {
    const asking = this.#asking
    this.#asking = undefined
    asking?.stop()
  }
}
