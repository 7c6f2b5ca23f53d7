import { SOLVED_SCORE } from '../progress/events.ts'

/** Of the 100 points of a program that is asked to grow as its reference does: what that counts. */
export const GROWTH_POINTS = 25

/**
 * Points for the share of data sets or cases that are right, rounded down: `most` for all of them. What fails one is not
 * solved, however many there are, so that it stays below `SOLVED_SCORE`.
 */
export function pointsOf(passed: number, total: number, most = 100): number {
  if (total > 0 && passed === total) return most
  return Math.min(Math.floor((most * passed) / Math.max(1, total)), SOLVED_SCORE - 1)
}
