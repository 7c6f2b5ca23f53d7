import { formatInterval, formatNumber } from './number-text.ts'
import { cellKey, readAmount, readLists, readPlan, readTable } from './entry.ts'
import { creditOf, judgeOptions } from './judge-options.ts'
import type { OptionVerdict } from './judge-options.ts'
import type { Entry, Field, Form, NumberField, PlanField, WrongAnswer } from './types.ts'

export type Answers = Readonly<Record<string, Entry>>

/** What became of one field. */
export interface FieldVerdict {
  readonly id: string
  readonly label: string
  readonly isRight: boolean
  /** What was entered, as it was understood; '' for nothing. */
  readonly got: string
  /** "864", "12.4 to 12.6": what is accepted. */
  readonly accepted: string
  /** Where it is wrong: the thought behind it, where it is a known one; else what is the matter with it. */
  readonly why: string
  /** 1 where it is right; else 0, or a part where the field counts parts. */
  readonly credit: number
  /** Of a set or an order: each of them. */
  readonly options: readonly OptionVerdict[]
}

export interface FormVerdict {
  readonly fields: readonly FieldVerdict[]
  readonly right: number
  /** 0 to 100, hints not taken off. */
  readonly score: number
}

/** Fields that say nothing that could be judged, by id: what is wrong, in words. */
export function findProblems({ fields }: Form, answers: Answers): ReadonlyMap<string, string> {
  const problems = new Map<string, string>()
  for (const field of fields) {
    const entry = answers[field.id]
    // Ticking nothing may be the answer, but a list that was not touched says nothing yet.
    const isUntouched = field.type === 'set' && entry === undefined
    const problem = isUntouched ? 'nothing is ticked yet' : problemOf(field, entry)
    if (problem !== undefined) problems.set(field.id, problem)
  }
  return problems
}

export function judgeForm(form: Form, answers: Answers): FormVerdict {
  const fields = form.fields.map((field): FieldVerdict => {
    const entry = answers[field.id]
    const isRight = isAccepted(field, entry)
    return {
      id: field.id,
      label: field.label,
      isRight,
      got: formatEntry(field, entry),
      accepted: acceptedText(field),
      why: isRight ? '' : explain(form, field, answers),
      credit: isRight ? 1 : creditOf(field, listOf(entry ?? [])),
      options: judgeOptions(field, listOf(entry ?? [])),
    }
  })
  const right = fields.filter(({ isRight }) => isRight).length
  const credit = fields.reduce((sum, field) => sum + field.credit, 0)
  return { fields, right, score: Math.round((100 * credit) / Math.max(1, fields.length)) }
}

/** True when an entry is one that counts as right. */
export function isAccepted(field: Field, entry: Entry | undefined): boolean {
  if (entry === undefined) return false
  switch (field.type) {
    case 'number': {
      const read = readAmount(textOf(entry), field.unit)
      return 'value' in read && isWithin(field, read.value)
    }
    case 'choice':
      return entry === field.right
    case 'text':
      return textOf(entry).trim() === field.right
    case 'set':
      return sameSet(listOf(entry), field.right)
    case 'lists': {
      const read = readLists(textOf(entry))
      return 'value' in read && listsKey(read.value) === listsKey(field.right)
    }
    case 'table': {
      const read = readTable(entry, field.columns.length)
      if (!('value' in read)) return false
      const [got, right] = [read.value.map(rowKey), field.right.map(rowKey)]
      return field.isOrdered === true ? got.join('\n') === right.join('\n') : sameBag(got, right)
    }
    case 'order':
      return isInOrder(listOf(entry), field.right)
    case 'plan': {
      const read = readPlan(entry, field)
      return 'value' in read && field.judge(read.value).objection === undefined
    }
  }
}

/** True when two entries of a field say the same. */
export function isSame(field: Field, a: Entry, b: Entry): boolean {
  switch (field.type) {
    case 'number': {
      const [x, y] = [readAmount(textOf(a), field.unit), readAmount(textOf(b), field.unit)]
      return 'value' in x && 'value' in y && Math.abs(x.value - y.value) <= Math.max(field.tolerance ?? 0, 1e-9)
    }
    case 'set':
      return sameSet(listOf(a), listOf(b))
    case 'lists': {
      const [x, y] = [readLists(textOf(a)), readLists(textOf(b))]
      return 'value' in x && 'value' in y && listsKey(x.value) === listsKey(y.value)
    }
    case 'table': {
      const [x, y] = [a, b].map((entry) => readTable(entry, field.columns.length))
      if (x === undefined || y === undefined || !('value' in x) || !('value' in y)) return false
      return sameBag(x.value.map(rowKey), y.value.map(rowKey))
    }
    case 'order':
      return listOf(a).join() === listOf(b).join()
    case 'plan': {
      const [x, y] = [readPlan(a, field), readPlan(b, field)]
      return 'value' in x && 'value' in y && x.value.join() === y.value.join()
    }
    default:
      return textOf(a).trim() === textOf(b).trim()
  }
}

/** The known wrong answer that says most of what was entered and has to do with the field. */
export function tryWrong({ fields, wrong }: Form, field: Field, answers: Answers): WrongAnswer | undefined {
  const fitting = wrong.filter(({ answers: known }) => {
    if (known[field.id] === undefined) return false
    return fields.every((each) => {
      const entry = known[each.id]
      return entry === undefined || isSame(each, entry, answers[each.id] ?? '')
    })
  })
  return fitting.toSorted((a, b) => Object.keys(b.answers).length - Object.keys(a.answers).length)[0]
}

