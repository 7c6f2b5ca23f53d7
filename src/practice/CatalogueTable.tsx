import { SHORT_KIND_WORDS, planSplit, type CatalogueGroup, type CatalogueRow } from './catalogue-model.ts'
import { LevelMark } from './LevelMark.tsx'
import { SOLVED_SCORE } from '../progress/events.ts'
import { TOPICS } from './types.ts'

export interface CatalogueTableProps {
  /** By topic; one group without a head where another order is asked for. */
  readonly groups: readonly CatalogueGroup[]
  readonly isGrouped: boolean
  readonly selected: string | undefined
  readonly hrefOf: (challenge: string) => string
  readonly onSelect: (challenge: string) => void
}

/** Lines that the head of a group takes, in rows. */
const HEAD_LINES = 1.2

/** All challenges at once, in two columns; what cannot be seen so is one column on small screens. */
export function CatalogueTable({ groups, isGrouped, ...rest }: CatalogueTableProps) {
  const halves = isGrouped ? halveGroups(groups) : halveRows(groups)
  return (
    <div className="catalogue-halves">
      {halves
        .filter((half) => half.length > 0)
        .map((half, i) => (
          <HalfTable key={i} groups={half} isGrouped={isGrouped} part={i + 1} {...rest} />
        ))}
    </div>
  )
}

function halveGroups(groups: readonly CatalogueGroup[]): readonly (readonly CatalogueGroup[])[] {
  const cut = planSplit(groups.map(({ rows }) => rows.length + HEAD_LINES))
  return [groups.slice(0, cut), groups.slice(cut)]
}

function halveRows(groups: readonly CatalogueGroup[]): readonly (readonly CatalogueGroup[])[] {
  const [group] = groups
  if (group === undefined) return []
  const cut = Math.ceil(group.rows.length / 2)
  return [group.rows.slice(0, cut), group.rows.slice(cut)]
    .filter((rows) => rows.length > 0)
    .map((rows) => [{ ...group, rows }])
}

interface HalfProps extends CatalogueTableProps {
  readonly part: number
}

function HalfTable({ groups, isGrouped, part, selected, hrefOf, onSelect }: HalfProps) {
  return (
    <table className="catalogue-table" aria-label={`Challenges, part ${part}`}>
      {/* The widths, also where the head of a second table is not shown. */}
      <colgroup>
        <col />
        <col className="catalogue-kind" />
        <col className="catalogue-level" />
        <col className="catalogue-number" />
        <col className="catalogue-number" />
        <col className="catalogue-due" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Challenge</th>
          <th scope="col" className="catalogue-kind">
            Kind
          </th>
          <th scope="col" className="catalogue-level">
            Level
          </th>
          <th scope="col" className="catalogue-number">
            Min
          </th>
          <th scope="col" className="catalogue-number">
            Best
          </th>
          <th scope="col" className="catalogue-due">
            Due
          </th>
        </tr>
      </thead>
      {groups.map(({ topic, rows, tried, total }) => (
        <tbody key={topic}>
          {isGrouped && (
            <tr className="catalogue-group">
              <th scope="rowgroup" colSpan={6}>
                <b>{TOPICS[topic]}</b> <span>{`${tried} of ${total}`}</span>
              </th>
            </tr>
          )}
          {rows.map((row) => (
            <Row key={row.entry.id} row={row} isSelected={row.entry.id === selected} {...{ hrefOf, onSelect }} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

interface RowProps {
  readonly row: CatalogueRow
  readonly isSelected: boolean
  readonly hrefOf: (challenge: string) => string
  readonly onSelect: (challenge: string) => void
}

function Row({ row, isSelected, hrefOf, onSelect }: RowProps) {
  const { entry, results, lateDays, due } = row
  const { best } = results
  const select = () => onSelect(entry.id)
  return (
    <tr
      className={isSelected ? 'catalogue-row selected' : 'catalogue-row'}
      data-due={lateDays === undefined ? undefined : true}
      onMouseEnter={select}
      onFocus={select}
    >
      <th scope="row">
        <a href={hrefOf(entry.id)}>{entry.title}</a>
      </th>
      <td className="catalogue-kind">{SHORT_KIND_WORDS[entry.kind]}</td>
      <td className="catalogue-level">
        <LevelMark level={entry.level} />
      </td>
      <td className="catalogue-number num">{entry.minutes}</td>
      <td className="catalogue-number num">{best === undefined ? '' : best >= SOLVED_SCORE ? <b>{best}</b> : best}</td>
      <td className={lateDays === undefined ? 'catalogue-due' : 'catalogue-due bad'}>{due}</td>
    </tr>
  )
}
