import { conversionOf } from '../predicate/cast.ts'
import type { CaseBranch, ComparisonOperator, Expression } from '../predicate/expression.ts'
import { SqlError } from '../predicate/sql-error.ts'
import { isSimple } from '../predicate/types.ts'
import type { SimpleType } from '../predicate/types.ts'
import { UNSUPPORTED_FUNCTIONS } from '../predicate/unsupported-functions.ts'
import { parseNumberLiteral } from './parse-literal.ts'
import type { TypedValue } from './parse-literal.ts'
import { parseType } from './parse-type.ts'
import { isWord } from './token-stream.ts'
import type { TokenStream } from './token-stream.ts'
import type { Token } from './tokens.ts'

/** How deep expressions may stand inside each other; AND, OR and lists are flat. */
export const MOST_EXPRESSION_DEPTH = 100

const COMPARISONS: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=',
  '==': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '<=>': '<=>',
}

const COMPARISON_SYMBOLS = Object.keys(COMPARISONS)

/** Literals that are a word and a text. */
const TEXT_LITERALS: Readonly<Record<string, SimpleType>> = {
  DATE: { kind: 'date' },
  TIMESTAMP: { kind: 'timestamp' },
  TIMESTAMP_LTZ: { kind: 'timestamp' },
  TIMESTAMP_NTZ: { kind: 'timestamp_ntz' },
}

const NEGATABLE = ['IN', 'BETWEEN', 'LIKE']

const UNSUPPORTED_OPERATORS: Readonly<Record<string, string>> = {
  '::': ':: is (write CAST)',
  '[': 'reaching into arrays and maps with [ ] is',
  '&': 'operators on bits are',
  '|': 'operators on bits are',
  '^': 'operators on bits are',
  DIV: 'DIV is (divide and CAST)',
  RLIKE: 'RLIKE is',
  REGEXP: 'REGEXP is',
  ILIKE: 'ILIKE is (write lower(…) LIKE)',
  COLLATE: 'COLLATE is',
}

/**
 * Reads an expression. In order of how loosely they bind, as in Spark:
 *
 *     expression := conjunction {OR conjunction}
 *     conjunction := negation {AND negation}
 *     negation := (NOT | !) negation | predicate
 *     predicate := comparison [IS [NOT] (NULL | TRUE | FALSE | UNKNOWN | DISTINCT FROM comparison)
 *       | [NOT] (IN (expression, …) | BETWEEN comparison AND comparison | LIKE comparison [ESCAPE text])]
 *     comparison := sum {(= | == | <> | != | < | <= | > | >= | <=>) sum}
 *     sum := product {(+ | - | ||) product}
 *     product := unary {(* | / | %) unary}
 *     unary := (- | +) unary | primary
 *     primary := number | text | NULL | TRUE | FALSE | (DATE | TIMESTAMP | TIMESTAMP_NTZ | X) text | (expression)
 *       | CAST(expression AS type) | CASE [expression] {WHEN expression THEN expression} [ELSE expression] END
 *       | name(expression, …) | name{.name}
 */
export function parseExpression(tokens: TokenStream): Expression {
  return new ExpressionParser(tokens).expression()
}

class ExpressionParser {
  /** How deep each node is, those that are simple left out. */
  readonly #depths = new Map<Expression, number>()
  /** Calls that have not returned. */
  #level = 0

  constructor(readonly tokens: TokenStream) {}

  expression(): Expression {
    return this.#nested(() => this.#flat('or', () => this.#flat('and', () => this.#negation())))
  }

