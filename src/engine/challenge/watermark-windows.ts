/** Counts in tumbling windows with a watermark, append mode. All times and lengths in one unit. */
export interface WindowQuery {
  /** Length of a window; windows are [start, start + width), their starts multiples of it. */
  readonly width: number
  /** How far the watermark stays behind the latest event. */
  readonly delay: number
}

export interface WindowCount {
  readonly start: number
  readonly events: number
}

/** One micro-batch that ran. */
export interface WindowBatch {
  /** Event times, in the order of their arrival; none in a batch that only lets go of state. */
  readonly events: readonly number[]
  /** The watermark by which late events are told, and that by which windows are let go; -Infinity for none yet. */
  readonly lateWatermark: number
  readonly evictionWatermark: number
  readonly dropped: readonly number[]
  /** By start. */
  readonly emitted: readonly WindowCount[]
}

export interface WindowRun {
  readonly batches: readonly WindowBatch[]
  /** Windows that are still open, by start. */
  readonly state: readonly WindowCount[]
  /** What the next batch would let go by. */
  readonly watermark: number
}

/**
 * Runs a query over batches of event times as Spark 3.4 and later does. The watermark that a batch arrives at is used from the
 * next one on: that one lets go of windows by it, and the one after it drops late events by it. Where no data waits, a batch
 * without data follows whenever the watermark has moved; `isBusy` says that data always waits.
 */
export function runWindows(query: WindowQuery, data: readonly (readonly number[])[], isBusy: boolean): WindowRun {
  const stream = new WindowStream(query)
  const batches: WindowBatch[] = []
  for (const events of data) {
    batches.push(stream.run(events))
    if (!isBusy && stream.wantsBatch) batches.push(stream.run([]))
  }
  return { batches, state: stream.state, watermark: stream.watermark }
}

class WindowStream {
  watermark = -Infinity
  readonly #windows = new Map<number, number>()
  /** What the last batch let go by. */
  #evicted = -Infinity

  constructor(readonly query: WindowQuery) {}

  /** True when the last batch has moved the watermark, so that another one may find windows to let go. */
  get wantsBatch(): boolean {
    return this.watermark > this.#evicted
  }

  get state(): WindowCount[] {
    return [...this.#windows].map(([start, events]) => ({ start, events })).sort((a, b) => a.start - b.start)
  }

  run(events: readonly number[]): WindowBatch {
    const lateWatermark = this.#evicted
    const evictionWatermark = this.watermark
    this.#evicted = evictionWatermark
    const dropped = events.filter((at) => !this.#count(at, lateWatermark))
    const emitted = this.#letGo(evictionWatermark)
    for (const at of events) this.watermark = Math.max(this.watermark, at - this.query.delay)
    return { events, lateWatermark, evictionWatermark, dropped, emitted }
  }

  /** False for an event that is late: its window, not its own time, lies at or before the watermark. */
  #count(at: number, lateWatermark: number): boolean {
    const { width } = this.query
    const start = Math.floor(at / width) * width
    if (start + width <= lateWatermark) return false
    this.#windows.set(start, (this.#windows.get(start) ?? 0) + 1)
    return true
  }

  #letGo(watermark: number): WindowCount[] {
    const closed = this.state.filter(({ start }) => start + this.query.width <= watermark)
    for (const { start } of closed) this.#windows.delete(start)
    return closed
  }
}
