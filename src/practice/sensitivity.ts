import type { NumberModel } from './types.ts'

/** How far an answer moves when one assumption is about a tenth larger. */
export interface Sensitivity {
  readonly label: string
  readonly value: number
  /** A tenth larger; of what is counted the nearest whole number to that which is above `value`. */
  readonly next: number
  /** The answer then, as a share of the answer now, minus 1: 0.1 where it grows along, -0.09 where it shrinks. */
  readonly change: number
}

const STEP = 0.1

/** By how much the answer moves, the assumption that moves it most first; those that do not move it left out. */
export function rankAssumptions({ inputs, compute }: NumberModel): readonly Sensitivity[] {
  const values = inputs.map(({ value }) => value)
  const now = compute(values)
  if (!Number.isFinite(now) || now === 0) return []
  return inputs
    .map((input, i) => {
      const { label, value } = input
      const next = nextOf(input)
      return { label, value, next, change: compute(values.with(i, next)) / now - 1 }
    })
    .filter(({ change }) => Number.isFinite(change) && Math.abs(change) > 1e-9)
    .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))
}

function nextOf({ value, isWhole }: NumberModel['inputs'][number]): number {
  const larger = value * (1 + STEP)
  return isWhole === true ? Math.max(value + 1, Math.round(larger)) : larger
}
