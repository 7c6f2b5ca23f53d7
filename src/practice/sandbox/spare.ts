import type { Frame } from './frame.ts'

/** One frame kept ready, so that a run need not wait for it. */
export interface Spare {
  /** Begins to open one, unless there is one. */
  readonly prepare: () => void
  /** The one that is ready, if its process still lives; else a new one. Rejects when none can be opened. */
  readonly take: () => Promise<Frame>
  readonly dispose: () => void
}

export function createSpare(open: () => Promise<Frame>): Spare {
  let spare: Promise<Frame | undefined> | undefined
  return {
    prepare() {
      // Why it failed is told to the one who takes.
      spare ??= open().catch(() => undefined)
    },
    async take() {
      const frame = await spare
      spare = undefined
      if (frame !== undefined && (await frame.isAlive())) return frame
      frame?.close()
      return open()
    },
    dispose() {
      void spare?.then((frame) => frame?.close())
      spare = undefined
    },
  }
}
