import { assert } from '../../base/assert.ts'
import type { SimCall } from './call.ts'
import { NO_LATENCY } from './latency.ts'
import type { Latency } from './latency.ts'

/** The way of an actor to the world: it waits here before each call, and hears the time. */
export interface ActorPort {
  readonly name: string
  /** Performs `act` when the actor's turn has come. `sizeOf` tells the bytes of the answer. */
  call<T>(call: SimCall, act: () => Promise<T>, sizeOf?: (answer: T) => number): Promise<T>
  /** Milliseconds of the virtual clock. */
  now(): number
}

export interface Actor {
  readonly name: string
  run(port: ActorPort): Promise<unknown>
}

/** A call that waits for its turn. */
export interface WaitingCall {
  readonly actor: string
  readonly call: SimCall
  /** When it would be done if its turn came now. */
  readonly doneMs: number
}

/** Who goes next; undefined ends the run, and all who wait stay where they are. */
export type Choose = (waiting: readonly WaitingCall[]) => string | undefined

/** An actor ends at its call `call`, counted from 0: before the call has any effect, or after, without hearing the answer. */
export interface Death {
  readonly actor: string
  readonly call: number
  readonly when: 'before' | 'after'
}

export interface SimStep {
  readonly actor: string
  readonly call: SimCall
  readonly doneMs: number
  /** Bytes of the call and of its answer. */
  readonly bytes: number
}

export type ActorOutcome =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'dead' | 'waiting' }

export interface SimRecord {
  readonly steps: readonly SimStep[]
  readonly outcomes: ReadonlyMap<string, ActorOutcome>
  readonly endMs: number
}

export interface SimOptions {
  readonly latency?: Latency
  readonly deaths?: readonly Death[]
  readonly startMs?: number
  readonly onStep?: (step: SimStep) => void
  /** Asked before each call of an actor, and again when it is done and the answer not yet heard; false ends the actor there. */
  readonly isAlive?: (actor: string, when: Death['when']) => boolean
}

const MOST_STEPS = 1_000_000

/**
 * Runs actors so that exactly one goes on at a time: one waiting call is performed, then nothing else happens until that
 * actor waits again or ends. What happens therefore depends on the choices alone. Calls that an actor makes at once, without
 * waiting for the first, are performed in the order in which they were made.
 */
export class Simulation {
  readonly #actors: readonly ActorState[]
  readonly #steps: SimStep[] = []
  readonly #latency: Latency
  #nowMs: number

  constructor(
    actors: readonly Actor[],
    private readonly options: SimOptions = {},
  ) {
    this.#latency = options.latency ?? NO_LATENCY
    this.#nowMs = options.startMs ?? 0
    const { deaths = [], isAlive = () => true } = options
    this.#actors = actors.map((actor) => new ActorState(actor, deaths, isAlive, this.#nowMs))
  }

  nowMs(): number {
    return this.#nowMs
  }

