import { Branching } from './branching.ts'
import type { Branch } from './branch.ts'
import { Comparing } from './comparing.ts'
import { eventMatcher } from './condition.ts'
import type { AnyLab } from './lab.ts'
import { Marking } from './marking.ts'
import { findStop, type Breakpoint } from './marks.ts'
import { nearest, sameKind, stepBack, stepOn } from './moves.ts'
import { speedNotice, eventsPerSecond, PlayClock, tryShiftSpeed } from './playback.ts'
import { Predicting } from './predicting.ts'
import { SessionCore, type SessionPorts, type SessionStart } from './session-core.ts'
import type { SessionState } from './session-state.ts'
import { StopSearch } from './stop-search.ts'
import type { FarStops } from './far-stops.ts'

/** How long a key press may look for a stop before the page goes on. */
const MOMENT_MS = 12

/** The truth of a prediction takes at most this long to play. */
const TRUTH_SECONDS = 4

/**
 * One lab on the bench: its branches, the playhead and everything the user does to them. Knows no React and no lab;
 * the engine is behind a port. Play and scrub only ever move `position`; states are asked for by whoever draws.
 */
export class Session {
  readonly core: SessionCore
  readonly branching: Branching
  readonly comparing: Comparing
  readonly marking: Marking
  readonly predicting: Predicting
  readonly #clock = new PlayClock()
  #far: Promise<FarStops> | undefined

  constructor(lab: AnyLab, ports: SessionPorts, start: SessionStart) {
    this.core = new SessionCore(lab, ports, start)
    this.branching = new Branching(this.core)
    this.comparing = new Comparing(this.core)
    this.marking = new Marking(this.core)
    this.predicting = new Predicting(this.core)
    const position = start.position ?? 0
    if (position > 0) this.core.pending = { branch: this.branch.id, place: () => position }
    this.branching.run(this.branch)
  }

  get lab(): AnyLab {
    return this.core.lab
  }

  get state(): SessionState {
    return this.core.state
  }

  /** The branch on the stage. */
  get branch(): Branch {
    return this.core.branch
  }

  /** Puts the playhead somewhere; stops play. An open question is not left without a word. */
  seek(position: number): void {
    if (position !== this.state.position && this.predicting.holds()) return
    this.core.move(position, { direction: 0, fired: undefined, notice: undefined })
  }

  /** On with a log that is being written, as if it played: to people who hear the page that is no step. */
  follow(position: number): void {
    if (position !== this.state.position && this.predicting.holds()) return
    this.core.move(position, { direction: 0, followed: true, fired: undefined })
  }

  /** One event on or back. With a locked answer, on plays its truth, and once more goes to its end. */
  step(direction: -1 | 1): void {
    const { position, muted, prediction } = this.state
    if (direction === 1 && prediction !== undefined && this.predicting.truthAhead) {
      if (this.state.direction === 1) this.seek(prediction.question.until)
      else this.play(1)
      return
    }
    const { log } = this.branch
    this.seek(direction === 1 ? stepOn(log, position, muted) : stepBack(log, position, muted))
  }

  stepKind(direction: -1 | 1): void {
    this.seek(sameKind(this.branch.log, this.state.position, direction))
  }

  stepCheckpoint(direction: -1 | 1): void {
    const { replay, log } = this.branch
    const { position } = this.state
    if (direction === 1) this.seek(replay?.checkpointAfter(position)?.position ?? log.length)
    else this.seek(position === 0 ? 0 : (replay?.checkpointBefore(position - 1).position ?? 0))
  }

  /** To the next bookmark or stop of a breakpoint that way; says so where there is none. */
  stepMark(direction: -1 | 1): void {
    const { position, bookmarks, breakpoints, current } = this.state
    // Whether one comes may be the answer.
    if (direction === 1 && bookmarks.length + breakpoints.length > 0 && this.predicting.holds()) return
    const places = bookmarks.filter((mark) => mark.branch === current).map((mark) => mark.position)
    const bookmark = nearest(places, position, direction)
    if (breakpoints.length > 0) this.#seekStop(breakpoints, direction, bookmark)
    else if (bookmark !== undefined) this.seek(bookmark)
    else this.#whenFar((far) => far.tellNone(direction))
  }

