import { formatBytes, formatCount, formatDuration } from '../../base/format.ts'
import type { Branch } from '../branch.ts'

const THIN_SPACE = '\u2009'

/** Large amounts with one decimal: "1,719", "152 k", "1.5 M". */
export function formatAmount(value: number): string {
  if (value < 10_000) return formatCount(value)
  if (value < 999_500) return `${Math.round(value / 1000)}${THIN_SPACE}k`
  return `${(value / 1e6).toFixed(1)}${THIN_SPACE}M`
}

/** "+137", "−4", "+0". */
export function formatChange(value: number): string {
  return `${value < 0 ? '−' : '+'}${formatCount(Math.abs(value))}`
}

/** "320 records written", "1 record written": units by what all of them are called. */
export function formatUnits(count: number, label: string): string {
  return `${formatCount(count)} ${count === 1 ? label.replace(/s\b/, '') : label}`
}

/** "event 1,999 of 2,922". */
export function formatPlace(position: number, length: number): string {
  return `event ${formatCount(position)} of ${formatCount(length)}`
}

/** Time before an estimate is given, and how far back the rate looks. */
const QUIET_MS = 3000
const RATE_MS = 2000

interface Sample {
  readonly atMs: number
  readonly done: number
}

/** "run-6" as words: "run 6". */
export function nameOfMark(mark: string): string {
  return mark.replaceAll('-', ' ')
}

/** How fast a run goes, measured over its last two seconds. */
export class RateMeter {
  #samples: Sample[] = []

  note(atMs: number, done: number): void {
    const last = this.#samples.at(-1)
    if (last !== undefined && done < last.done) this.#samples = []
    this.#samples.push({ atMs, done })
    while (this.#samples.length > 2 && (this.#samples[1] as Sample).atMs <= atMs - RATE_MS) this.#samples.shift()
  }

  /** Units a millisecond, or undefined while too little is known. */
  get rate(): number | undefined {
    const first = this.#samples[0]
    const last = this.#samples.at(-1)
    if (first === undefined || last === undefined || last.atMs - first.atMs < 500) return undefined
    return (last.done - first.done) / (last.atMs - first.atMs)
  }
}

/** "writing, 1.5 M of 2.9 M records; 41 s so far, about 40 s left". No estimate before 3 s. */
export function describeWriting(branch: Branch, nowMs: number, rate: number | undefined): string {
  const { end, startedAt } = branch
  if (end.type !== 'writing') return ''
  const { done, total, unit } = end
  const much = total === 0 ? 'writing' : `writing, ${amountOf(done, total, unit)}`
  const elapsedMs = nowMs - startedAt
  if (elapsedMs < 1000) return much
  const left = elapsedMs < QUIET_MS || !rate ? undefined : (total - done) / rate / 1000
  const soFar = `${much}; ${formatDuration(elapsedMs / 1000)} so far`
  return left === undefined ? soFar : `${soFar}, about ${formatDuration(Math.max(1, left))} left`
}

function amountOf(done: number, total: number, unit: string): string {
  if (unit === 'bytes') return `${formatBytes(done)} of ${formatBytes(total)}`
  return `${formatAmount(done)} of ${formatAmount(total)} ${unit}`
}

/** "log ends at 1,719: worker stopped. State at 1,719 is intact." */
export function describeFailure(branch: Branch): string {
  if (branch.end.type !== 'failed') return ''
  const at = formatCount(branch.log.length)
  return `log ends at ${at}: ${branch.end.error.message}. State at ${at} is intact.`
}
