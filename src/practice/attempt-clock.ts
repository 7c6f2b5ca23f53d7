import type { Attempt } from './attempts.ts'

/** "14:32", "1:02:09": seconds rounded down. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  const rest = String(whole % 60).padStart(2, '0')
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, '0')}:${rest}`
}

/** True when the time limit is over: nothing may be changed any more. */
export function isOver(attempt: Attempt | undefined, seconds: number, minutes: number): boolean {
  return attempt !== undefined && attempt.isTimed && seconds >= minutes * 60
}

/** Seconds between the ticks of a ruler, so that they stand at least `least` px apart. */
export function tickSeconds(span: number, width: number, least: number): number {
  const steps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200]
  return steps.find((step) => (step / span) * width >= least) ?? 14_400
}
