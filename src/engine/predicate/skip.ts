import { countWhile } from '../../base/search.ts'
import { conversionOf } from './cast.ts'
import { tryConstant } from './column-bounds.ts'
import type { ColumnBounds } from './column-bounds.ts'
import { comparatorOf, compareTexts } from './compare.ts'
import type { Comparator } from './compare.ts'
import { compileExpression } from './evaluate.ts'
import { parseLikePattern } from './like.ts'
import type { LikePattern } from './like.ts'
import {
  ANY_VALUE,
  ERROR,
  FALSE,
  logicOutcomes,
  notOutcomes,
  NULL,
  ONLY_ERROR,
  outcomesOfRange,
  rangeComparisonOf,
  rangeOfOutcomes,
  rangeOfValue,
  TRUE,
} from './outcomes.ts'
import type { Outcomes, ValueRange } from './outcomes.ts'
import { SqlError } from './sql-error.ts'
import { columnKey, columnsOf } from './typed-expression.ts'
import type {
  TypedBetween,
  TypedCast,
  TypedColumn,
  TypedComparison,
  TypedExpression,
  TypedIn,
  TypedLike,
  TypedLiteral,
} from './typed-expression.ts'
import { decimalOf, isExact, isIntegral, isMoment } from './types.ts'
import type { SimpleType, Value } from './types.ts'

/**
 * `none`: no row matches, and none makes the predicate throw. `error`: no row matches, and for some it may throw, so that
 * leaving the file out would hide the error. `all`: every row matches. `maybe`: the file must be read to know.
 */
export type Decision = 'none' | 'error' | 'all' | 'maybe'

export interface SkipPlan {
  /** The columns whose bounds the decision takes, in its order. */
  readonly columns: readonly TypedColumn[]
  /**
   * Never `none` or `error` with a matching row, never `none` with a row for which the predicate throws, never `all` with a
   * row that does not match or for which it throws.
   */
  readonly decide: (bounds: readonly ColumnBounds[]) => Decision
}

type Bounds = readonly ColumnBounds[]

/**
 * What bounds of columns tell about a predicate. Comparisons, IN, LIKE with a prefix and IS NULL of columns are decided by
 * bounds, also through casts that keep the order; any other expression only where its columns have one value each.
 */
export function planSkip(predicate: TypedExpression): SkipPlan {
  const columns = columnsOf(predicate)
  const outcomesOf = new Planner(columns).outcomes(predicate)
  return {
    columns,
    decide: (bounds) => {
      const outcomes = outcomesOf(bounds)
      if ((outcomes & TRUE) === 0) return (outcomes & ERROR) === 0 ? 'none' : 'error'
      return outcomes === TRUE ? 'all' : 'maybe'
    },
  }
}

class Planner {
  readonly #indexes: ReadonlyMap<string, number>

  constructor(columns: readonly TypedColumn[]) {
    this.#indexes = new Map(columns.map((column, i) => [columnKey(column), i]))
  }

  /** Of a condition. */
  outcomes(expression: TypedExpression): (bounds: Bounds) => Outcomes {
    switch (expression.kind) {
      case 'and':
      case 'or':
        return this.#logic(expression.kind, expression.operands)
      case 'not': {
        const operand = this.outcomes(expression.operand)
        return (bounds) => notOutcomes(operand(bounds))
      }
      case 'is-null': {
        const operand = this.#range(expression.operand)
        return (bounds) => {
          const { hasNull, hasValue, hasError } = operand(bounds)
          return (hasNull ? TRUE : 0) | (hasValue ? FALSE : 0) | (hasError ? ERROR : 0)
        }
      }
      case 'comparison':
        return this.#comparison(expression)
      case 'in':
        return this.#in(expression)
      case 'between':
        return this.#between(expression)
      case 'like':
        return this.#like(expression)
      default: {
        const range = this.#range(expression)
        return (bounds) => outcomesOfRange(range(bounds))
      }
    }
  }

