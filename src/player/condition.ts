import { readTyped, tryTwoWays } from '../base/typed-number.ts'
import { describeEvent, type Branch } from './branch.ts'
import type { AnyLab, OperandValue } from './lab.ts'
import type { Breakpoint } from './marks.ts'
import { StateScan } from './state-scan.ts'

/** "key > 392": what an operand of an event is compared with. */
export interface Condition {
  readonly name: string
  readonly sign: Sign
  readonly value: OperandValue
}

const SIGNS = ['=', '≠', '<', '≤', '>', '≥'] as const
type Sign = (typeof SIGNS)[number]

const TYPED: Readonly<Record<string, Sign>> = { '!=': '≠', '<=': '≤', '>=': '≥', '==': '=' }

/** The letter that the page writes before a number, by what is so numbered. */
const LETTERS: Readonly<Record<string, string>> = { run: 'r', from: 'r', to: 'r', winner: 'r', page: 'p' }

/** A name, a sign and a value, which may be missing. */
export const CONDITION = /^([a-z]+)\s*(!=|<=|>=|==|[=≠<≤>≥])\s*(.*)$/i

/** A text read as a condition on one of the operands named; undefined where it is just a text. */
export function tryCondition(text: string, names: readonly string[]): Condition | undefined {
  const [, typedName = '', typedSign = '', typedValue = ''] = CONDITION.exec(text.trim()) ?? []
  const name = tryName(typedName, names)
  const sign = TYPED[typedSign] ?? SIGNS.find((one) => one === typedSign)
  if (sign === undefined || typedValue === '' || name === undefined) return undefined
  if (tryUnclear(typedValue) !== undefined) return undefined
  return { name, sign, value: readValue(name, typedValue) }
}

/** The one of the names that is typed, in capitals or not. */
export function tryName(typed: string, names: readonly string[]): string | undefined {
  return names.find((name) => name.toLowerCase() === typed.toLowerCase())
}

/** Why a value may be two numbers; one that stands as a record has it is that number. */
export function tryUnclear(value: string): string | undefined {
  return String(Number(value)) === value ? undefined : tryTwoWays(value)
}

/** Numbers may have commas between thousands; "R6" is the run of that number, "p3" that page, as cells and names have them. */
function readValue(name: string, text: string): OperandValue {
  const letter = LETTERS[name]
  const isNamed = letter !== undefined && text.charAt(0).toLowerCase() === letter && /^\d/.test(text.slice(1))
  const bare = isNamed ? text.slice(1) : text
  const number = String(Number(bare)) === bare ? Number(bare) : readTyped(bare)
  return typeof number === 'number' && !Number.isNaN(number) ? number : text.toLowerCase()
}

/** True when one of an operand's values is so. A number is never compared with a text. */
export function holds({ sign, value }: Condition, values: readonly OperandValue[]): boolean {
  return values.some((one) => {
    const told = typeof one === 'string' ? one.toLowerCase() : one
    if (typeof told !== typeof value) return sign === '≠'
    switch (sign) {
      case '=':
        return told === value
      case '≠':
        return told !== value
      case '<':
        return told < value
      case '≤':
        return told <= value
      case '>':
        return told > value
      case '≥':
        return told >= value
    }
  })
}

/** Tells of an event and a text whether the event's words hold the text, or meet it where it is a condition. */
export function eventMatcher(lab: AnyLab, branch: Branch): (seq: number, text: string) => boolean {
  const known = new Map<string, Condition | undefined>()
  const scan = new StateScan(branch)
  return (seq, text) => {
    if (!known.has(text)) known.set(text, tryCondition(text, lab.operandNames?.() ?? []))
    const condition = known.get(text)
    if (condition === undefined) return describeEvent(lab, branch, seq).toLowerCase().includes(text.toLowerCase())
    return holds(
      condition,
      lab.operandsOf?.(branch.log, seq, condition.name, branch.header, () => scan.before(seq)) ?? [],
    )
  }
}

/** "compare", "compare with 392", "392", "emit where key > 392", "key > 392". */
export function describeBreakpoint(lab: AnyLab, { kind, text }: Breakpoint): string {
  const label = kind === undefined ? undefined : (lab.kinds[kind]?.label ?? '')
  if (label === undefined) return text ?? 'every event'
  if (text === undefined) return label
  const isCondition = tryCondition(text, lab.operandNames?.() ?? []) !== undefined
  return isCondition ? `${label} where ${text}` : `${label} with ${text}`
}
