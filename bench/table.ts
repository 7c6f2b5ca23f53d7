import os from 'node:os'

/** What a bench found for one line of its table. */
export interface BenchRow {
  readonly what: string
  readonly measured: string
  readonly against: string
  /** The aim in words, and whether it is reached; undefined where none is set. */
  readonly aim: string
  readonly reached: boolean | undefined
}

/** Prints a Markdown table, and below it how busy the machine was: a ratio of a crowded machine says less. */
export function printTable(rows: readonly BenchRow[]): void {
  console.log('| what | measured | against | aim | reached |')
  console.log('| --- | --- | --- | --- | --- |')
  for (const { what, measured, against, aim, reached } of rows) {
    const verdict = reached === undefined ? '–' : reached ? 'yes' : 'no'
    console.log(`| ${what} | ${measured} | ${against} | ${aim} | ${verdict} |`)
  }
  const [lately = 0] = os.loadavg()
  console.log(`\nload average ${lately.toFixed(1)} on ${os.cpus().length} processors`)
}

/** The value below which the share `p` of `values` lies. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? NaN
}

/** Milliseconds that `work` takes. */
export function timeOf(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