  #range(expression: TypedExpression): (bounds: Bounds) => ValueRange {
    switch (expression.kind) {
      case 'literal': {
        const range = rangeOfValue(expression.value)
        return () => range
      }
      case 'column': {
        const index = this.#indexOf(expression)
        return (bounds) => {
          const { min, max, nulls } = bounds[index] as ColumnBounds
          return { min, max, hasValue: nulls !== 'all', hasNull: nulls !== 'none', hasError: false }
        }
      }
      case 'cast':
        return isMonotone(expression.from, expression.type) ? this.#cast(expression) : this.#constant(expression)
      case 'and':
      case 'or':
      case 'not':
      case 'is-null':
      case 'comparison':
      case 'in':
      case 'between':
      case 'like': {
        const outcomes = this.outcomes(expression)
        return (bounds) => rangeOfOutcomes(outcomes(bounds))
      }
      default:
        return this.#constant(expression)
    }
  }

  #indexOf(column: TypedColumn): number {
    return this.#indexes.get(columnKey(column)) as number
  }

  #logic(kind: 'and' | 'or', operands: readonly TypedExpression[]): (bounds: Bounds) => Outcomes {
    const stop = kind === 'and' ? FALSE : TRUE
    const parts = operands.map((operand) => this.outcomes(operand))
    return (bounds) => {
      let outcomes = kind === 'and' ? TRUE : FALSE
      for (const part of parts) {
        if (outcomes === stop) return stop
        outcomes = logicOutcomes(stop, outcomes, part(bounds))
      }
      return outcomes
    }
  }

  #comparison({ operator, operandType, left, right }: TypedComparison): (bounds: Bounds) => Outcomes {
    const compare = rangeComparisonOf(operator, comparatorOf(operandType))
    const [a, b] = [this.#range(left), this.#range(right)]
    return (bounds) => compare(a(bounds), b(bounds))
  }

  #in({ operandType, operand, items }: TypedIn): (bounds: Bounds) => Outcomes {
    const subject = this.#range(operand)
    if (items.every(({ kind }) => kind === 'literal')) {
      const decide = listOutcomesOf(
        items.map((item) => (item as TypedLiteral).value),
        comparatorOf(operandType),
      )
      return (bounds) => decide(subject(bounds))
    }
    const equal = rangeComparisonOf('=', comparatorOf(operandType))
    const ranges = items.map((item) => this.#range(item))
    return (bounds) => {
      const value = subject(bounds)
      return ranges.reduce((outcomes, range) => logicOutcomes(TRUE, outcomes, equal(value, range(bounds))), FALSE)
    }
  }

  #between({ operandType, operand, low, high }: TypedBetween): (bounds: Bounds) => Outcomes {
    const compare = comparatorOf(operandType)
    const [isFrom, isTo] = [rangeComparisonOf('>=', compare), rangeComparisonOf('<=', compare)]
    const [subject, least, most] = [this.#range(operand), this.#range(low), this.#range(high)]
    return (bounds) => {
      const value = subject(bounds)
      return logicOutcomes(FALSE, isFrom(value, least(bounds)), isTo(value, most(bounds)))
    }
  }

  #like(expression: TypedLike): (bounds: Bounds) => Outcomes {
    const { operand, pattern, escape, place } = expression
    const value = pattern.kind === 'literal' ? pattern.value : undefined
    if (pattern.kind !== 'literal') {
      const constant = this.#constant(expression)
      return (bounds) => outcomesOfRange(constant(bounds))
    }
    const parsed = value === undefined ? undefined : parseLikePattern(value as string, escape, pattern.place ?? place)
    const subject = this.#range(operand)
    return (bounds) => {
      const range = subject(bounds)
      const outside = (range.hasNull ? NULL : 0) | (range.hasError ? ERROR : 0)
      if (!range.hasValue) return outside
      return outside | (parsed === undefined ? NULL : likeOutcomes(range, parsed))
    }
  }

  /** A cast that keeps the order: bounds of the values become bounds of the results. */
  #cast({ from, type, operand, place }: TypedCast): (bounds: Bounds) => ValueRange {
    const convert = conversionOf(from, type, place)
    const inner = this.#range(operand)
    return (bounds) => {
      const range = inner(bounds)
      const [min, max] = [range.min, range.max].map((bound) => (bound === undefined ? undefined : convert(bound)))
      return { ...range, min, max }
    }
  }

  /** Any expression: computed where all its columns have one value, else unknown. */
  #constant(expression: TypedExpression): (bounds: Bounds) => ValueRange {
    const columns = columnsOf(expression)
    const indexes = columns.map((column) => this.#indexOf(column))
    const evaluate = compileExpression<ReadonlyMap<number, Value>>(expression, (column) => {
      const index = this.#indexOf(column)
      return (values) => values.get(index)
    })
    const compute = (values: ReadonlyMap<number, Value>): ValueRange => {
      try {
        return rangeOfValue(evaluate(values))
      } catch (error) {
        if (error instanceof SqlError) return ONLY_ERROR
        throw error
      }
    }
    if (columns.length === 0) {
      const range = compute(new Map())
      return () => range
    }
    return (bounds) => {
      const values = new Map<number, Value>()
      for (const [i, index] of indexes.entries()) {
        const constant = tryConstant((columns[i] as TypedColumn).type, bounds[index] as ColumnBounds)
        if (constant === undefined) return ANY_VALUE
        values.set(index, constant.value)
      }
      return compute(values)
    }
  }
}

