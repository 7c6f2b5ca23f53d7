function* merge(readers: Reader[]): Generator<number> {
  const rows: number[] = []
  for (const reader of readers) {
    for (let row = reader.next(); row !== undefined; row = reader.next()) rows.push(row)
  }
  rows.sort((a, b) => a - b)
  for (const row of rows) yield row
}

/** Rows of a run, one by one. Leave it as it is. */
class Reader {
  constructor(
    private rows: number[],
    private meter: { held: number; peak: number },
    private at = 0,
  ) {}

  next(): number | undefined {
    if (this.at >= this.rows.length) return undefined
    this.meter.held += 1
    this.meter.peak = Math.max(this.meter.peak, this.meter.held)
    this.at += 1
    return this.rows[this.at - 1]
  }
}

/** What the judge calls. Leave it as it is. */
function measure(runs: number[][]) {
  const meter = { held: 0, peak: 0 }
  const rows: number[] = []
  for (const row of merge(runs.map((run) => new Reader(run, meter)))) {
    meter.held -= 1
    rows.push(row)
  }
  return { rows, peak: meter.peak }
}
