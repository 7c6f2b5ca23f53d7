import { describeEvent, type Branch } from './branch.ts'
import type { AnyLab, OperandValue } from './lab.ts'

/** "key > 392": what an operand of an event is compared with. */
export interface Condition {
  readonly name: string
  readonly sign: Sign
  readonly value: OperandValue
}

const SIGNS = ['=', '≠', '<', '≤', '>', '≥'] as const
type Sign = (typeof SIGNS)[number]

const TYPED: Readonly<Record<string, Sign>> = { '!=': '≠', '<=': '≤', '>=': '≥', '==': '=' }

/** A name, a sign and a value, which may be missing. */
export const CONDITION = /^([a-z]+)\s*(!=|<=|>=|==|[=≠<≤>≥])\s*(.*)$/i

/** A text read as a condition on one of the operands named; undefined where it is just a text. */
export function tryCondition(text: string, names: readonly string[]): Condition | undefined {
  const [, typedName = '', typedSign = '', typedValue = ''] = CONDITION.exec(text.trim()) ?? []
  const name = typedName.toLowerCase()
  const sign = TYPED[typedSign] ?? SIGNS.find((one) => one === typedSign)
  if (sign === undefined || typedValue === '' || !names.includes(name)) return undefined
  return { name, sign, value: readValue(name, typedValue) }
}

/** Numbers may have commas; "R6" is the run of that number. */
function readValue(name: string, text: string): OperandValue {
  const bare = name === 'run' ? text.replace(/^r(?=\d)/i, '') : text
  const number = Number(/^[\d,]+$/.test(bare) ? bare.replaceAll(',', '') : bare)
  return Number.isNaN(number) ? text.toLowerCase() : number
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
  return (seq, text) => {
    if (!known.has(text)) known.set(text, tryCondition(text, lab.operandNames ?? []))
    const condition = known.get(text)
    if (condition === undefined) return describeEvent(lab, branch, seq).toLowerCase().includes(text.toLowerCase())
    return holds(condition, lab.operandsOf?.(branch.log, seq, condition.name, branch.header) ?? [])
  }
}
