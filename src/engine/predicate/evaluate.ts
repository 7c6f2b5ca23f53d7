import { operationOf, negationOf } from './arithmetic.ts'
import { conversionOf } from './cast.ts'
import { comparatorOf } from './compare.ts'
import type { Comparator } from './compare.ts'
import type { ComparisonOperator } from './expression.ts'
import { FUNCTIONS } from './functions.ts'
import { isLike, parseLikePattern } from './like.ts'
import type {
  TypedBetween,
  TypedCall,
  TypedCase,
  TypedColumn,
  TypedComparison,
  TypedExpression,
  TypedIn,
  TypedLike,
} from './typed-expression.ts'
import { isSimple } from './types.ts'
import type { Row, SimpleType, Value } from './types.ts'

/** The value of an expression for one row; null is undefined. Throws `SqlError` where SQL has no value. */
export type Evaluator<R> = (row: R) => Value

/** How to get the value of a column from a row. */
export type ColumnReader<R> = (column: TypedColumn) => Evaluator<R>

/**
 * Makes a function of an expression, to be called once a row. AND, OR, IN, CASE and COALESCE take their operands from left to
 * right and stop where the result is known: what stands behind is not computed and cannot throw.
 */
export function compileExpression<R>(expression: TypedExpression, read: ColumnReader<R>): Evaluator<R> {
  const compile = (inner: TypedExpression): Evaluator<R> => compileExpression(inner, read)
  switch (expression.kind) {
    case 'column':
      return read(expression)
    case 'literal':
      return () => expression.value
    case 'comparison':
      return compileComparison(expression, compile)
    case 'and':
      return compileLogic(expression.operands.map(compile), false)
    case 'or':
      return compileLogic(expression.operands.map(compile), true)
    case 'not':
      return liftNull([expression.operand], compile, ([value]) => value !== true)
    case 'is-null': {
      const operand = compile(expression.operand)
      return (row) => operand(row) === undefined
    }
    case 'in':
      return compileIn(expression, compile)
    case 'between':
      return compileBetween(expression, compile)
    case 'like':
      return compileLike(expression, compile)
    case 'arithmetic': {
      const { operator, type, decimals, place, left, right } = expression
      const apply = operationOf(operator, type, decimals, place)
      return liftNull([left, right], compile, ([a, b]) => apply(a, b))
    }
    case 'negate': {
      const apply = negationOf(expression.type, expression.place)
      return liftNull([expression.operand], compile, ([value]) => apply(value))
    }
    case 'cast': {
      const apply = conversionOf(expression.from, expression.type, expression.place)
      return liftNull([expression.operand], compile, ([value]) => apply(value))
    }
    case 'case':
      return compileCase(expression, compile)
    case 'coalesce':
      return compileCoalesce(expression.operands.map(compile))
    case 'call':
      return compileCall(expression, compile)
  }
}

/** Reads columns from rows whose values stand in the order of the fields. */
export function readFromRow({ path }: TypedColumn): Evaluator<Row> {
  const [first = 0, ...inner] = path
  if (inner.length === 0) return (row) => row[first]
  return (row) => {
    let value = row[first]
    for (const index of inner) value = (value as Row | undefined)?.[index]
    return value
  }
}

/** True for rows for which a boolean expression is TRUE; false for FALSE and for NULL. */
export function compilePredicate(expression: TypedExpression): (row: Row) => boolean {
  const evaluate = compileExpression(expression, readFromRow)
  return (row) => evaluate(row) === true
}

type Compile<R> = (inner: TypedExpression) => Evaluator<R>

/** Null where one of the operands is null, which are all computed first. */
function liftNull<R>(
  operands: readonly TypedExpression[],
  compile: Compile<R>,
  apply: (values: readonly Value[]) => Value,
): Evaluator<R> {
  const evaluators = operands.map(compile)
  return (row) => {
    const values = evaluators.map((evaluate) => evaluate(row))
    return values.includes(undefined) ? undefined : apply(values)
  }
}

function compileComparison<R>(expression: TypedComparison, compile: Compile<R>): Evaluator<R> {
  const [left, right] = [compile(expression.left), compile(expression.right)]
  const compare = comparatorOf(expression.operandType)
  if (expression.operator === '<=>') {
    return (row) => {
      const [a, b] = [left(row), right(row)]
      return a === undefined || b === undefined ? a === b : compare(a, b) === 0
    }
  }
  const holds = testOf(expression.operator)
  return (row) => {
    const a = left(row)
    const b = right(row)
    return a === undefined || b === undefined ? undefined : holds(compare(a, b))
  }
}