  #flat(kind: 'and' | 'or', readOperand: () => Expression): Expression {
    const start = this.tokens.peek()
    const first = readOperand()
    const operands = [first]
    while (this.tokens.tryWords(kind.toUpperCase())) operands.push(readOperand())
    if (operands.length === 1) return first
    return this.#made(start, operands, { kind, operands })
  }

  #negation(): Expression {
    const start = this.tokens.peek()
    if (!this.tokens.trySymbol('!') && !this.tokens.tryWords('NOT')) return this.#predicate()
    const operand = this.#nested(() => this.#negation())
    return this.#made(start, [operand], { kind: 'not', operand })
  }

  #predicate(): Expression {
    const start = this.tokens.peek()
    const operand = this.#comparison()
    if (this.tokens.tryWords('IS')) return this.#is(start, operand)
    const isNegated = this.#isNegatedOperator() && this.tokens.tryWords('NOT')
    if (this.tokens.tryWords('IN')) return this.#in(start, operand, isNegated)
    if (this.tokens.tryWords('BETWEEN')) {
      const low = this.#comparison()
      this.tokens.expectWords('AND')
      const high = this.#comparison()
      return this.#made(start, [operand, low, high], { kind: 'between', operand, low, high, isNegated })
    }
    if (this.tokens.tryWords('LIKE')) return this.#like(start, operand, isNegated)
    this.#refuseOperators()
    return operand
  }

  /** NOT may also belong to what stands around the expression: DEFAULT 5 NOT NULL. */
  #isNegatedOperator(): boolean {
    const { kind, text } = this.tokens.peek(1)
    const operator = text.toUpperCase()
    return kind === 'word' && (NEGATABLE.includes(operator) || Object.hasOwn(UNSUPPORTED_OPERATORS, operator))
  }

  #is(start: Token, operand: Expression): Expression {
    const isNegated = this.tokens.tryWords('NOT')
    if (this.tokens.tryWords('NULL') || this.tokens.tryWords('UNKNOWN')) {
      return this.#made(start, [operand], { kind: 'is-null', operand, isNegated })
    }
    const word = this.tokens.peek()
    let right: Expression
    let isEqual = !isNegated
    if (isWord(word, 'TRUE') || isWord(word, 'FALSE')) {
      right = this.#primary()
    } else if (this.tokens.tryWords('DISTINCT')) {
      this.tokens.expectWords('FROM')
      right = this.#comparison()
      isEqual = isNegated
    } else {
      throw this.tokens.unexpected('NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM')
    }
    const equal = this.#made(start, [operand, right], { kind: 'comparison', operator: '<=>', left: operand, right })
    return isEqual ? equal : this.#made(start, [equal], { kind: 'not', operand: equal })
  }

  #in(start: Token, operand: Expression, isNegated: boolean): Expression {
    if (this.tokens.isSymbol('(') && isQueryWord(this.tokens.peek(1))) throw this.tokens.unsupported('subqueries are')
    const items = this.tokens.readParenthesized(() => this.expression())
    return this.#made(start, [operand, ...items], { kind: 'in', operand, items, isNegated })
  }

  #like(start: Token, operand: Expression, isNegated: boolean): Expression {
    if (['ANY', 'ALL', 'SOME'].some((word) => this.tokens.isWords(word)) && this.tokens.isSymbol('(', 1)) {
      throw this.tokens.unsupported('LIKE with a list is')
    }
    const pattern = this.#comparison()
    let escape = '\\'
    if (this.tokens.tryWords('ESCAPE')) {
      const token = this.tokens.peek()
      escape = this.tokens.readText('the escape character, as a text')
      if ([...escape].length !== 1) throw this.tokens.error('INVALID_ESC', 'ESCAPE takes one character', token)
    }
    return this.#made(start, [operand, pattern], { kind: 'like', operand, pattern, escape, isNegated })
  }

  #comparison(): Expression {
    return this.#chain(
      () => this.#sum(),
      (symbol, left, right) => {
        const operator = COMPARISONS[symbol] as ComparisonOperator
        return { kind: 'comparison', operator, left, right }
      },
      COMPARISON_SYMBOLS,
    )
  }

  #sum(): Expression {
    return this.#chain(
      () => this.#product(),
      (symbol, left, right) =>
        symbol === '||'
          ? { kind: 'call', name: 'concat', args: [left, right] }
          : { kind: 'arithmetic', operator: symbol === '+' ? '+' : '-', left, right },
      ['+', '-', '||'],
    )
  }

  #product(): Expression {
    return this.#chain(
      () => this.#unary(),
      (symbol, left, right) => ({ kind: 'arithmetic', operator: symbol as '*' | '/' | '%', left, right }),
      ['*', '/', '%'],
    )
  }

  /** Operands joined by operators of one level, from left to right. */
  #chain(
    readOperand: () => Expression,
    join: (symbol: string, left: Expression, right: Expression) => Expression,
    symbols: readonly string[],
  ): Expression {
    const start = this.tokens.peek()
    let left = readOperand()
    for (;;) {
      const { kind, text } = this.tokens.peek()
      if (kind !== 'symbol' || !symbols.includes(text)) return left
      this.tokens.next()
      const right = readOperand()
      left = this.#made(start, [left, right], join(text, left, right))
    }
  }

  #unary(): Expression {
    const start = this.tokens.peek()
    if (this.tokens.isSymbol('~')) throw this.tokens.unsupported('operators on bits are')
    if (this.tokens.trySymbol('+')) return this.#nested(() => this.#unary())
    if (!this.tokens.trySymbol('-')) return this.#primary()
    // A minus before a number is part of it: the least BIGINT has no positive counterpart.
    if (this.tokens.peek().kind === 'number') return this.#number(start, `-${this.tokens.next().text}`)
    const operand = this.#nested(() => this.#unary())
    return this.#made(start, [operand], { kind: 'negate', operand })
  }

  #primary(): Expression {
    const start = this.tokens.peek()
    switch (start.kind) {
      case 'number':
        return this.#number(start, this.tokens.next().text)
      case 'string':
        this.tokens.next()
        return this.#literal(start, { type: { kind: 'string' }, value: start.value })
      case 'word':
        return this.#word(start)
      case 'name':
        return this.#column(start)
      case 'symbol':
        if (start.text === '(') return this.#parenthesized()
        throw this.tokens.unexpected('a value')
      case 'end':
        throw this.tokens.unexpected('a value')
    }
  }

  #parenthesized(): Expression {
    this.tokens.next()
    if (isQueryWord(this.tokens.peek())) throw this.tokens.unsupported('subqueries are')
    const inner = this.expression()
    if (this.tokens.isSymbol(',')) throw this.tokens.unsupported('several values in parentheses as one value are')
    this.tokens.expectSymbol(')')
    return inner
  }

  #word(start: Token): Expression {
    const word = start.text.toUpperCase()
    const isCall = this.tokens.isSymbol('(', 1)
    const hasText = this.tokens.peek(1).kind === 'string'
    if (hasText && Object.hasOwn(TEXT_LITERALS, word))
      return this.#textLiteral(start, TEXT_LITERALS[word] as SimpleType)
    if (hasText && word === 'X' && this.tokens.peek(1).start === start.end) return this.#bytes(start)
    switch (word) {
      case 'NULL':
        this.tokens.next()
        return this.#literal(start, { type: { kind: 'void' }, value: undefined })
      case 'TRUE':
      case 'FALSE':
        this.tokens.next()
        return this.#literal(start, { type: { kind: 'boolean' }, value: word === 'TRUE' })
      case 'CASE':
        return this.#case(start)
      case 'CAST':
        return this.#cast(start)
      case 'INTERVAL':
        throw this.tokens.unsupported('INTERVAL is')
      case 'EXISTS':
        throw this.tokens.unsupported('subqueries are')
    }
    return isCall ? this.#call(start) : this.#column(start)
  }

  #number(start: Token, text: string): Expression {
    const parsed = parseNumberLiteral(text)
    if (typeof parsed === 'string') throw this.tokens.error('INVALID_LITERAL', parsed, start)
    return this.#literal(start, parsed)
  }

  #textLiteral(start: Token, type: SimpleType): Expression {
    this.tokens.next()
    const { value: text } = this.tokens.next()
    try {
      return this.#literal(start, { type, value: conversionOf({ kind: 'string' }, type, undefined)(text) })
    } catch (error) {
      if (!(error instanceof SqlError)) throw error
      throw this.tokens.error('INVALID_LITERAL', error.message, start)
    }
  }

  #bytes(start: Token): Expression {
    this.tokens.next()
    const { value: digits } = this.tokens.next()
    if (!/^([0-9a-fA-F]{2})*$/.test(digits)) {
      throw this.tokens.error('INVALID_LITERAL', "X'…' takes pairs of hexadecimal digits", start)
    }
    const bytes = Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16))
    return this.#literal(start, { type: { kind: 'binary' }, value: bytes })
  }

  #case(start: Token): Expression {
    this.tokens.next()
    const operand = this.tokens.isWords('WHEN') ? undefined : this.expression()
    const branches: CaseBranch[] = []
    while (this.tokens.tryWords('WHEN')) {
      const when = this.expression()
      this.tokens.expectWords('THEN')
      branches.push({ when, then: this.expression() })
    }
    if (branches.length === 0) throw this.tokens.unexpected('WHEN')
    const otherwise = this.tokens.tryWords('ELSE') ? this.expression() : undefined
    if (!this.tokens.tryWords('END'))
      throw this.tokens.unexpected(otherwise === undefined ? 'WHEN, ELSE or END' : 'END')
    const inside = branches.flatMap(({ when, then }) => [when, then])
    const around = [operand, otherwise].filter((part) => part !== undefined)
    return this.#made(start, [...inside, ...around], {
      kind: 'case',
      branches,
      ...(operand === undefined ? {} : { operand }),
      ...(otherwise === undefined ? {} : { otherwise }),
    })
  }

  #cast(start: Token): Expression {
    this.tokens.next()
    this.tokens.expectSymbol('(')
    const operand = this.expression()
    this.tokens.expectWords('AS')
    const typeStart = this.tokens.peek()
    const type = parseType(this.tokens)
    if (!isSimple(type)) throw this.tokens.unsupported('CAST to this type is', typeStart)
    this.tokens.expectSymbol(')')
    return this.#made(start, [operand], { kind: 'cast', operand, type })
  }

  #call(start: Token): Expression {
    const name = start.text.toLowerCase()
    if (name === 'try_cast') throw this.tokens.unsupported('TRY_CAST is')
    const what = UNSUPPORTED_FUNCTIONS.get(name)
    if (what !== undefined) throw this.tokens.unsupported(`${what} are`)
    this.tokens.readName('a function')
    this.tokens.expectSymbol('(')
    const args = this.tokens.isSymbol(')') ? [] : this.tokens.readList(() => this.expression())
    this.tokens.expectSymbol(')')
    if (this.tokens.isWords('OVER')) throw this.tokens.unsupported('window functions are', start)
    return this.#made(start, args, { kind: 'call', name, args })
  }

  #column(start: Token): Expression {
    const path = this.tokens.readPath('a value')
    if (this.tokens.isSymbol('(')) throw this.tokens.unsupported('functions with a qualified name are', start)
    return this.#made(start, [], { kind: 'column', path })
  }

  #literal(start: Token, { type, value }: TypedValue): Expression {
    return this.#made(start, [], { kind: 'literal', type, value })
  }

  /** Gives a node its place, and refuses one that is too deep for those who walk it. */
  #made(start: Token, inside: readonly Expression[], node: Expression): Expression {
    const depth = inside.reduce((most, inner) => Math.max(most, this.#depths.get(inner) ?? 0), 0) + 1
    if (depth > MOST_EXPRESSION_DEPTH) throw this.#tooDeep(start)
    const placed = { ...node, place: this.tokens.placeFrom(start) }
    this.#depths.set(placed, depth)
    return placed
  }

  #nested(read: () => Expression): Expression {
    if (++this.#level > MOST_EXPRESSION_DEPTH) throw this.#tooDeep(this.tokens.peek())
    const expression = read()
    this.#level--
    return expression
  }

  #tooDeep(start: Token): SqlError {
    const message = `expressions stand inside each other more than ${MOST_EXPRESSION_DEPTH} deep; split the statement`
    return new SqlError('NESTED_TOO_DEEP', message, this.tokens.source.placeOf(start))
  }

  #refuseOperators(): void {
    const { kind, text } = this.tokens.peek()
    if (kind !== 'symbol' && kind !== 'word') return
    const what = UNSUPPORTED_OPERATORS[text.toUpperCase()]
    if (what !== undefined) throw this.tokens.unsupported(what)
  }
}

function isQueryWord(token: Token): boolean {
  return ['SELECT', 'WITH', 'FROM', 'VALUES'].some((word) => isWord(token, word))
}