function explain(form: Form, field: Field, answers: Answers): string {
  const known = tryWrong(form, field, answers)
  // Once handed in there is no "yet".
  const problem = problemOf(field, answers[field.id])?.replace(/ yet$/, '')
  return known?.why ?? problem ?? plainWhy(field, answers[field.id])
}

function plainWhy(field: Field, entry: Entry | undefined): string {
  if (field.type === 'set' || field.type === 'order') {
    const options = judgeOptions(field, listOf(entry ?? []))
    const parts = [
      [options.filter(({ isChosen, isWanted }) => isWanted && !isChosen).length, 'missing'],
      [options.filter(({ isChosen, isWanted }) => isChosen && !isWanted).length, 'too many'],
      [options.filter(({ isMisplaced }) => isMisplaced).length, 'out of place'],
    ] as const
    const words = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
    if (words.length > 0) return words.join(', ')
  }
  if (field.type === 'number') {
    const read = readAmount(textOf(entry ?? ''), field.unit)
    if ('value' in read) return read.value > field.right ? 'too high' : 'too low'
  }
  if (field.type === 'plan') {
    const read = readPlan(entry ?? [], field)
    if ('value' in read) return field.judge(read.value).objection ?? ''
  }
  return 'not what it comes to'
}

function problemOf(field: Field, entry: Entry | undefined): string | undefined {
  const given = entry ?? ''
  switch (field.type) {
    case 'number':
      return problemIn(readAmount(textOf(given), field.unit))
    case 'lists':
      return problemIn(readLists(textOf(given)))
    case 'table':
      return problemIn(readTable(given, field.columns.length))
    case 'choice':
      return given === '' ? 'nothing is chosen yet' : undefined
    case 'text':
      return textOf(given).trim() === '' ? 'nothing is entered yet' : undefined
    // Ticking nothing may be the answer.
    case 'set':
      return undefined
    case 'order':
      return listOf(given).length === 0 ? 'nothing is put in order yet' : undefined
    case 'plan':
      return problemIn(readPlan(given, field))
  }
}

function problemIn(read: object): string | undefined {
  return 'problem' in read ? String(read.problem) : undefined
}

function isWithin({ right, tolerance = 0 }: NumberField, value: number): boolean {
  // The half ulp of a decimal that was typed must not decide.
  return Math.abs(value - right) <= tolerance + 1e-9 * Math.max(1, Math.abs(right))
}

function acceptedText(field: Field): string {
  switch (field.type) {
    case 'number': {
      const { right, tolerance = 0 } = field
      if (tolerance === 0) return formatNumber(right)
      return formatInterval(right, tolerance)
    }
    case 'choice':
      return optionText(field.options, field.right)
    case 'set':
      return field.right.length === 0 ? 'none' : field.right.map((id) => optionText(field.options, id)).join(', ')
    case 'text':
      return field.right
    case 'lists':
      return field.right.map((list) => list.join(' ')).join('; ')
    case 'table':
      return field.right.map((row) => row.map((cell) => cell ?? 'NULL').join(' ')).join('; ')
    case 'order':
      return field.right.map((group) => group.map((id) => optionText(field.options, id)).join(' and ')).join(', then ')
    case 'plan':
      return field.accepted
  }
}

function formatEntry(field: Field, entry: Entry | undefined): string {
  if (entry === undefined) return ''
  switch (field.type) {
    case 'choice':
      return optionText(field.options, textOf(entry))
    case 'set':
      return listOf(entry).length === 0
        ? 'none'
        : listOf(entry)
            .map((id) => optionText(field.options, id))
            .join(', ')
    case 'order':
      return listOf(entry)
        .map((id) => optionText(field.options, id))
        .join(', then ')
    case 'table': {
      const read = readTable(entry, field.columns.length)
      return 'value' in read ? read.value.map((row) => row.map((cell) => cell ?? 'NULL').join(' ')).join('; ') : ''
    }
    case 'plan':
      return formatPlan(field, entry)
    default:
      return textOf(entry).trim()
  }
}

function formatPlan(field: PlanField, entry: Entry): string {
  const read = readPlan(entry, field)
  if (!('value' in read)) return ''
  const parts = field.inputs.map(({ label, unit }, i) => {
    const number = formatNumber(read.value[i] as number)
    return `${label} ${unit === undefined ? number : `${number} ${unit}`}`
  })
  return `${parts.join(', ')}: ${field.judge(read.value).comesTo}`
}

function optionText(options: readonly { readonly id: string; readonly text: string }[], id: string): string {
  return options.find((option) => option.id === id)?.text ?? ''
}

/** Each group in turn, its options in any order. */
function isInOrder(given: readonly string[], groups: readonly (readonly string[])[]): boolean {
  let at = 0
  for (const group of groups) {
    if (!sameSet(given.slice(at, at + group.length), group)) return false
    at += group.length
  }
  return at === given.length
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && new Set([...a, ...b]).size === new Set(b).size && new Set(a).size === a.length
}

function sameBag(a: readonly string[], b: readonly string[]): boolean {
  return a.toSorted().join('\n') === b.toSorted().join('\n')
}

function listsKey(lists: readonly (readonly (number | string)[])[]): string {
  return lists.map((list) => list.map(cellKey).join(' ')).join('; ')
}

function rowKey(row: readonly (number | string | null)[]): string {
  return row.map(cellKey).join('\t')
}

function textOf(entry: Entry): string {
  return typeof entry === 'string' ? entry : ''
}

function listOf(entry: Entry): readonly string[] {
  return Array.isArray(entry) ? (entry as readonly string[]) : []
}
