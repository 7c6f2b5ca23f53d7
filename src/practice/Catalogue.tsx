import { useMemo, useState, type ReactNode } from 'react'
import type { ProgressRecord } from '../progress/record.ts'
import { foldSchedules } from '../progress/schedule.ts'
import { CatalogueStory } from './CatalogueStory.tsx'
import { CatalogueTable } from './CatalogueTable.tsx'
import './catalogue.css'
import './practice.css'
import {
  FILTER_KEYS,
  filterRows,
  groupRows,
  isOn,
  layoutRows,
  planNext,
  NO_FILTER,
  type CatalogueFilter,
  type CatalogueGroup,
  type CatalogueRow,
  type FilterKey,
} from './catalogue-model.ts'
import { FilterSentence } from './FilterSentence.tsx'
import { foldResults } from './results.ts'
import { SelectedChallenge } from './SelectedChallenge.tsx'
import type { ChallengeEntry } from './types.ts'
import { useWindowKey } from './use-window-key.ts'

export interface CatalogueProps {
  readonly entries: readonly ChallengeEntry[]
  /** The concept that they belong to, and where all of them are; undefined where these are all. */
  readonly only: { readonly title: string; readonly allHref: string } | undefined
  /** The learner's log up to the playhead. */
  readonly records: readonly ProgressRecord[]
  /** The time of the page: now, or the playhead's. */
  readonly now: Date
  readonly past: boolean
  readonly letterKeys: boolean
  readonly hrefOf: (challenge: string) => string
  readonly guaranteesHref: string
  readonly onOpen: (challenge: string) => void
  /** The learner's log as a timeline, at the foot of the page. */
  readonly timeline: ReactNode
}

const PAST = 'This page shows a moment that is past. The end of the line below is now.'

/** Every challenge with what came of it: due, best, last, all replayed from the log. */
export function Catalogue(props: CatalogueProps) {
  const { entries, only, records, now, past, letterKeys, hrefOf, guaranteesHref, onOpen, timeline } = props
  const [filter, setFilter] = useState<CatalogueFilter>(NO_FILTER)
  const [chosen, setChosen] = useState<string | undefined>()
  const day = now.toDateString()
  const rows = useMemo(
    () => layoutRows(entries, foldResults(records), foldSchedules(records), new Date(day)),
    [entries, records, day],
  )
  const shown = useMemo(() => filterRows(rows, filter), [rows, filter])
  const groups = useMemo(() => groupsOf(shown, rows, filter), [shown, rows, filter])
  const order = groups.flatMap((group) => group.rows)
  const selected = order.find(({ entry }) => entry.id === chosen) ?? order[0]
  const press = (key: FilterKey) => setFilter((before) => ({ ...before, ...(isOn(before, key) ? key.off : key.on) }))
  useWindowKey((key, target) => {
    if (key === 'ArrowDown' || key === 'ArrowUp') return focusRow(order, selected, key === 'ArrowDown' ? 1 : -1)
    const [first] = planNext(rows, filter).list
    if (key === 'Enter' && target === document.body && first !== undefined && !past) {
      onOpen(first.entry.id)
      return true
    }
    const filterKey = letterKeys ? FILTER_KEYS.find((each) => each.key.toLowerCase() === key.toLowerCase()) : undefined
    if (filterKey !== undefined) press(filterKey)
    return filterKey !== undefined
  })
  return (
    <div className="practice">
      <div className="practice-columns">
        <section className="practice-story" aria-label="What to do next">
          <CatalogueStory
            {...{ rows, filter, hrefOf, guaranteesHref, onOpen }}
            refusal={past ? PAST : undefined}
            onFilterKey={press}
          />
        </section>
        <main className="practice-stage catalogue-stage">
          {only !== undefined && (
            <p className="catalogue-only">
              Only what belongs to <b>{only.title}</b>. <a href={only.allHref}>Show all</a>
            </p>
          )}
          <FilterSentence filter={filter} shown={shown.length} total={rows.length} onFilter={setFilter} />
          {shown.length === 0 ? (
            <p className="catalogue-none i2">No challenge fits this filter.</p>
          ) : (
            <CatalogueTable
              groups={groups}
              isGrouped={filter.order === 'topic'}
              selected={selected?.entry.id}
              hrefOf={hrefOf}
              onSelect={setChosen}
            />
          )}
        </main>
        <aside className="practice-inspector" aria-label="The selected challenge">
          <SelectedChallenge row={selected} now={now} />
        </aside>
      </div>
      {timeline}
    </div>
  )
}

/** Groups by topic, or one that holds all in the order that is asked for. */
function groupsOf(
  shown: readonly CatalogueRow[],
  rows: readonly CatalogueRow[],
  filter: CatalogueFilter,
): readonly CatalogueGroup[] {
  if (filter.order === 'topic') return groupRows(shown, rows)
  const [first] = shown
  return first === undefined ? [] : [{ topic: first.entry.topic, rows: shown, tried: 0, total: 0 }]
}

function focusRow(order: readonly CatalogueRow[], selected: CatalogueRow | undefined, step: 1 | -1): boolean {
  const links = document.querySelectorAll<HTMLElement>('.catalogue-row a')
  const isInside = document.activeElement?.matches('.catalogue-row a') === true
  const at = selected === undefined ? -1 : order.indexOf(selected)
  const next = isInside ? Math.min(order.length - 1, Math.max(0, at + step)) : Math.max(0, at)
  links[next]?.focus()
  return links[next] !== undefined
}
