/** What the bench asks its worker for. */
export interface SortQuestion {
  /** Integers to sort. */
  readonly count: number
  readonly memoryBytes: number
  readonly turns: number
}

/** The fastest of all turns. */
export interface SortAnswer {
  readonly externalMs: number
  readonly arrayMs: number
  readonly pageBytes: number
  readonly runs: number
  readonly passes: number
  readonly peakMemoryBytes: number
  /** Of the turn that `externalMs` is of: bytes of runs, and the time in the calls that write and read them. */
  readonly spilledBytes: number
  readonly spillMs: number
  readonly readRunsMs: number
  /** Time in the calls that read the input and write the output. */
  readonly inputMs: number
  readonly outputMs: number
  /** The same handles, 4 MiB at a time, MB/s. */
  readonly rawWrite: number
  readonly rawRead: number
}
