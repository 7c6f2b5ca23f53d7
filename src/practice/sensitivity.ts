import type { NumberModel } from './types.ts'

/** How far an answer moves when one assumption is a tenth larger. */
export interface Sensitivity {
  readonly label: string
  readonly value: number
  /** The answer then, as a share of the answer now, minus 1: 0.1 where it grows along, -0.09 where it shrinks. */
  readonly change: number
}

export const STEP = 0.1

/** By how much the answer moves, the assumption that moves it most first; those that do not move it left out. */
export function rankAssumptions({ inputs, compute }: NumberModel): readonly Sensitivity[] {
  const values = inputs.map(({ value }) => value)
  const now = compute(values)
  if (!Number.isFinite(now) || now === 0) return []
  return inputs
    .map(({ label, value }, i) => ({ label, value, change: compute(values.with(i, value * (1 + STEP))) / now - 1 }))
    .filter(({ change }) => Number.isFinite(change) && Math.abs(change) > 1e-9)
    .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))
}
