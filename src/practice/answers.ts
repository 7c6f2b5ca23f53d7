import { emptyEntry, tryEntry } from './entry.ts'
import type { Answers } from './judge-form.ts'
import type { Entry, Field } from './types.ts'

/** Entries as the log keeps them: the text of a field, and lists as JSON. */

export function writeEntry(entry: Entry): string {
  return typeof entry === 'string' ? entry : JSON.stringify(entry)
}

/** What a text of the log says to a field; nothing entered where it says nothing to it. */
export function readEntry(field: Field, text: string | undefined): Entry {
  if (text === undefined) return emptyEntry(field)
  return tryEntry(field, typeof emptyEntry(field) === 'string' ? text : tryJson(text)) ?? emptyEntry(field)
}

/** Only of fields that were touched: ticking nothing is an answer once something was ticked. */
export function readAnswers(fields: readonly Field[], texts: ReadonlyMap<string, string>): Answers {
  const touched = fields.filter((field) => texts.has(field.id))
  return Object.fromEntries(touched.map((field) => [field.id, readEntry(field, texts.get(field.id))]))
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
