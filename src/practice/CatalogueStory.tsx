import { formatPlural } from '../base/format.ts'
import { Button } from '../ui/Button.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import {
  countTried,
  countWith,
  FILTER_KEYS,
  isOn,
  planNext,
  type CatalogueFilter,
  type CatalogueRow,
  type FilterKey,
} from './catalogue-model.ts'
import { SOLVED_SCORE } from '../progress/events.ts'
import { TOPICS } from './types.ts'

export interface CatalogueStoryProps {
  readonly rows: readonly CatalogueRow[]
  readonly filter: CatalogueFilter
  /** Why nothing can be begun now, in a sentence: the page shows a day that is past. */
  readonly refusal: string | undefined
  readonly hrefOf: (challenge: string) => string
  readonly guaranteesHref: string
  readonly onFilterKey: (key: FilterKey) => void
  readonly onOpen: (challenge: string) => void
}

const MOST_DUE = 4

/** What to do next, the filters by key, and what "due" means. */
export function CatalogueStory(props: CatalogueStoryProps) {
  const { rows, filter, guaranteesHref, onFilterKey } = props
  const { tried, solved } = countTried(rows)
  return (
    <>
      <div className="practice-words">
        <h1>Practice</h1>
        <p className="i2">
          {tried === 0
            ? `${rows.length} challenges, none tried yet.`
            : `${tried} of ${rows.length} tried, ${solved} solved at ${SOLVED_SCORE} or more.`}
        </p>
        <NextUp {...props} />
        <h2 className="cap">Filters; press again to clear</h2>
        <ul className="catalogue-keys">
          {FILTER_KEYS.map((each) => {
            const count = countWith(rows, filter, each.on)
            return (
              <li key={each.key}>
                <button
                  type="button"
                  aria-pressed={isOn(filter, each)}
                  aria-keyshortcuts={each.key}
                  onClick={() => onFilterKey(each)}
                >
                  <Kbd keys={[each.key]} />
                  <span>{each.label}</span>
                  <span className="num">{count}</span>
                </button>
              </li>
            )
          })}
        </ul>
      </div>
      <section className="practice-land land">
        <h2 className="cap">What “due” means</h2>
        <p>{meaningOfDue(rows)}</p>
        <p>
          <a href={guaranteesHref}>How answers are judged</a>
        </p>
      </section>
    </>
  )
}

function NextUp({ rows, filter, refusal, hrefOf, onOpen }: CatalogueStoryProps) {
  const { due, list } = planNext(rows, filter)
  const [first] = list
  const minutes = due.reduce((sum, { entry }) => sum + entry.minutes, 0)
  if (first === undefined) {
    return (
      <p className="catalogue-next">Nothing is due and nothing is new here. The table says when each comes back.</p>
    )
  }
  return (
    <section className="catalogue-next">
      <h2 className="cap">
        {due.length > 0 ? `Due first: ${due.length}, about ${formatPlural(minutes, 'minute')}` : 'To begin with'}
      </h2>
      <ul>
        {list.slice(0, MOST_DUE).map(({ entry, lateDays }) => (
          <li key={entry.id}>
            <a href={hrefOf(entry.id)}>
              <b>{entry.title}</b>
              <span>{`${TOPICS[entry.topic]}, ${entry.minutes} min`}</span>
            </a>
            {lateDays !== undefined && <span className="num">{lateDays === 0 ? 'today' : `${lateDays} d`}</span>}
          </li>
        ))}
      </ul>
      <div className="catalogue-start">
        <Button primary keys={['↵']} onPress={() => onOpen(first.entry.id)} disabled={refusal}>
          {due.length > 0 ? 'Start the first' : 'Open the first'}
        </Button>
        {due.length > MOST_DUE && <span className="i3">{`and ${due.length - MOST_DUE} more`}</span>}
      </div>
    </section>
  )
}

function meaningOfDue(rows: readonly CatalogueRow[]): string {
  const rule = 'The day on which about nine in ten people still know it. Success moves it away, failure brings it back.'
  const last = rows
    .filter(({ schedule }) => schedule !== undefined && schedule.intervalDays > 1)
    .toSorted((a, b) => (b.schedule?.lastAt.getTime() ?? 0) - (a.schedule?.lastAt.getTime() ?? 0))[0]
  if (last?.schedule === undefined) return rule
  return `${rule} “${last.entry.title}” waits ${formatPlural(last.schedule.intervalDays, 'day')}.`
}
