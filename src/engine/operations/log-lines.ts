import type { Action } from '../delta/action-types.ts'
import type { CommitSeen } from '../delta/verify-log.ts'

/** Sorts of actions that the picture of a log tells apart, by their place in `LogBar.counts`. */
export const LINE_SORTS = ['commitInfo', 'add', 'remove', 'metaData, protocol', 'other'] as const

/** One commit, or of a long log several that follow one another. */
export interface LogBar {
  /** Versions [first, last], of which commits may be missing. */
  readonly first: number
  readonly last: number
  readonly commits: number
  /** Actions of each of `LINE_SORTS`. */
  readonly counts: readonly number[]
  /** The sorts of the actions as they stand in the file, by place in `LINE_SORTS`; of one commit of few lines alone. */
  readonly order: readonly number[] | undefined
  /** Bytes of the commits' files. */
  readonly sizeBytes: number
  /** Versions with a checkpoint. */
  readonly checkpoints: number
  /** Commits that cannot be read. */
  readonly damaged: number
  /** Actions with text behind them that is not theirs. */
  readonly tails: number
}

/** A log as a row of bars, the oldest version first. */
export interface LogLines {
  readonly bars: readonly LogBar[]
  readonly actions: number
  readonly tails: number
  readonly firstTail: LineTail | undefined
}

/** Where text that is not its own stands behind an action, and the end of the line. */
export interface LineTail {
  readonly version: number
  /** From 1, as the column. */
  readonly line: number
  readonly column: number
  readonly text: string
}

const NOTHING: Omit<LogBar, 'first' | 'last' | 'checkpoints'> = {
  commits: 0,
  counts: LINE_SORTS.map(() => 0),
  order: undefined,
  sizeBytes: 0,
  damaged: 0,
  tails: 0,
}

/** More bars than this cannot be told apart in the picture. */
const MOST_BARS = 120
/** A commit of more lines is drawn to scale. */
const MOST_LINES = 40

/** Gathers what `verifyLog` has seen of each commit. */
export class LogLinesBuilder {
  readonly #bars: LogBar[] = []
  #firstTail: LineTail | undefined
  /** Versions that a bar stands for; doubled whenever there are too many bars. */
  #versions = 1

  /** Versions with a checkpoint that no bar stands for yet, ascending. */
  readonly #checkpoints: number[]

  constructor(checkpoints: Iterable<number>) {
    this.#checkpoints = [...checkpoints].sort((a, b) => b - a)
  }

  /** Takes the next commit; versions rise. Gives how many of its actions have text behind them that is not theirs. */
  add(seen: CommitSeen): number {
    this.#addCheckpoints(seen.version)
    const bar = this.#describe(seen)
    this.#push(bar)
    this.#join()
    return bar.tails
  }

  finish(): LogLines {
    this.#addCheckpoints(Infinity)
    const actions = this.#bars.reduce((sum, { counts }) => sum + sumOf(counts), 0)
    const tails = this.#bars.reduce((sum, bar) => sum + bar.tails, 0)
    return { bars: this.#bars, actions, tails, firstTail: this.#firstTail }
  }

  /** Checkpoints of versions below that one, whose commits are gone. */
  #addCheckpoints(version: number): void {
    for (let next = this.#checkpoints.at(-1); next !== undefined && next < version; next = this.#checkpoints.at(-1)) {
      this.#checkpoints.pop()
      this.#push({ ...NOTHING, first: next, last: next, checkpoints: 1 })
      this.#join()
    }
  }

  #join(): void {
    while (this.#bars.length > MOST_BARS) {
      this.#versions *= 2
      for (const bar of this.#bars.splice(0)) this.#push(bar)
    }
  }

  #push(bar: LogBar): void {
    const last = this.#bars.at(-1)
    const isSame = last !== undefined && this.#numberOf(last) === this.#numberOf(bar)
    if (isSame) this.#bars[this.#bars.length - 1] = join(last, bar)
    else this.#bars.push(bar)
  }

  #numberOf({ first }: LogBar): number {
    return Math.floor(first / this.#versions)
  }

  #describe({ version, bytes, actions }: CommitSeen): LogBar {
    const hasCheckpoint = this.#checkpoints.at(-1) === version
    if (hasCheckpoint) this.#checkpoints.pop()
    const order = (actions ?? []).map(sortOf)
    const tails = bytes === undefined ? [] : findTails(bytes)
    if (bytes !== undefined && tails[0] !== undefined) this.#firstTail ??= describeTail(version, bytes, tails[0])
    return {
      first: version,
      last: version,
      commits: 1,
      counts: LINE_SORTS.map((_, sort) => order.filter((own) => own === sort).length),
      order: actions === undefined || order.length > MOST_LINES ? undefined : order,
      sizeBytes: bytes?.length ?? 0,
      checkpoints: hasCheckpoint ? 1 : 0,
      damaged: actions === undefined ? 1 : 0,
      tails: tails.length,
    }
  }
}

function sortOf({ kind }: Action): number {
  switch (kind) {
    case 'commitInfo':
      return 0
    case 'add':
      return 1
    case 'remove':
      return 2
    case 'metaData':
    case 'protocol':
      return 3
    default:
      return 4
  }
}

function join(a: LogBar, b: LogBar): LogBar {
  return {
    first: a.first,
    last: b.last,
    commits: a.commits + b.commits,
    counts: a.counts.map((count, sort) => count + (b.counts[sort] ?? 0)),
    order: undefined,
    sizeBytes: a.sizeBytes + b.sizeBytes,
    checkpoints: a.checkpoints + b.checkpoints,
    damaged: a.damaged + b.damaged,
    tails: a.tails + b.tails,
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

const [BRACE, X, LINE_END, RETURN] = [0x7d, 0x78, 0x0a, 0x0d]

/** Where lines end in the `x` of old Databricks runtimes, behind their object. */
function findTails(bytes: Uint8Array): readonly number[] {
  const tails: number[] = []
  for (let at = bytes.indexOf(X); at >= 0; at = bytes.indexOf(X, at + 1)) {
    const next = bytes[at + 1]
    if (bytes[at - 1] === BRACE && (next === undefined || next === LINE_END || next === RETURN)) tails.push(at)
  }
  return tails
}

/** Signs of a line that are told before what stands behind it. */
const MOST_TOLD = 60

function describeTail(version: number, bytes: Uint8Array, at: number): LineTail {
  const before = new TextDecoder().decode(bytes.subarray(0, at)).split('\n')
  const own = before.at(-1) ?? ''
  return { version, line: before.length, column: own.length + 1, text: `${own.slice(-MOST_TOLD)}x` }
}
