import type { CommitSeen } from '../delta/verify-log.ts'

export interface LinePlace {
  readonly version: number
  /** From 1. */
  readonly line: number
}

/** A line of a commit, as it stands there. */
export interface RecordedLine extends LinePlace {
  readonly text: string
}

/** Finds where in the log the newest words about some files and about the protocol stand, from commits in their order. */
export class LogPlaces {
  readonly #wanted: ReadonlySet<string>
  readonly #files = new Map<string, LinePlace>()
  protocol: RecordedLine | undefined

  constructor(paths: Iterable<string>) {
    this.#wanted = new Set(paths)
  }

  add({ version, bytes, actions = [] }: CommitSeen): void {
    let lines: readonly string[] | undefined
    actions.forEach((action, i) => {
      const isWanted = action.kind === 'add' && this.#wanted.has(action.path)
      if (!isWanted && action.kind !== 'protocol') return
      lines ??= tryLines(bytes, actions.length)
      const text = lines?.[i]
      if (text === undefined) return
      if (action.kind === 'protocol') this.protocol = { version, line: i + 1, text }
      else if (isWanted) this.#files.set(action.path, { version, line: i + 1 })
    })
  }

  /** The line that added a file; undefined where only a checkpoint tells of it, or its commit has not one action a line. */
  ofFile(path: string): LinePlace | undefined {
    return this.#files.get(path)
  }
}

/** The lines of a commit, where each is an action that is known. */
function tryLines(bytes: Uint8Array | undefined, actions: number): readonly string[] | undefined {
  const lines = new TextDecoder().decode(bytes).replace(/\n+$/, '').split('\n')
  return lines.length === actions ? lines : undefined
}
