import { formatCount } from '../../base/format.ts'
import type { SentenceValue } from '../lab.ts'

export type NumberPart = Extract<SentenceValue, { type: 'number' }>

/** Pixels of a sideways drag for one step. */
const PX_A_STEP = 8
const BIG_STEP = 10

/** A value of the sentence some steps further on, within its bounds. */
export function stepValue({ min, max, step }: NumberPart, from: number, steps: number): number {
  const value = Math.min(max, Math.max(min, from + steps * step))
  // Sums of decimal steps drift in binary; the step says how many places there are.
  return Number(value.toFixed(decimalsOf(step)))
}

export function draggedValue(part: NumberPart, from: number, px: number): number {
  return stepValue(part, from, Math.trunc(px / PX_A_STEP))
}

/** The value a key gives a focused number, or undefined when the key does not change it. */
export function keyedValue(part: NumberPart, from: number, key: string, shift: boolean): number | undefined {
  const by = shift ? BIG_STEP : 1
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return stepValue(part, from, by)
    case 'ArrowLeft':
    case 'ArrowDown':
      return stepValue(part, from, -by)
    case 'PageUp':
      return stepValue(part, from, BIG_STEP)
    case 'PageDown':
      return stepValue(part, from, -BIG_STEP)
    case 'Home':
      return part.min
    case 'End':
      return part.max
    default:
      return undefined
  }
}

/** Why a typed number cannot even be shown as it was typed; undefined when it can. */
export function whyTooFar({ min, max, step }: NumberPart, value: number, text: string): string | undefined {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return undefined
  return `${text} is outside ${formatNumber(min, step)} to ${formatNumber(max, step)}`
}

/** With as many places as the step has; a number between two steps with all of its own. */
export function formatNumber(value: number, step: number): string {
  if (Number.isInteger(value)) return formatCount(value)
  const rounded = value.toFixed(decimalsOf(step))
  return Math.abs(Number(rounded) - value) < 1e-9 ? rounded : String(value)
}

function decimalsOf(step: number): number {
  return step.toString().split('.')[1]?.length ?? 0
}
