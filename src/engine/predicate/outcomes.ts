import { testOf } from './evaluate.ts'
import type { Comparator } from './compare.ts'
import type { ComparisonOperator } from './expression.ts'
import type { Value } from './types.ts'

/** A set of what a condition may come to, as bits. */
export type Outcomes = number

export const TRUE = 1
export const FALSE = 2
export const NULL = 4
/** It may throw. */
export const ERROR = 8
export const ANY: Outcomes = TRUE | FALSE | NULL | ERROR

/** What an expression may come to: values from `min` to `max` (undefined is not known), null, an error. */
export interface ValueRange {
  readonly min: Value
  readonly max: Value
  readonly hasValue: boolean
  readonly hasNull: boolean
  readonly hasError: boolean
}

export const ANY_VALUE: ValueRange = { min: undefined, max: undefined, hasValue: true, hasNull: true, hasError: true }
export const ONLY_ERROR: ValueRange = {
  min: undefined,
  max: undefined,
  hasValue: false,
  hasNull: false,
  hasError: true,
}

export function rangeOfValue(value: Value): ValueRange {
  const isNull = value === undefined
  return { min: value, max: value, hasValue: !isNull, hasNull: isNull, hasError: false }
}

export function outcomeOf(value: Value): Outcomes {
  return value === undefined ? NULL : value === true ? TRUE : FALSE
}

/** Of a range of booleans. */
export function outcomesOfRange({ min, max, hasValue, hasNull, hasError }: ValueRange): Outcomes {
  let outcomes = (hasNull ? NULL : 0) | (hasError ? ERROR : 0)
  if (hasValue && max !== false) outcomes |= TRUE
  if (hasValue && min !== true) outcomes |= FALSE
  return outcomes
}

export function rangeOfOutcomes(outcomes: Outcomes): ValueRange {
  const [canHold, canFail] = [(outcomes & TRUE) !== 0, (outcomes & FALSE) !== 0]
  return {
    min: !canFail,
    max: canHold,
    hasValue: canHold || canFail,
    hasNull: (outcomes & NULL) !== 0,
    hasError: (outcomes & ERROR) !== 0,
  }
}

export function notOutcomes(outcomes: Outcomes): Outcomes {
  return (outcomes & (NULL | ERROR)) | (outcomes & TRUE ? FALSE : 0) | (outcomes & FALSE ? TRUE : 0)
}

/** AND (`stop` is FALSE) or OR (`stop` is TRUE) of a left side, computed first, and a right side. */
export function logicOutcomes(stop: number, left: Outcomes, right: Outcomes): Outcomes {
  const go = stop === FALSE ? TRUE : FALSE
  let outcomes = left & (stop | ERROR)
  if (left & go) outcomes |= right
  if (left & NULL) outcomes |= (right & (stop | ERROR)) | (right & (go | NULL) ? NULL : 0)
  return outcomes
}

/** Of comparing values of two ranges. */
export type RangeComparison = (a: ValueRange, b: ValueRange) => Outcomes

export function rangeComparisonOf(operator: ComparisonOperator, compare: Comparator): RangeComparison {
  const holds = testOf(operator)
  const [ifBelow, ifEqual, ifAbove] = [-1, 0, 1].map((order) => (holds(order) ? TRUE : FALSE)) as [
    number,
    number,
    number,
  ]
  const takesNull = operator === '<=>'
  return (a, b) => {
    let outcomes = a.hasError || b.hasError ? ERROR : 0
    if (!takesNull && (a.hasNull || b.hasNull)) outcomes |= NULL
    if (takesNull && a.hasNull && b.hasNull) outcomes |= TRUE
    if (takesNull && ((a.hasNull && b.hasValue) || (a.hasValue && b.hasNull))) outcomes |= FALSE
    if (!a.hasValue || !b.hasValue) return outcomes
    const isBelow = order(a.max, b.min, compare)
    const isAbove = order(a.min, b.max, compare)
    // Of the three orders two values may have, those that the bounds leave.
    if (!(isAbove >= 0)) outcomes |= ifBelow
    if (!(isBelow <= 0)) outcomes |= ifAbove
    if (!(isBelow < 0) && !(isAbove > 0)) outcomes |= ifEqual
    return outcomes
  }
}

/** NaN, for which no comparison holds, where one of them is not known. */
function order(a: Value, b: Value, compare: Comparator): number {
  return a === undefined || b === undefined ? NaN : compare(a, b)
}