/** Tells from a comparator's answer whether an operator holds. */
export function testOf(operator: ComparisonOperator): (order: number) => boolean {
  switch (operator) {
    case '=':
    case '<=>':
      return (order) => order === 0
    case '<>':
      return (order) => order !== 0
    case '<':
      return (order) => order < 0
    case '<=':
      return (order) => order <= 0
    case '>':
      return (order) => order > 0
    case '>=':
      return (order) => order >= 0
  }
}

/** AND stops at FALSE, OR at TRUE. */
function compileLogic<R>(operands: readonly Evaluator<R>[], stop: boolean): Evaluator<R> {
  return (row) => {
    let result: Value = !stop
    for (const operand of operands) {
      const value = operand(row)
      if (value === stop) return stop
      if (value === undefined) result = undefined
    }
    return result
  }
}

function compileIn<R>({ operand, items, operandType }: TypedIn, compile: Compile<R>): Evaluator<R> {
  const value = compile(operand)
  const isConstant = items.every(({ kind }) => kind === 'literal')
  const find = isConstant ? finderOf(items, operandType) : undefined
  if (find !== undefined) return (row) => find(value(row))
  const compare = comparatorOf(operandType)
  const evaluators = items.map(compile)
  return (row) => {
    const wanted = value(row)
    if (wanted === undefined) return undefined
    let result: Value = false
    for (const evaluate of evaluators) {
      const item = evaluate(row)
      if (item === undefined) result = undefined
      else if (compare(wanted, item) === 0) return true
    }
    return result
  }
}

/** Binary search over the literals; undefined, which is null, where a null among them leaves it open. */
function finderOf(items: readonly TypedExpression[], type: SimpleType): (wanted: Value) => boolean | undefined {
  const compare: Comparator = comparatorOf(type)
  const values = items.flatMap((item) => (item.kind === 'literal' && item.value !== undefined ? [item.value] : []))
  const otherwise = values.length < items.length ? undefined : false
  values.sort(compare)
  return (wanted) => {
    if (wanted === undefined) return undefined
    let low = 0
    let high = values.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compare(values[middle], wanted) < 0) low = middle + 1
      else high = middle
    }
    return low < values.length && compare(values[low], wanted) === 0 ? true : otherwise
  }
}

function compileBetween<R>({ operand, low, high, operandType }: TypedBetween, compile: Compile<R>): Evaluator<R> {
  const compare = comparatorOf(operandType)
  const [subject, least, most] = [compile(operand), compile(low), compile(high)]
  return (row) => {
    const value = subject(row)
    const from = least(row)
    if (value !== undefined && from !== undefined && compare(value, from) < 0) return false
    const to = most(row)
    if (value === undefined || to === undefined) return undefined
    return compare(value, to) > 0 ? false : from === undefined ? undefined : true
  }
}

function compileLike<R>({ operand, pattern, escape, place }: TypedLike, compile: Compile<R>): Evaluator<R> {
  if (pattern.kind === 'literal' && pattern.value !== undefined) {
    const parsed = parseLikePattern(pattern.value as string, escape, pattern.place ?? place)
    return liftNull([operand], compile, ([text]) => isLike(text as string, parsed))
  }
  return liftNull([operand, pattern], compile, ([text, written]) =>
    isLike(text as string, parseLikePattern(written as string, escape, place)),
  )
}

function compileCase<R>({ subject, branches, otherwise }: TypedCase, compile: Compile<R>): Evaluator<R> {
  const compiled = branches.map(({ when, then }) => ({ when: compile(when), then: compile(then) }))
  const last = otherwise === undefined ? undefined : compile(otherwise)
  const choose = (row: R, isChosen: (when: Value) => boolean): Value => {
    const branch = compiled.find(({ when }) => isChosen(when(row)))
    return branch === undefined ? last?.(row) : branch.then(row)
  }
  if (subject === undefined) return (row) => choose(row, (when) => when === true)
  const operand = compile(subject.operand)
  const compare = comparatorOf(subject.operandType)
  return (row) => {
    const value = operand(row)
    return choose(row, (when) => value !== undefined && when !== undefined && compare(value, when) === 0)
  }
}

function compileCoalesce<R>(operands: readonly Evaluator<R>[]): Evaluator<R> {
  return (row) => {
    for (const operand of operands) {
      const value = operand(row)
      if (value !== undefined) return value
    }
    return undefined
  }
}

function compileCall<R>({ name, args, place }: TypedCall, compile: Compile<R>): Evaluator<R> {
  const first = args[0]?.type ?? { kind: 'void' }
  const create = FUNCTIONS.get(name)?.create
  if (create === undefined || !isSimple(first)) throw new Error(`invariant broken: ${name} is no function`)
  return liftNull(args, compile, create(first, place))
}
