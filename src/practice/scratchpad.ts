import { formatNumber } from './number-text.ts'
import { formatQuantity, isAlike, multiply, ofUnit, plain, tryIn, tryUnit, UNITS, type Quantity } from './quantity.ts'

/** What a line of a scratchpad comes to. */
export interface ScratchLine {
  /** The name before "=", where there is one. */
  readonly name: string | undefined
  /** "345.6 GB"; "" for an empty line or a remark. */
  readonly result: string
  readonly problem: string | undefined
}

/** Names and what they stand for, by line of a text. A name may be used in the lines below it. */
export function evaluateLines(text: string): readonly ScratchLine[] {
  const names = new Map<string, Quantity>()
  return text.split('\n').map((line) => {
    const [, name, rest] = /^\s*([A-Za-z_]\w*)\s*=\s*(.*)$/.exec(line) ?? [undefined, undefined, line]
    const source = (rest ?? '').replace(/#.*$/, '').trim()
    if (source === '') return { name, result: '', problem: undefined }
    try {
      const { quantity, unit } = new Parser(tokenize(source), names).parse()
      if (name !== undefined) names.set(name, quantity)
      return { name, result: format(quantity, unit), problem: undefined }
    } catch (error) {
      if (!(error instanceof ScratchError)) throw error
      return { name, result: '', problem: error.message }
    }
  })
}

/** The line cannot be worked out; the message says why. */
class ScratchError extends Error {}

function format(quantity: Quantity, unit: string | undefined): string {
  if (unit === undefined) return formatQuantity(quantity, formatNumber)
  const value = tryIn(quantity, UNITS[unit] as (typeof UNITS)[string])
  if (value === undefined) throw new ScratchError(`${formatQuantity(quantity, formatNumber)} is nothing in ${unit}`)
  return `${formatNumber(value)} ${unit}`
}

/** What only the rounding of binary fractions leaves is nothing: 0.1 + 0.2 - 0.3. */
function addRounded(a: number, b: number): number {
  return Math.abs(a + b) < 1e-15 * (Math.abs(a) + Math.abs(b)) ? 0 : a + b
}

const TOKEN = /\s*(?:((?:\d{1,3}(?:[,_]\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+)|([A-Za-z_]\w*)|([-+*/^()%$×÷·−]))/y

type Token = { readonly kind: 'number' | 'word' | 'sign'; readonly text: string }

const SIGNS: Readonly<Record<string, string>> = { '×': '*', '·': '*', '÷': '/', '−': '-' }

function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex
    const [, number, word, sign] = TOKEN.exec(source) ?? []
    if (number !== undefined) tokens.push({ kind: 'number', text: number.replaceAll(/[,_]/g, '') })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: SIGNS[sign] ?? sign })
    else if (source.slice(at).trim() === '') break
    else throw new ScratchError(`"${source.slice(at).trim().slice(0, 1)}" means nothing here`)
  }
  return tokens
}

/** sum [in unit]; sums of products of powers of numbers with units, names and brackets. */
class Parser {
  readonly #tokens: readonly Token[]
  readonly #names: ReadonlyMap<string, Quantity>
  #at = 0

  constructor(tokens: readonly Token[], names: ReadonlyMap<string, Quantity>) {
    this.#tokens = tokens
    this.#names = names
  }

  parse(): { readonly quantity: Quantity; readonly unit: string | undefined } {
    const quantity = this.#sum()
    const unit = this.#takes('word', 'in') ? this.#unitName() : undefined
    const left = this.#tokens[this.#at]
    if (left !== undefined) throw new ScratchError(`"${left.text}" is one too many`)
    if (Number.isNaN(quantity.value)) throw new ScratchError('that is no real number')
    if (!Number.isFinite(quantity.value)) throw new ScratchError('that is larger than numbers get here')
    return { quantity, unit }
  }

  #sum(): Quantity {
    let sum = this.#product()
    for (;;) {
      const sign = this.#takes('sign', '+') ? 1 : this.#takes('sign', '-') ? -1 : undefined
      if (sign === undefined) return sum
      const next = this.#product()
      if (!isAlike(sum, next)) {
        const [a, b] = [sum, next].map((each) => formatQuantity(each, formatNumber))
        throw new ScratchError(`${a} and ${b} cannot be added`)
      }
      sum = { ...sum, value: addRounded(sum.value, sign * next.value) }
    }
  }

  #product(): Quantity {
    let product = this.#power()
    for (;;) {
      const sign = this.#takes('sign', '*') ? 1 : this.#takes('sign', '/') ? -1 : undefined
      if (sign === undefined) return product
      const next = this.#power()
      if (sign === -1 && next.value === 0) throw new ScratchError('that is a division by zero')
      product = multiply(product, next, sign)
    }
  }

  #power(): Quantity {
    const base = this.#factor()
    if (!this.#takes('sign', '^')) return base
    const exponent = this.#power()
    if (!isAlike(base, plain(1)) || !isAlike(exponent, plain(1)))
      throw new ScratchError('only bare numbers have powers')
    if (base.value === 0 && exponent.value < 0) throw new ScratchError('that is a division by zero')
    return plain(base.value ** exponent.value)
  }

  #factor(): Quantity {
    if (this.#takes('sign', '-')) return multiply(plain(-1), this.#power())
    if (this.#takes('sign', '(')) {
      const inner = this.#sum()
      if (!this.#takes('sign', ')')) throw new ScratchError('a bracket is left open')
      return this.#withUnit(inner)
    }
    if (this.#takes('sign', '$')) return ofUnit(this.#number(), UNITS['$'] as (typeof UNITS)[string])
    const token = this.#tokens[this.#at]
    if (token?.kind === 'word') return this.#name(token.text)
    return this.#withUnit(plain(this.#number()))
  }

  #number(): number {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'number') {
      throw new ScratchError(
        token === undefined ? 'something is missing at the end' : `a number is missing before "${token.text}"`,
      )
    }
    this.#at++
    return Number(token.text)
  }

  #name(text: string): Quantity {
    this.#at++
    const known = this.#names.get(text)
    if (known !== undefined) return known
    const unit = tryUnit(text)
    if (unit !== undefined) return ofUnit(1, unit)
    throw new ScratchError(`${text} stands for nothing yet`)
  }

  /** "30 d", "5 %", "20 MB": a unit right behind, unless a line above gave its letters another meaning. */
  #withUnit(quantity: Quantity): Quantity {
    if (this.#takes('sign', '%')) return multiply(quantity, plain(0.01))
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'word' || token.text === 'in' || this.#names.has(token.text)) return quantity
    const unit = tryUnit(token.text)
    if (unit === undefined) throw new ScratchError(`${token.text} stands for nothing yet`)
    this.#at++
    return multiply(quantity, ofUnit(1, unit))
  }

  #unitName(): string {
    const token = this.#tokens[this.#at++]
    if (token === undefined || tryUnit(token.text) === undefined) throw new ScratchError('a unit must follow "in"')
    return token.text
  }

  #takes(kind: Token['kind'], text: string): boolean {
    const token = this.#tokens[this.#at]
    const fits = token?.kind === kind && token.text === text
    if (fits) this.#at++
    return fits
  }
}
