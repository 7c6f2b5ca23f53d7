import { formatBytes, formatCount, formatPlural } from '../../../base/format.ts'
import { fanInOf, pageOf, tryRows, type Misfit, type SortForm } from './form.ts'
import type { SortPlan } from './plan.ts'
import type { FileReport, StorageReport } from './reports.ts'
import { sizeText } from './size-text.ts'

export const FORMAT_NAMES = { csv: 'CSV', ndjson: 'NDJSON', parquet: 'Parquet' } as const

/** One thing that was looked at before a sort, and how it came out. */
export interface Check {
  readonly label: string
  readonly value: string
  readonly outcome: 'good' | 'warn' | 'bad'
}

/** What was found in the file and in this browser. */
export function checksOf(report: FileReport, form: SortForm, plan: SortPlan): readonly Check[] {
  const { format, columns, sampleRecords, remarks, storage } = report
  const rows = tryRows(report)
  const unreadable = remarks.filter((remark) => remark.startsWith('Line ')).length
  return [
    { label: FORMAT_NAMES[format], value: formatPlural(columns.length, 'column'), outcome: 'good' },
    {
      label: rows === undefined ? 'Rows read so far' : 'Rows',
      value: formatCount(rows ?? sampleRecords),
      outcome: sampleRecords === 0 ? 'warn' : 'good',
    },
    {
      label: 'Unreadable rows',
      value: unreadable === 0 ? 'none seen' : `${unreadable} seen`,
      outcome: unreadable === 0 ? 'good' : 'warn',
    },
    {
      label: 'Pages of memory',
      value: `${formatCount(plan.pages)} × ${sizeText(pageOf(form))}`,
      outcome: plan.pages >= fanInOf(form, report) + 1 ? 'good' : 'bad',
    },
    spaceCheck(storage, plan),
  ]
}

function spaceCheck({ kind, freeBytes }: StorageReport, { diskBytes }: SortPlan): Check {
  // Chromium tells what a page uses and up to 10 GiB more, whatever the disk has free.
  const label = kind === 'disk' ? 'Free, says the browser' : 'Free in memory'
  if (freeBytes === undefined) return { label, value: 'not told', outcome: 'warn' }
  const outcome = diskBytes > freeBytes ? 'bad' : kind === 'disk' ? 'good' : 'warn'
  return { label, value: formatBytes(freeBytes), outcome }
}

/** What the sort will do: a claim, and the numbers it rests on. */
export function describePlan(
  report: FileReport,
  form: SortForm,
  plan: SortPlan,
): { readonly title: string; readonly paragraphs: readonly string[] } {
  const size = `${formatBytes(report.sizeBytes)} in ${sizeText(form.memoryBytes)}`
  if (report.sampleRecords === 0 && !report.remarks.some((remark) => remark.startsWith('Line '))) {
    return {
      title: 'No whole row at its beginning',
      paragraphs: ['The first one ends further on than what was looked at, or there is none. The sort tells which.'],
    }
  }
  if (report.sampleRecords === 0) {
    const end = form.badRows === 'skip' ? 'Each is left out and kept in a file.' : 'The sort stops at the first.'
    return {
      title: 'No row at its beginning can be read',
      paragraphs: [`What is wrong with the first of them stands above. ${end}`],
    }
  }
  if (plan.runs === 0) {
    return {
      title: `${size}: no run, no merge`,
      paragraphs: [
        `All of it, ${aboutRows(report, plan)} and ${tryRows(report) === 1 ? 'its' : 'their'} index, fits in memory: it is read, sorted and written once. Less memory makes runs.`,
        storageWords(report.storage, plan),
      ],
    }
  }
  const passes = formatPlural(plan.passes, 'pass', 'passes')
  const spilled = `${formatBytes(plan.spilledBytes)} of runs written`
  return {
    title: `${size}: about ${formatPlural(plan.runs, 'run')}, ${passes}, ${spilled}`,
    paragraphs: [`${runWords(report, form, plan)} ${passWords(plan)}`, storageWords(report.storage, plan)],
  }
}

/** Why no sort can begin. */
export function describeMisfit({ reason }: Misfit): ReturnType<typeof describePlan> {
  return {
    title: 'The sort cannot begin like this',
    paragraphs: [`${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`],
  }
}

/** Most messages begin with the name that stands before them already. */
export function withoutName(name: string, message: string): string {
  return message.startsWith(`${name} `) ? `it ${message.slice(name.length + 1)}` : message
}

function runWords(report: FileReport, form: SortForm, plan: SortPlan): string {
  const rows = formatCount(Math.round(plan.records / plan.runs))
  const all = aboutRows(report, plan)
  if (form.formation === 'fill-sort-spill') {
    return `Memory takes about ${rows} of ${all} at a time, with a prefix and an index entry each.`
  }
  return `Replacement selection makes runs of about ${rows} of ${all}. While runs are made the next one is in memory too: cut off then, the sort begins again; later it goes on with its runs.`
}

function passWords({ runs, passes, fanIn, firstMerge, mergedAgainBytes }: SortPlan): string {
  if (firstMerge !== undefined) {
    return `A first merge of ${firstMerge} runs makes all later ones full, ${formatPlural(fanIn, 'run')} each: a row goes through about ${passes} merges at most, and only ${formatBytes(mergedAgainBytes)} of runs are written again.`
  }
  if (passes <= 1) return `${formatPlural(runs, 'run')} and the output have a page each, so one pass merges them all.`
  return `${formatPlural(fanIn, 'run')} are merged at a time, so ${formatPlural(runs, 'run')} take ${passes} passes; every pass but the last writes its runs again.`
}

function storageWords({ kind, freeBytes, quotaBytes }: StorageReport, { diskBytes }: SortPlan): string {
  const needed = `Runs and output together hold up to ${formatBytes(diskBytes)} at one time`
  if (kind === 'memory') {
    const limit = quotaBytes === undefined ? '' : `, up to ${formatBytes(quotaBytes)}`
    return `${needed}. This browser gives pages no disk here, so they are kept in memory instead${limit}.`
  }
  const where = `${needed} on this browser's disk`
  return freeBytes === undefined ? `${where}.` : `${where}; the browser tells of ${formatBytes(freeBytes)} free.`
}

function aboutRows(report: FileReport, plan: SortPlan): string {
  const records = tryRows(report)
  return records === undefined ? `about ${formatCount(plan.records)} rows` : formatPlural(records, 'row')
}
