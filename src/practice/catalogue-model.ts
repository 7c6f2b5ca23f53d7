import type { Schedules, Schedule } from '../progress/schedule.ts'
import { itemName } from '../progress/schedule-item.ts'
import { daysUntil, formatSoon } from '../ui/dates.ts'
import { isSolved, NO_RESULTS, type ChallengeResults } from './results.ts'
import { KINDS, TOPICS, type ChallengeEntry, type Kind, type Topic } from './types.ts'

export const ORDERS = ['topic', 'due', 'minutes', 'level', 'best'] as const
export type Order = (typeof ORDERS)[number]

export interface CatalogueFilter {
  readonly topic: Topic | undefined
  readonly kind: Kind | undefined
  readonly level: 1 | 2 | 3 | undefined
  /** Longest time limit. */
  readonly minutes: number | undefined
  readonly show: 'all' | 'due' | 'new'
  readonly order: Order
}

export const NO_FILTER: CatalogueFilter = {
  topic: undefined,
  kind: undefined,
  level: undefined,
  minutes: undefined,
  show: 'all',
  order: 'topic',
}

export interface CatalogueRow {
  readonly entry: ChallengeEntry
  readonly results: ChallengeResults
  readonly schedule: Schedule | undefined
  /** Days since it was due; undefined where it is not. */
  readonly lateDays: number | undefined
  /** "5 d late", "today", "Wed", "27 Dec", "new", "open". */
  readonly due: string
}

export interface CatalogueGroup {
  readonly topic: Topic
  readonly rows: readonly CatalogueRow[]
  /** Of the topic's challenges, filtered out or not. */
  readonly tried: number
  readonly total: number
}

/** The rows in the order of the registry, whatever the filter. */
export function layoutRows(
  entries: readonly ChallengeEntry[],
  results: ReadonlyMap<string, ChallengeResults>,
  schedules: Schedules,
  now: Date,
): readonly CatalogueRow[] {
  return entries.map((entry) => {
    const schedule = schedules.get(itemName({ kind: 'challenge', challenge: entry.id }))
    const found = results.get(entry.id) ?? NO_RESULTS
    const days = schedule === undefined ? undefined : daysUntil(schedule.due, now)
    const lateDays = days === undefined || days > 0 ? undefined : -days
    return { entry, results: found, schedule, lateDays, due: dueText(found, schedule, now) }
  })
}

export function filterRows(rows: readonly CatalogueRow[], filter: CatalogueFilter): readonly CatalogueRow[] {
  return sortRows(
    rows.filter((row) => isShown(row, filter)),
    filter.order,
  )
}

/** How many rows each choice of a filter would leave if it were made now, the others as they are. */
export function countWith(
  rows: readonly CatalogueRow[],
  filter: CatalogueFilter,
  change: Partial<CatalogueFilter>,
): number {
  return rows.filter((row) => isShown(row, { ...filter, ...change })).length
}

/** Topics in their order with the rows that are left of each; none that are empty. */
export function groupRows(shown: readonly CatalogueRow[], all: readonly CatalogueRow[]): readonly CatalogueGroup[] {
  return (Object.keys(TOPICS) as Topic[])
    .map((topic) => {
      const whole = all.filter(({ entry }) => entry.topic === topic)
      const tried = whole.filter(({ results }) => results.results.length > 0).length
      return { topic, rows: shown.filter(({ entry }) => entry.topic === topic), tried, total: whole.length }
    })
    .filter(({ rows }) => rows.length > 0)
}

/** Where a list of blocks is cut in two so that the longer column is as short as can be. `heights` in lines. */
export function planSplit(heights: readonly number[]): number {
  const total = heights.reduce((sum, height) => sum + height, 0)
  let best = heights.length
  let longest = total
  let left = 0
  heights.forEach((height, i) => {
    left += height
    const longer = Math.max(left, total - left)
    if (longer < longest) [best, longest] = [i + 1, longer]
  })
  return best
}

/** What is due, the longest overdue first, then the shortest. */
export function dueRows(rows: readonly CatalogueRow[]): readonly CatalogueRow[] {
  return rows
    .filter(({ lateDays }) => lateDays !== undefined)
    .toSorted((a, b) => (b.lateDays ?? 0) - (a.lateDays ?? 0) || a.entry.minutes - b.entry.minutes)
}

