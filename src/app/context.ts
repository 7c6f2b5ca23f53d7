import type { BenchUi } from '../player/bench/bench-ui.ts'
import type { Session } from '../player/session.ts'
import type { Progress } from '../progress/progress.ts'
import type { EngineClient } from '../worker/client.ts'
import type { Dropped } from './file-drop.ts'

/** The sheets that can lie over any page. */
export type SheetName = 'palette' | 'keys' | 'settings' | 'share'

/** A lab that is on the screen, and what is open on its bench. */
export interface LabOnScreen {
  readonly session: Session
  readonly ui: BenchUi
}

/** What every page is given: the learner's log, the engine, the way around. */
export interface AppContext {
  readonly progress: Progress
  readonly engine: EngineClient
  /** `replace`: the place that is left is not one to come back to. */
  readonly go: (path: string, options?: { readonly replace?: boolean }) => void
  readonly openSheet: (sheet: SheetName) => void
  /** A lab on the screen says so: the palette then offers its events, and its moment can be shared. */
  readonly offer: (lab: LabOnScreen | undefined) => void
  /** What was dropped on another page and is to be opened on the next one. */
  readonly takeFile: (lab: string) => Dropped | undefined
  /** Opens the page for what is the learner's own: of the lab that is named, else of the one on the screen. */
  readonly openFile: (dropped: Dropped | undefined, lab?: string) => void
}
