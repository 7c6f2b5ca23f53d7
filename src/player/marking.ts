import type { SessionCore } from './session-core.ts'
import { clampWindow } from '../viz/timeline/window.ts'
import type { TimelineWindow } from './timeline/contract.ts'

/** Bookmarks, breakpoints, muted rows, the window of the score, what is under the pointer. */
export class Marking {
  readonly #core: SessionCore

  constructor(core: SessionCore) {
    this.#core = core
  }

  /** Puts a bookmark at the playhead, or at a place that is named. */
  addBookmark(label: string, at?: { readonly branch: string; readonly position: number }): void {
    const { position, current, bookmarks } = this.#core.state
    const place = at ?? { branch: current, position }
    this.#core.set({ bookmarks: [...bookmarks, { id: this.#core.newId('m'), ...place, label }] })
  }

  removeMark(id: string): void {
    this.#core.set({
      bookmarks: this.#core.state.bookmarks.filter((mark) => mark.id !== id),
      breakpoints: this.#core.state.breakpoints.filter((breakpoint) => breakpoint.id !== id),
    })
  }

  /** One on a text is there once the lab's words are: before, no event would hold it. */
  addBreakpoint(kind: number | undefined, text: string | undefined): void {
    const { prepareWords } = this.#core.lab
    const add = (): void =>
      this.#core.set({ breakpoints: [...this.#core.state.breakpoints, { id: this.#core.newId('p'), kind, text }] })
    if (text === undefined || prepareWords === undefined) return add()
    prepareWords().then(add, () => this.#core.set({ notice: `No stop at ${text}: the lab’s words did not arrive.` }))
  }

  setWindow(window: TimelineWindow): void {
    this.#core.set({ window: clampWindow(window, this.#core.extent()) })
  }

  mute(kind: number, solo: boolean): void {
    const kinds = this.#core.lab.kinds.map((_, k) => k)
    const muted = new Set(this.#core.state.muted)
    if (solo) {
      const alone = kinds.every((k) => muted.has(k) === (k !== kind))
      this.#core.set({ muted: alone ? new Set() : new Set(kinds.filter((k) => k !== kind)) })
      return
    }
    if (!muted.delete(kind)) muted.add(kind)
    this.#core.set({ muted })
  }

  hover(mark: string | undefined): void {
    if (mark !== this.#core.state.hovered) this.#core.set({ hovered: mark })
  }

  select(mark: string | undefined): void {
    this.#core.set({ selected: mark })
  }
}
