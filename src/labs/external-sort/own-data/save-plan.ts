import { useEffect, useState } from 'react'
import { isRecord, parseList, parseRecord, parseText } from '../../../base/parse.ts'
import { formatPlural } from '../../../base/format.ts'
import { plainText } from '../../../base/plain-text.ts'
import { ask, type Engine } from '../../../player/ask.ts'
import { shownName } from './form.ts'
import type { FileFormat } from './reports.ts'

/** A value as it stands in the file, and what would be read back for it. */
interface ChangedValue {
  readonly from: string
  readonly to: string
}

/** How a column is saved where columns have other types. */
export interface SavedColumn {
  readonly name: string
  readonly type: string
  /** Its name where no two columns may have the same. */
  readonly savedAs: string | undefined
  /** Why it stays text. */
  readonly kept: ChangedValue | undefined
  /** A value that is written in another form. */
  readonly rewritten: ChangedValue | undefined
  /** A number that JSON does not have. */
  readonly notJson: string | undefined
  /** How text has a value of Parquet, of which it does not tell what it was. */
  readonly form: string | undefined
}

/** What is known of the columns that are to be saved: `none` has to be known, or every value is looked at. */
export type SavePlan =
  | { readonly type: 'none' }
  /** Bytes that are looked at, of all; of 0 before that is known. */
  | { readonly type: 'looking'; readonly done: number; readonly total: number; readonly elapsedMs: number }
  | { readonly type: 'known'; readonly columns: readonly SavedColumn[] }
  | { readonly type: 'failed'; readonly message: string }

const NONE: SavePlan = { type: 'none' }
const LOOKING: SavePlan = { type: 'looking', done: 0, total: 0, elapsedMs: 0 }

/** Looks at the columns of a sorted file once a format with other types is chosen for it. */
export function useSavePlan(engine: Engine, job: string, original: FileFormat, format: FileFormat): SavePlan {
  const [plan, setPlan] = useState<SavePlan>(LOOKING)
  const isNeeded = needsPlan(original, format)
  const isKnown = plan.type === 'known'
  useEffect(() => {
    if (!isNeeded || isKnown) return undefined
    let isGone = false
    setPlan(LOOKING)
    const begunAt = performance.now()
    const asking = ask(engine, 'plan-save', { job }, (done, total) => {
      if (!isGone) setPlan({ type: 'looking', done, total, elapsedMs: performance.now() - begunAt })
    })
    asking.answer.then(
      (answer) => !isGone && setPlan({ type: 'known', columns: parseSavePlan(answer) }),
      (error: unknown) => {
        if (!isGone) setPlan({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => {
      isGone = true
      asking.stop()
    }
  }, [engine, job, isNeeded, isKnown])
  return isNeeded ? plan : NONE
}

function needsPlan(original: FileFormat, format: FileFormat): boolean {
  return original === 'ndjson' ? format === 'parquet' : original !== format
}

export function parseSavePlan(value: unknown): readonly SavedColumn[] {
  return parseList(parseRecord(value, 'plan')['columns'], 'columns').map((item, i) => {
    const where = `columns[${i}]`
    const column = parseRecord(item, where)
    return {
      name: parseText(column['name'], `${where}.name`),
      type: parseText(column['type'], `${where}.type`),
      savedAs: column['savedAs'] === undefined ? undefined : parseText(column['savedAs'], `${where}.savedAs`),
      kept: parseChanged(column['kept'], `${where}.kept`),
      rewritten: parseChanged(column['rewritten'], `${where}.rewritten`),
      notJson: column['notJson'] === undefined ? undefined : parseText(column['notJson'], `${where}.notJson`),
      form: column['form'] === undefined ? undefined : parseText(column['form'], `${where}.form`),
    }
  })
}

function parseChanged(value: unknown, where: string): ChangedValue | undefined {
  if (!isRecord(value)) return undefined
  return { from: parseText(value['from'], `${where}.from`), to: parseText(value['to'], `${where}.to`) }
}

const MOST_SENTENCES = 4

/** What becomes of the columns in that format, a sentence for each of which there is something to say. */
export function describeSavePlan(plan: SavePlan, format: FileFormat): readonly string[] {
  if (plan.type === 'looking') return ['Every value is looked at, to find out what each column can be saved as.']
  if (plan.type === 'failed') return [`What its columns become is not known: ${plan.message}.`]
  if (plan.type === 'none') return []
  const told = plan.columns
    .flatMap((column) => [describeName(column, format), describeColumn(column, format)])
    .filter((sentence) => sentence !== undefined)
  const more = told.length - MOST_SENTENCES
  if (more <= 0) return told
  return [...told.slice(0, MOST_SENTENCES), `${formatPlural(more, 'more column')} of such kinds.`]
}

const FORMS: Readonly<Record<string, string>> = {
  hexadecimal: 'as hexadecimal digits, two for a byte',
  duration: 'as durations of ISO 8601, such as P1M2DT3.5S',
}

/** CSV may have a name twice. */
function describeName({ name, savedAs }: SavedColumn, format: FileFormat): string | undefined {
  if (savedAs === undefined || format === 'csv') return undefined
  return `Another column ${shownName(name)} is saved as ${shownName(savedAs)}.`
}

function describeColumn(saved: SavedColumn, format: FileFormat): string | undefined {
  const { name, type, kept, rewritten, notJson, form } = saved
  const column = shownName(name)
  if (form === 'words') {
    return format === 'ndjson' ? `${column}: NaN and infinities, for which JSON has no word, become texts.` : undefined
  }
  if (form !== undefined) return `${column} is written ${FORMS[form] ?? `as ${form}`}.`
  if (kept !== undefined) return `${column} stays text: ${short(kept.from)} would come back as ${short(kept.to)}.`
  if (format === 'ndjson') {
    return notJson === undefined ? undefined : `${column} stays text: JSON has no number ${short(notJson)}.`
  }
  if (rewritten === undefined) return undefined
  const { from, to } = rewritten
  const change = `${short(from)} as ${short(to)}`
  if (type === 'timestamp') return `${column} is written as times in UTC: ${change}.`
  // The shortest form of a number has other digits and names the same one.
  const same = digitsOf(from) === digitsOf(to) ? '' : ', which is the same float64'
  return `${column} is written as numbers: ${change}${same}.`
}

/** The digits of a number that count: without its exponent and the zeros at both ends. */
function digitsOf(text: string): string {
  return text
    .replace(/e.*$/i, '')
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '')
}

const MOST_CHARACTERS = 40

function short(value: string): string {
  return plainText(value, MOST_CHARACTERS)
}
