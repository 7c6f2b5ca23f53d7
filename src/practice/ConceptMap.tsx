import { useMemo } from 'react'
import { formatPlural } from '../base/format.ts'
import type { Schedules } from '../progress/schedule.ts'
import { layoutConcepts, standingOf, type ConceptEdge, type ConceptStanding } from './concept-map.ts'
import './concept-map.css'
import { CONCEPTS, type Concept } from './concepts.ts'

export interface ConceptMapProps {
  readonly schedules: Schedules
  readonly now: Date
  /** Where a concept leads: its challenges, or the lab that asks about it. */
  readonly hrefOf: (concept: Concept) => string
}

const ROW = 26
const LANE = 15
const RING = 6.5
const PAD = 8

/** What there is to know as a commit graph: each concept behind what it needs, its ring filled by how much is recalled. */
export function ConceptMap({ schedules, now, hrefOf }: ConceptMapProps) {
  const { nodes, edges, lanes } = useMemo(() => layoutConcepts(CONCEPTS), [])
  const width = lanes * LANE + PAD
  return (
    <div className="concepts">
      <svg className="concepts-graph" width={width} height={nodes.length * ROW} aria-hidden="true">
        {nodes.map(({ concept, row, lane }) => (
          <path key={concept.id} className="concepts-leader" d={`M${xOf(lane) + RING + 4} ${yOf(row)}H${width}`} />
        ))}
        {edges.map((edge) => (
          <path key={`${edge.from.concept.id} ${edge.to.concept.id}`} className="concepts-edge" d={pathOf(edge)} />
        ))}
        {nodes.map(({ concept, row, lane }) => (
          <Ring key={concept.id} x={xOf(lane)} y={yOf(row)} recall={standingOf(concept, schedules, now).recall} />
        ))}
      </svg>
      <ol className="concepts-list">
        {nodes.map(({ concept }) => {
          const standing = standingOf(concept, schedules, now)
          return (
            <li key={concept.id} className={standing.recall === undefined ? 'concepts-new' : undefined}>
              <a href={hrefOf(concept)}>
                {concept.title}
                <span className="visually-hidden">{`, ${describeStanding(standing)}`}</span>
              </a>
              <span className="num" aria-hidden="true">
                {standing.recall === undefined ? '–' : `${Math.round(standing.recall * 100)}%`}
              </span>
            </li>
          )
        })}
      </ol>
      <p className="concepts-legend" aria-hidden="true">
        <Sample recall={1} text="known" />
        <Sample recall={0.6} text="share recalled" />
        <Sample recall={undefined} text="not asked yet" />
      </p>
    </div>
  )
}

/** "80 percent recalled, 3 of 12 asked, 2 due" */
function describeStanding({ recall, asked, total, due }: ConceptStanding): string {
  if (recall === undefined) return `not asked yet, ${formatPlural(total, 'question')}`
  const words = `${Math.round(recall * 100)} percent recalled, ${asked} of ${total} asked`
  return due === 0 ? words : `${words}, ${due} due`
}

function Sample({ recall, text }: { readonly recall: number | undefined; readonly text: string }) {
  return (
    <span>
      <svg width={2 * PAD} height={2 * PAD}>
        <Ring x={PAD} y={PAD} recall={recall} />
      </svg>
      {text}
    </span>
  )
}

function Ring({ x, y, recall }: { readonly x: number; readonly y: number; readonly recall: number | undefined }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle className="concepts-ring" r={RING} strokeDasharray={recall === undefined ? '1.5 2.5' : undefined} />
      {recall !== undefined && <path className="concepts-fill" d={sectorOf(recall, RING - 2)} />}
    </g>
  )
}

/** A share of a disc, clockwise from the top. */
function sectorOf(share: number, radius: number): string {
  // A whole turn would end where it begins and draw nothing.
  const angle = Math.min(0.9999, Math.max(0, share)) * 2 * Math.PI
  const [x, y] = [Math.sin(angle) * radius, -Math.cos(angle) * radius]
  return `M0 0V${-radius}A${radius} ${radius} 0 ${angle > Math.PI ? 1 : 0} 1 ${x} ${y}Z`
}

function xOf(lane: number): number {
  return PAD + lane * LANE
}

function yOf(row: number): number {
  return row * ROW + ROW / 2
}

/** Down within a lane; out at the top of a branch, and back in behind its end. */
function pathOf({ from, to }: ConceptEdge): string {
  const [x0, y0, x1, y1] = [xOf(from.lane), yOf(from.row), xOf(to.lane), yOf(to.row)]
  if (x0 === x1) return `M${x0} ${y0}V${y1}`
  if (x1 > x0) return `M${x0} ${y0}C${x0} ${y0 + ROW * 0.6} ${x1} ${y0} ${x1} ${y0 + ROW}V${y1}`
  return `M${x0} ${y0}C${x0} ${y0 + ROW * 0.8} ${x1} ${y0 + ROW * 0.4} ${x1} ${y0 + ROW * 1.2}V${y1}`
}
