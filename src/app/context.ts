import type { Session } from '../player/session.ts'
import type { Progress } from '../progress/progress.ts'
import type { EngineClient } from '../worker/client.ts'

/** The sheets that can lie over any page. */
export type SheetName = 'palette' | 'keys' | 'settings' | 'share'

/** What every page is given: the learner's log, the engine, the way around. */
export interface AppContext {
  readonly progress: Progress
  readonly engine: EngineClient
  readonly go: (path: string) => void
  readonly openSheet: (sheet: SheetName) => void
  /** A lab on the screen says so: the palette then offers its events, and its moment can be shared. */
  readonly offer: (session: Session | undefined) => void
  /** A file that was dropped on another page and is to be opened on the next one. */
  readonly takeFile: () => File | undefined
  readonly openFile: (file: File | undefined) => void
}
