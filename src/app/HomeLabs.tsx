import type { LabEntry } from '../player/lab.ts'
import type { ProgressState } from '../progress/state.ts'
import { ClaimList } from './ClaimList.tsx'
import { layoutLabRows, type LabRow, type PlaceTrack } from './home-model.ts'
import type { LinkComponent } from './Link.tsx'

export interface HomeLabsProps {
  readonly state: ProgressState
  readonly labs: readonly LabEntry[]
  readonly now: Date
  readonly hrefOf: (lab: string) => string
  readonly link: LinkComponent
}

/** The labs as one table: picture, place in the log, right calls, last day. */
export function HomeLabs({ state, labs, now, hrefOf, link }: HomeLabsProps) {
  return (
    <>
      <p className="home-display">
        Each step and each call is an event. <br />
        This page is what they add up to.
      </p>
      <table className="home-labs">
        <thead>
          <tr>
            <td className="home-number" />
            <th scope="col">Lab</th>
            <td className="home-picture" />
            <th scope="col" colSpan={2}>
              Your place in its log
            </th>
            <th scope="col" className="home-predicted">
              Predicted
            </th>
            <th scope="col" className="home-opened">
              Opened
            </th>
          </tr>
        </thead>
        <tbody>
          {layoutLabRows(state, labs, now).map((row, index) => (
            <Row key={row.lab.id} row={row} number={index + 1} href={hrefOf(row.lab.id)} link={link} />
          ))}
        </tbody>
      </table>
      {labs.map((lab) => (
        <section key={lab.id} className="home-claims" aria-labelledby={`claims-${lab.id}`}>
          <h2 className="cap" id={`claims-${lab.id}`}>
            {lab.title}: claims, each opens at the moment that shows it
          </h2>
          <ClaimList lab={lab} wide link={link} />
        </section>
      ))}
    </>
  )
}

interface RowProps {
  readonly row: LabRow
  readonly number: number
  readonly href: string
  readonly link: LinkComponent
}

function Row({ row, number, href, link: Link }: RowProps) {
  const { lab } = row
  return (
    <tr>
      <td className="home-number num">{number}</td>
      <th scope="row" className="home-title">
        <Link href={href}>{lab.title}</Link>
        <span>{lab.summary}</span>
      </th>
      <td className="home-picture" aria-hidden="true">
        <lab.Miniature />
      </td>
      <td className="home-track">
        <Track track={row.track} />
      </td>
      <td className={row.track === undefined ? 'home-place i3' : 'home-place num'}>{row.place}</td>
      <td className="home-predicted num">{row.predicted}</td>
      <td className="home-opened">{row.opened}</td>
    </tr>
  )
}

const TRACK_WIDTH = 118
const MIDDLE = 7

/** Ink up to the place, grey after it, diamonds for checkpoints; dotted where nothing has happened. */
function Track({ track }: { readonly track: PlaceTrack | undefined }) {
  if (track === undefined) {
    return (
      <svg width={TRACK_WIDTH} height="14" aria-hidden="true">
        <path d={`M0 ${MIDDLE}h${TRACK_WIDTH}`} stroke="var(--control)" strokeWidth="1.4" strokeDasharray="1.4 4" />
      </svg>
    )
  }
  const at = track.at * TRACK_WIDTH
  return (
    <svg width={TRACK_WIDTH} height="14" aria-hidden="true">
      <path d={`M0 ${MIDDLE}H${TRACK_WIDTH}`} stroke="var(--line-2)" strokeWidth="1.4" />
      <path d={`M0 ${MIDDLE}H${at}`} stroke="var(--ink)" strokeWidth="2.4" />
      {track.checkpoints.map((checkpoint) => (
        <path
          key={checkpoint}
          d={`M${checkpoint * TRACK_WIDTH} ${MIDDLE - 3.2}l3.2 3.2-3.2 3.2-3.2-3.2z`}
          fill={checkpoint <= track.at ? 'var(--ink)' : 'var(--paper)'}
          stroke={checkpoint <= track.at ? 'var(--ink)' : 'var(--control)'}
        />
      ))}
      {track.at < 1 && <path d={`M${at} 1v12`} stroke="var(--ink)" strokeWidth="2" />}
    </svg>
  )
}
