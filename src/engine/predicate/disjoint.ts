import { UNKNOWN_BOUNDS } from './column-bounds.ts'
import type { ColumnBounds } from './column-bounds.ts'
import { comparatorOf } from './compare.ts'
import type { ComparisonOperator } from './expression.ts'
import { planSkip } from './skip.ts'
import { columnKey } from './typed-expression.ts'
import type { TypedColumn, TypedExpression, TypedLiteral } from './typed-expression.ts'
import { isSimple } from './types.ts'
import type { Value } from './types.ts'

/** More ways to be true than this are not looked at one by one. */
const MOST_TERMS = 256

const BOOLEAN = { kind: 'boolean' } as const

/**
 * Whether a row may exist for which both predicates, resolved in one scope, are TRUE. Never false where there is such a row;
 * true also where nothing was found out.
 *
 * OR and IN are multiplied out into lists of conditions that hold together. Each list gives bounds of its columns, and bounds
 * under which the list can not be true rule it out.
 */
export function canBothMatch(a: TypedExpression, b: TypedExpression): boolean {
  const both: TypedExpression = { kind: 'and', type: BOOLEAN, operands: [a, b] }
  return termsOf(both).some(canHold)
}

/** Conditions that hold together. */
type Term = readonly TypedExpression[]

function termsOf(expression: TypedExpression): readonly Term[] {
  switch (expression.kind) {
    case 'and': {
      let terms: readonly Term[] = [[]]
      for (const operand of expression.operands) {
        const more = termsOf(operand)
        const isTooMany = terms.length * more.length > MOST_TERMS
        const alternatives: readonly Term[] = isTooMany ? [[operand]] : more
        terms = terms.flatMap((term) => alternatives.map((alternative) => [...term, ...alternative]))
      }
      return terms
    }
    case 'or': {
      const terms = expression.operands.flatMap(termsOf)
      return terms.length > MOST_TERMS ? [[expression]] : terms
    }
    case 'in': {
      const { operand, items, operandType } = expression
      if (items.length > MOST_TERMS) return [[expression]]
      return items.map((item) => [
        { kind: 'comparison', type: BOOLEAN, operator: '=', operandType, left: operand, right: item },
      ])
    }
    default:
      return [[expression]]
  }
}

function canHold(term: Term): boolean {
  const { columns, decide } = planSkip({ kind: 'and', type: BOOLEAN, operands: term })
  const known = new Map<string, ColumnBounds>()
  for (const condition of term) {
    for (const { column, bounds } of boundsIn(condition)) {
      const key = columnKey(column)
      known.set(key, narrow(column, known.get(key) ?? UNKNOWN_BOUNDS, bounds))
    }
  }
  const decision = decide(columns.map((column) => known.get(columnKey(column)) ?? UNKNOWN_BOUNDS))
  return decision === 'all' || decision === 'maybe'
}

interface Finding {
  readonly column: TypedColumn
  readonly bounds: ColumnBounds
}

/** What a column is bound to when the condition is TRUE. */
function boundsIn(condition: TypedExpression): readonly Finding[] {
  switch (condition.kind) {
    case 'column':
      return [{ column: condition, bounds: { min: true, max: true, nulls: 'none' } }]
    case 'is-null':
      return condition.operand.kind === 'column'
        ? [{ column: condition.operand, bounds: { min: undefined, max: undefined, nulls: 'all' } }]
        : []
    case 'not': {
      const { operand } = condition
      if (operand.kind === 'column') return [{ column: operand, bounds: { min: false, max: false, nulls: 'none' } }]
      if (operand.kind !== 'is-null' || operand.operand.kind !== 'column') return []
      return [{ column: operand.operand, bounds: { min: undefined, max: undefined, nulls: 'none' } }]
    }
    case 'comparison': {
      const { operator, left, right } = condition
      if (left.kind === 'column' && right.kind === 'literal') return compared(left, operator, right)
      if (left.kind === 'literal' && right.kind === 'column') return compared(right, MIRRORED[operator], left)
      return []
    }
    case 'in': {
      const { operand, items, operandType } = condition
      const values = items.map((item) => (item.kind === 'literal' ? item.value : undefined))
      if (operand.kind !== 'column' || values.includes(undefined)) return []
      values.sort(comparatorOf(operandType))
      return [{ column: operand, bounds: { min: values[0], max: values.at(-1), nulls: 'none' } }]
    }
    case 'between': {
      const { operand, low, high } = condition
      if (operand.kind !== 'column' || low.kind !== 'literal' || high.kind !== 'literal') return []
      return [...compared(operand, '>=', low), ...compared(operand, '<=', high)]
    }
    default:
      return []
  }
}

const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '=',
  '<>': '<>',
  '<=>': '<=>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

function compared(column: TypedColumn, operator: ComparisonOperator, { value }: TypedLiteral): readonly Finding[] {
  if (value === undefined) {
    const nulls = operator === '<=>' ? 'all' : 'none'
    return [{ column, bounds: { min: undefined, max: undefined, nulls } }]
  }
  const isUpper = operator === '=' || operator === '<=>' || operator === '<' || operator === '<='
  const isLower = operator === '=' || operator === '<=>' || operator === '>' || operator === '>='
  const bounds = { min: isLower ? value : undefined, max: isUpper ? value : undefined, nulls: 'none' } as const
  return [{ column, bounds }]
}

function narrow({ type }: TypedColumn, a: ColumnBounds, b: ColumnBounds): ColumnBounds {
  if (a.nulls !== 'maybe' && b.nulls !== 'maybe' && a.nulls !== b.nulls) return a
  const compare = isSimple(type) ? comparatorOf(type) : () => 0
  const pick = (x: Value, y: Value, sign: number): Value =>
    x === undefined || (y !== undefined && sign * compare(x, y) < 0) ? y : x
  return { min: pick(a.min, b.min, 1), max: pick(a.max, b.max, -1), nulls: a.nulls === 'maybe' ? b.nulls : a.nulls }
}