  async run(choose: Choose): Promise<SimRecord> {
    await this.start()
    while (await this.step(choose)) assert(this.#steps.length < MOST_STEPS, 'a simulation ends')
    return this.record()
  }

  /** Lets every actor go on to its first call. Whoever does not use `run` calls this once, then `step` until it is false. */
  async start(): Promise<void> {
    for (const actor of this.#actors) await actor.start(() => this.#nowMs)
  }

  /** Performs one call; false when nobody waits or nobody was chosen. */
  async step(choose: Choose): Promise<boolean> {
    const waiting = this.#waiting()
    const name = waiting.length === 0 ? undefined : choose(waiting)
    if (name === undefined) return false
    const actor = this.#actors.find((state) => state.actor.name === name)
    assert(actor?.head !== undefined, `${name} was chosen and does not wait`)
    await this.#perform(actor)
    return true
  }

  record(): SimRecord {
    const outcomes = new Map(this.#actors.map((state) => [state.actor.name, state.outcome]))
    return { steps: this.#steps, outcomes, endMs: this.#nowMs }
  }

  #waiting(): WaitingCall[] {
    return this.#actors.flatMap((state) => {
      if (state.head === undefined) return []
      const { call } = state.head
      return { actor: state.actor.name, call, doneMs: this.#doneMs(state, call, call.bytes) }
    })
  }

  #doneMs(state: ActorState, { kind, lastsMs }: SimCall, bytes: number): number {
    return Math.max(this.#nowMs, state.readyMs + (lastsMs ?? this.#latency(kind, bytes)))
  }

  async #perform(state: ActorState): Promise<void> {
    const pending = state.take()
    if (pending === undefined) return
    const { call } = pending
    this.#nowMs = this.#doneMs(state, call, call.bytes)
    const answer = await pending.perform()
    const bytes = call.bytes + answer.bytes
    if (answer.bytes > 0) this.#nowMs = this.#doneMs(state, call, bytes)
    state.readyMs = this.#nowMs
    const step = { actor: state.actor.name, call, doneMs: this.#nowMs, bytes }
    this.#steps.push(step)
    this.options.onStep?.(step)
    await state.goOn(answer.tell)
  }
}

interface PendingCall {
  readonly call: SimCall
  /** Never rejects: what went wrong is told to the actor. */
  perform(): Promise<{ readonly bytes: number; readonly tell: () => void }>
}

class ActorState {
  outcome: ActorOutcome = { kind: 'waiting' }
  readyMs: number
  readonly #queue: PendingCall[] = []
  readonly #death: Death | undefined
  #calls = 0
  #wake: (() => void) | undefined

  constructor(
    readonly actor: Actor,
    deaths: readonly Death[],
    private readonly isAlive: (actor: string, when: Death['when']) => boolean,
    startMs: number,
  ) {
    this.#death = deaths.find((death) => death.actor === actor.name)
    this.readyMs = startMs
  }

  /** The call that waits; undefined when the actor has ended. */
  get head(): PendingCall | undefined {
    return this.outcome.kind === 'waiting' ? this.#queue[0] : undefined
  }

  async start(now: () => number): Promise<void> {
    const port: ActorPort = { name: this.actor.name, now, call: (...wanted) => this.#ask(...wanted) }
    const end = (outcome: ActorOutcome): void => {
      this.outcome = outcome
      this.#wake?.()
    }
    void Promise.resolve()
      .then(() => this.actor.run(port))
      .then(
        (value) => end({ kind: 'done', value }),
        (error: unknown) => end({ kind: 'failed', error }),
      )
    await this.#quiet()
  }

  /** The next call to perform; undefined when the actor dies before it. */
  take(): PendingCall | undefined {
    if (this.#dies('before')) return undefined
    return this.#queue.shift()
  }

  /** Gives the answer of the call that was performed, and waits until the actor waits again or ends. */
  async goOn(tell: () => void): Promise<void> {
    if (this.#dies('after')) return
    this.#calls++
    tell()
    await this.#quiet()
  }

  #dies(when: Death['when']): boolean {
    const isDue = this.#death?.when === when && this.#death.call === this.#calls
    if (!isDue && this.isAlive(this.actor.name, when)) return false
    this.outcome = { kind: 'dead' }
    return true
  }

  #ask<T>(call: SimCall, act: () => Promise<T>, sizeOf: (answer: T) => number = () => 0): Promise<T> {
    return new Promise((resolve, reject) => {
      const perform = async () => {
        try {
          const answer = await act()
          return { bytes: sizeOf(answer), tell: () => resolve(answer) }
        } catch (error) {
          return { bytes: 0, tell: () => reject(error instanceof Error ? error : new Error(String(error))) }
        }
      }
      this.#queue.push({ call, perform })
      this.#wake?.()
    })
  }

  async #quiet(): Promise<void> {
    if (this.head !== undefined || this.outcome.kind !== 'waiting') return
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    this.#wake = undefined
  }
}
