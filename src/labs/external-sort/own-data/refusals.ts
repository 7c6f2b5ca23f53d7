import { formatPlural } from '../../../base/format.ts'
import type { RunEnd } from '../../../player/branch.ts'
import { fanInOf, LARGEST_PAGE, LEAST_FAN_IN, MEMORY_STOPS, misfitOf, pageOf, type SortForm } from './form.ts'
import { pageFor } from './plan.ts'
import type { FileReport } from './reports.ts'
import { sizeText } from './size-text.ts'

/** Why a file was not sorted: what, where and what to do, in words. */
export type SortRefusal = Pick<Extract<RunEnd, { readonly type: 'failed' }>['error'], 'code' | 'message'>

/** Another way to sort the file, that a refusal suggests: what its button says, and the choices. */
export interface Offer {
  readonly text: string
  readonly form: SortForm
}

/** Failures that lie in the file or in the choices: no run is kept, so there is nothing to be gone on with. */
const REFUSALS: ReadonlySet<string> = new Set([
  'RAGGED_ROW',
  'UNDECODABLE_ROW',
  'BAD_VALUE',
  'RECORD_TOO_LONG',
  'MEMORY_TOO_SMALL',
  'MEMORY_REFUSED',
  'NO_SUCH_COLUMN',
  'BAD_KEY',
  'BAD_OPTION',
  'UNSUPPORTED_FORMAT',
  'DAMAGED_FILE',
  'EMPTY_INPUT',
  'INPUT_CHANGED',
])

/** The refusal that a run ended with; undefined for any other end. A run without an event has nothing to be seen. */
export function tryRefusal(end: RunEnd, events: number): SortRefusal | undefined {
  if (end.type !== 'failed') return undefined
  return events === 0 || REFUSALS.has(end.error.code) ? end.error : undefined
}

/** What can be pressed to sort the file all the same, the likeliest first. */
export function offersFor(refusal: SortRefusal, form: SortForm, report: FileReport): readonly Offer[] {
  switch (refusal.code) {
    case 'RAGGED_ROW':
    case 'UNDECODABLE_ROW':
      return skipOffers(form, report)
    case 'BAD_VALUE':
      return [...typeOffers(form), ...skipOffers(form, report)]
    case 'RECORD_TOO_LONG':
      return [
        ...pageOffers(refusal, form, report),
        ...(refusal.message.startsWith('line ') ? skipOffers(form, report) : []),
      ]
    case 'MEMORY_TOO_SMALL':
      return [...fewerRuns(form, report), ...moreMemory(form)]
    case 'MEMORY_REFUSED':
      return lessMemory(form)
    default:
      return []
  }
}

function skipOffers(form: SortForm, { format }: FileReport): readonly Offer[] {
  if (format === 'parquet' || form.badRows === 'skip') return []
  return [{ text: 'Skip such rows and keep them in a file', form: { ...form, badRows: 'skip' } }]
}

function typeOffers(form: SortForm): readonly Offer[] {
  if (form.keys.every(({ type }) => type === 'auto')) return []
  const keys = form.keys.map((key) => ({ ...key, type: 'auto' as const }))
  return [{ text: 'Let the values say the type', form: { ...form, keys } }]
}

/** Pages that hold the record, or four times as large: those of more memory, or, where it has none of itself, fewer. */
function pageOffers(refusal: SortRefusal, form: SortForm, report: FileReport): readonly Offer[] {
  const enoughBytes = tryEnough(refusal, form, report)
  const leastBytes = enoughBytes ?? 4 * pageOf(form)
  const memoryBytes = MEMORY_STOPS.find((stop) => stop > form.memoryBytes && pageFor(stop) >= leastBytes)
  if (memoryBytes === undefined) return largePageOffers(form, report, enoughBytes)
  const text = `Take ${sizeText(memoryBytes)} of memory in pages of ${sizeText(pageFor(memoryBytes))}`
  return [{ text, form: { ...form, memoryBytes, pageBytes: undefined, fanIn: undefined } }]
}

/**
 * A page that holds the record and its key, which is no longer than the record: by the record's length, where the refusal
 * tells it, else by that of the whole file. Undefined where that is no more than four times the page, or too much.
 */
function tryEnough({ message }: SortRefusal, form: SortForm, report: FileReport): number | undefined {
  const told = /^a record of ([\d,]+) bytes/.exec(message)?.[1]?.replaceAll(',', '')
  const needed = told === undefined ? report.sizeBytes : 2 * Number(told)
  let pageBytes = 4 * pageOf(form)
  while (pageBytes < needed && pageBytes <= LARGEST_PAGE) pageBytes *= 2
  return pageBytes > LARGEST_PAGE ? undefined : pageBytes
}

/** Pages larger than are taken where nothing is said, in the least memory with which so many runs can be merged. */
function largePageOffers(form: SortForm, report: FileReport, enoughBytes = 0): readonly Offer[] {
  for (const pageBytes of [Math.max(enoughBytes, 4 * pageOf(form)), 4 * pageOf(form), 2 * pageOf(form)]) {
    for (const memoryBytes of [form.memoryBytes, ...MEMORY_STOPS.filter((stop) => stop > form.memoryBytes)]) {
      const larger = { ...form, memoryBytes, pageBytes, fanIn: undefined }
      if (fanInOf(larger, report) < LEAST_FAN_IN || misfitOf(larger, report) !== undefined) continue
      const memory = memoryBytes === form.memoryBytes ? '' : ` and ${sizeText(memoryBytes)} of memory`
      return [{ text: `Take pages of ${sizeText(pageBytes)}${memory}`, form: larger }]
    }
  }
  return []
}

function fewerRuns(form: SortForm, report: FileReport): readonly Offer[] {
  const fanIn = Math.floor(fanInOf(form, report) / 2)
  return fanIn < 2 ? [] : [{ text: `Merge ${formatPlural(fanIn, 'run')} at a time`, form: { ...form, fanIn } }]
}

function moreMemory(form: SortForm): readonly Offer[] {
  const memoryBytes = MEMORY_STOPS.find((stop) => stop > form.memoryBytes)
  return memoryBytes === undefined ? [] : [takeMemory(form, memoryBytes)]
}

function lessMemory(form: SortForm): readonly Offer[] {
  const memoryBytes = MEMORY_STOPS.findLast((stop) => stop < form.memoryBytes)
  return memoryBytes === undefined ? [] : [takeMemory(form, memoryBytes)]
}

function takeMemory(form: SortForm, memoryBytes: number): Offer {
  const text = `Take ${sizeText(memoryBytes)} of memory`
  return { text, form: { ...form, memoryBytes, pageBytes: undefined, fanIn: undefined } }
}