/** What was never begun, the easiest and shortest first. */
export function newRows(rows: readonly CatalogueRow[]): readonly CatalogueRow[] {
  return rows
    .filter(({ results }) => results.results.length === 0)
    .toSorted((a, b) => a.entry.level - b.entry.level || a.entry.minutes - b.entry.minutes)
}

/** What to do next of what a filter leaves: what is due, else what was never begun. */
export function planNext(
  rows: readonly CatalogueRow[],
  filter: CatalogueFilter,
): { readonly due: readonly CatalogueRow[]; readonly list: readonly CatalogueRow[] } {
  const left = rows.filter((row) => isShown(row, filter))
  const due = dueRows(left)
  return { due, list: due.length > 0 ? due : newRows(left) }
}

export function countTried(rows: readonly CatalogueRow[]): { readonly tried: number; readonly solved: number } {
  return {
    tried: rows.filter(({ results }) => results.results.length > 0).length,
    solved: rows.filter(({ results }) => isSolved(results)).length,
  }
}

function isShown({ entry, results, lateDays }: CatalogueRow, filter: CatalogueFilter): boolean {
  const { topic, kind, level, minutes, show } = filter
  if (topic !== undefined && entry.topic !== topic) return false
  if (kind !== undefined && entry.kind !== kind) return false
  if (level !== undefined && entry.level !== level) return false
  if (minutes !== undefined && entry.minutes > minutes) return false
  if (show === 'due') return lateDays !== undefined
  return show === 'all' || results.results.length === 0
}

function sortRows(rows: readonly CatalogueRow[], order: Order): readonly CatalogueRow[] {
  switch (order) {
    case 'topic':
      return rows
    case 'due':
      return rows.toSorted((a, b) => dueTime(a) - dueTime(b) || a.entry.minutes - b.entry.minutes)
    case 'minutes':
      return rows.toSorted((a, b) => a.entry.minutes - b.entry.minutes)
    case 'level':
      return rows.toSorted((a, b) => a.entry.level - b.entry.level || a.entry.minutes - b.entry.minutes)
    case 'best':
      return rows.toSorted((a, b) => (a.results.best ?? -1) - (b.results.best ?? -1))
  }
}

function dueTime({ schedule }: CatalogueRow): number {
  return schedule?.due.getTime() ?? Infinity
}

function dueText({ isOpen }: ChallengeResults, schedule: Schedule | undefined, now: Date): string {
  if (isOpen) return 'open'
  if (schedule === undefined) return 'new'
  const days = daysUntil(schedule.due, now)
  return days < 0 ? `${-days} d late` : formatSoon(schedule.due, now)
}

/** Kinds as the catalogue names them. */
export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  predict: 'predict',
  act: 'be the engine',
  number: 'number',
  decision: 'choose',
  debug: 'debug',
  code: 'code',
  sql: 'SQL',
  design: 'design',
}

/** Where there is no room for `KIND_WORDS`. */
export const SHORT_KIND_WORDS = { ...KIND_WORDS, act: 'engine' } as const

export const LEVEL_WORDS: Readonly<Record<1 | 2 | 3, string>> = { 1: 'easy', 2: 'medium', 3: 'hard' }

/** A filter that a key switches on and off. */
export interface FilterKey {
  readonly key: string
  readonly label: string
  readonly on: Partial<CatalogueFilter>
  readonly off: Partial<CatalogueFilter>
}

const KIND_KEYS: Readonly<Record<Kind, string>> = {
  predict: 'P',
  act: 'E',
  number: 'N',
  decision: 'D',
  debug: 'G',
  code: 'C',
  sql: 'Q',
  design: 'A',
}

export const FILTER_KEYS: readonly FilterKey[] = [
  ...KINDS.map((kind) => ({
    key: KIND_KEYS[kind],
    label: SHORT_KIND_WORDS[kind],
    on: { kind },
    off: { kind: undefined },
  })),
  ...([1, 2, 3] as const).map((level) => ({
    key: String(level),
    label: LEVEL_WORDS[level],
    on: { level },
    off: { level: undefined },
  })),
  { key: 'U', label: 'due', on: { show: 'due' }, off: { show: 'all' } },
  { key: 'W', label: 'new', on: { show: 'new' }, off: { show: 'all' } },
]

export function isOn(filter: CatalogueFilter, { on }: FilterKey): boolean {
  return (Object.keys(on) as (keyof CatalogueFilter)[]).every((name) => filter[name] === on[name])
}