  /** Goes to a bookmark, or to where a breakpoint stops next; stays where there is none, and says so. */
  seekMark(id: string): void {
    const { bookmarks, breakpoints } = this.state
    const bookmark = bookmarks.find((mark) => mark.id === id)
    if (bookmark !== undefined) return this.seek(bookmark.position)
    if (this.predicting.holds()) return
    this.#seekStop(
      breakpoints.filter((one) => one.id === id),
      1,
      undefined,
    )
  }

  toEnd(): void {
    this.seek(this.branch.log.length)
  }

  play(direction: -1 | 1): void {
    const { position, prediction } = this.state
    const { log, end } = this.branch
    if (prediction?.isReview === true && !prediction.locked) return
    if (this.predicting.holds()) return
    const atEnd = position >= log.length && end.type !== 'writing'
    this.#clock.reset()
    const stays = prediction?.isReview === true || (direction === 1 && this.predicting.truthAhead)
    this.core.set({ direction, fired: undefined, ...(stays ? {} : { prediction: undefined }) })
    if (direction === 1 && atEnd && log.length > 0) this.core.move(0)
    if (direction === 1 && this.state.breakpoints.length > 0) this.#whenFar((far) => far.watch())
  }

  pause(): void {
    this.core.set({ direction: 0 })
  }

  togglePlay(): void {
    if (this.state.direction === 0) this.play(1)
    else this.pause()
  }

  /** J and L: play that way, or the next faster speed when already doing so. */
  shuttle(direction: -1 | 1): void {
    if (this.state.direction === direction) this.changeSpeed(1)
    else this.play(direction)
  }

  /** One speed up or down; says which, since not every screen shows it. */
  changeSpeed(by: -1 | 1): void {
    this.#clock.reset()
    const next = tryShiftSpeed(this.state.speed, by, this.branch.log.length)
    const speed = next ?? this.state.speed
    const limit = next !== undefined ? '' : by === 1 ? ', the fastest' : ', the slowest'
    this.core.set({ speed, notice: `${speedNotice(speed)}${limit}` })
  }

  /** Moves the playhead by what is due after `elapsedMs` of play. Called once a frame while playing. */
  tick(elapsedMs: number): void {
    const { direction, position, speed } = this.state
    if (direction === 0) return
    const { log, end } = this.branch
    const truth = this.#truth()
    const due = this.#clock.due(elapsedMs, Math.max(eventsPerSecond(speed, log.length), truth.rate))
    if (due === 0) return
    const last = Math.min(log.length, truth.until)
    const target = Math.min(last, Math.max(0, position + direction * due))
    const stop = direction === 1 ? this.#stopAfter(position, target) : undefined
    if (stop !== undefined) this.core.set({ direction: 0, fired: stop.breakpoint.id })
    this.core.move(stop?.seq ?? target)
    const atEnd = target === truth.until || (target === log.length && end.type !== 'writing')
    const finished = direction === 1 ? atEnd : target === 0
    if (finished) this.core.set({ direction: 0 })
  }

  close(): void {
    this.branching.close()
  }

  /** How far to play for a locked answer, and at least how fast: nobody waits longer than a few seconds for it. */
  #truth(): { readonly until: number; readonly rate: number } {
    const { prediction } = this.state
    if (prediction === undefined || !this.predicting.truthAhead) return { until: Infinity, rate: 0 }
    const { until } = prediction.question
    return { until, rate: (until - prediction.position) / TRUTH_SECONDS }
  }

  #stopAfter(from: number, to: number): ReturnType<typeof findStop> {
    const { breakpoints } = this.state
    if (breakpoints.length === 0) return undefined
    return findStop(breakpoints, this.branch.log, from, to, this.#matches())
  }

  /** To the nearest stop that way, or to a bookmark that is nearer. What takes longer than a moment is looked for behind. */
  #seekStop(breakpoints: readonly Breakpoint[], direction: -1 | 1, bookmark: number | undefined): void {
    const { position } = this.state
    const { log } = this.branch
    const { ports } = this.core
    const [from, to] = direction === 1 ? [position, bookmark ?? log.length] : [bookmark ?? 0, position - 1]
    const search = new StopSearch(breakpoints, direction, log, from, to, this.#matches())
    const until = ports.now() + MOMENT_MS
    const stop = search.look(() => ports.now() >= until) ?? (search.left === 0 ? bookmark : undefined)
    if (stop !== undefined) this.seek(stop)
    else {
      const asked = this.state
      this.#whenFar((far) => far.seek(search, bookmark, asked))
    }
  }

  /** What looks through the rest of a log; where it cannot be fetched, nothing is said. */
  #whenFar(act: (far: FarStops) => void): void {
    this.#far ??= import('./far-stops.ts').then((module) => new module.FarStops(this.core, this.predicting))
    this.#far.then(act, () => (this.#far = undefined))
  }

  #matches(): ReturnType<typeof eventMatcher> {
    return eventMatcher(this.lab, this.branch)
  }
}