/** True when a greater value never becomes a lesser one and every value has a counterpart. */
function isMonotone(from: SimpleType, to: SimpleType): boolean {
  if (from.kind === 'void' || to.kind === 'void') return false
  if (isMoment(from)) return isMoment(to)
  if (to.kind === 'double') return isExact(from) || from.kind === 'float'
  if (to.kind === 'float') return isIntegral(from)
  if (!isExact(from) || !isExact(to)) return false
  const [narrow, wide] = [decimalOf(from), decimalOf(to)]
  if (from.kind === 'decimal' && isIntegral(to)) return false
  return wide.scale >= narrow.scale && wide.precision - wide.scale >= narrow.precision - narrow.scale
}

/** IN of a list of literals: only those between the bounds may be met, found by binary search. */
function listOutcomesOf(values: readonly Value[], compare: Comparator): (range: ValueRange) => Outcomes {
  const sorted = values.filter((value) => value !== undefined).sort(compare)
  const ifMissed = sorted.length < values.length ? NULL : FALSE
  return ({ min, max, hasValue, hasNull, hasError }) => {
    const outside = (hasNull ? NULL : 0) | (hasError ? ERROR : 0)
    if (!hasValue) return outside
    const from = min === undefined ? 0 : countWhile(sorted.length, (i) => compare(sorted[i], min) < 0)
    const to = max === undefined ? sorted.length : countWhile(sorted.length, (i) => compare(sorted[i], max) <= 0)
    if (from >= to) return outside | ifMissed
    const isOneValue = min !== undefined && max !== undefined && compare(min, max) === 0
    return outside | TRUE | (isOneValue ? 0 : ifMissed)
  }
}

const isSameText = rangeComparisonOf('=', (a, b) => compareTexts(a as string, b as string))

function likeOutcomes({ min, max }: ValueRange, { prefix, rest }: LikePattern): Outcomes {
  const [low, high] = [min as string | undefined, max as string | undefined]
  if (rest === 'nothing') return isSameText(valuesBetween(low, high), rangeOfValue(prefix))
  const isBelow = high !== undefined && compareTexts(high, prefix) < 0
  const isAbove = low !== undefined && compareTexts(low, prefix) > 0 && !low.startsWith(prefix)
  if (isBelow || isAbove) return FALSE
  // What lies between two texts with one prefix has it too.
  const isInside = low !== undefined && high !== undefined && low.startsWith(prefix) && high.startsWith(prefix)
  return rest === 'anything' && (isInside || prefix === '') ? TRUE : TRUE | FALSE
}

function valuesBetween(min: Value, max: Value): ValueRange {
  return { min, max, hasValue: true, hasNull: false, hasError: false }
}
