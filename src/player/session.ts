import { Branching } from './branching.ts'
import type { Branch } from './branch.ts'
import { Comparing } from './comparing.ts'
import type { AnyLab } from './lab.ts'
import { Marking } from './marking.ts'
import { findStop } from './marks.ts'
import { nearest, sameKind, stepBack, stepOn } from './moves.ts'
import { eventsPerSecond, PlayClock, shiftSpeed } from './playback.ts'
import { Predicting } from './predicting.ts'
import { SessionCore, type SessionPorts, type SessionStart } from './session-core.ts'
import type { SessionState } from './session-state.ts'

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

  /** Puts the playhead somewhere; stops play. */
  seek(position: number): void {
    this.core.set({ direction: 0, fired: undefined })
    this.core.move(position)
  }

  step(direction: -1 | 1): void {
    const { position, muted } = this.state
    const { log } = this.branch
    this.seek(direction === 1 ? stepOn(log, position, muted) : stepBack(log, position, muted))
  }

  stepKind(direction: -1 | 1): void {
    this.seek(sameKind(this.branch.log, this.state.position, direction))
  }

  stepCheckpoint(direction: -1 | 1): void {
    const { replay, log } = this.branch
    const places = replay?.checkpoints.map((checkpoint) => checkpoint.position) ?? []
    this.seek(nearest(places, this.state.position, direction) ?? (direction === 1 ? log.length : 0))
  }

  stepMark(direction: -1 | 1): void {
    const { position, bookmarks, current } = this.state
    const places = bookmarks.filter((mark) => mark.branch === current).map((mark) => mark.position)
    const stop = direction === 1 ? this.#stopAfter(position, this.branch.log.length)?.seq : undefined
    const next = nearest(stop === undefined ? places : [...places, stop], position, direction)
    if (next !== undefined) this.seek(next)
  }

  toEnd(): void {
    this.seek(this.branch.log.length)
  }

  play(direction: -1 | 1): void {
    const { position } = this.state
    const { log, end } = this.branch
    const atEnd = position >= log.length && end.type !== 'writing'
    this.#clock.reset()
    this.core.set({ direction, fired: undefined, prediction: undefined })
    if (direction === 1 && atEnd && log.length > 0) this.core.move(0)
  }

  pause(): void {
    this.core.set({ direction: 0 })
  }

  togglePlay(): void {
    if (this.state.direction === 0) this.play(1)
    else this.pause()
  }

  /** J and L: play that way, or twice as fast when already doing so. */
  shuttle(direction: -1 | 1): void {
    if (this.state.direction === direction) this.changeSpeed(1)
    else this.play(direction)
  }

  changeSpeed(by: -1 | 1): void {
    this.#clock.reset()
    this.core.set({ speed: shiftSpeed(this.state.speed, by) })
  }

  /** Moves the playhead by what is due after `elapsedMs` of play. Called once a frame while playing. */
  tick(elapsedMs: number): void {
    const { direction, position, speed } = this.state
    if (direction === 0) return
    const { log, end } = this.branch
    const due = this.#clock.due(elapsedMs, eventsPerSecond(speed, log.length))
    if (due === 0) return
    const target = Math.min(log.length, Math.max(0, position + direction * due))
    const stop = direction === 1 ? this.#stopAfter(position, target) : undefined
    if (stop !== undefined) this.core.set({ direction: 0, fired: stop.breakpoint.id })
    this.core.move(stop?.seq ?? target)
    const finished = direction === 1 ? target === log.length && end.type !== 'writing' : target === 0
    if (finished) this.core.set({ direction: 0 })
  }

  close(): void {
    this.branching.close()
  }

  #stopAfter(from: number, to: number): ReturnType<typeof findStop> {
    const { breakpoints } = this.state
    if (breakpoints.length === 0) return undefined
    const { log, header } = this.branch
    const describe = (seq: number): string =>
      `${this.lab.kinds[log.kindOf(seq)]?.label ?? ''} ${this.lab.record(log, seq, header)}`
    return findStop(breakpoints, log, from, to, describe)
  }
}
