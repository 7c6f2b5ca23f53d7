import type { CombineFunction } from './options.ts'

/** What combining makes of two values. */
export function combineValues(how: CombineFunction, a: number, b: number): number {
  switch (how) {
    case 'count':
    case 'sum':
      return a + b
    case 'min':
      return Math.min(a, b)
    case 'max':
      return Math.max(a, b)
  }
}

const NOTHING: Readonly<Record<CombineFunction, number>> = { count: 0, sum: 0, min: Infinity, max: -Infinity }

/**
 * The values of many records as one. Whatever way records are combined, the total of the output is that of the input, to
 * the last bit where values are whole numbers below 2^53.
 */
export class ValueTotal {
  total: number

  constructor(readonly how: CombineFunction) {
    this.total = NOTHING[how]
  }

  add(value: number): void {
    this.total = combineValues(this.how, this.total, value)
  }
}
