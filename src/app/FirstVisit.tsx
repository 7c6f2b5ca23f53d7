import type { ReactNode } from 'react'
import type { LabEntry } from '../player/lab.ts'
import { Button } from '../ui/Button.tsx'
import './first-visit.css'
import { PlainLink, type LinkComponent } from './Link.tsx'
import { Claims, FEW_CLAIMS } from './ClaimList.tsx'
import { capitalize, formatNumberWord } from './words.ts'

export interface FirstVisitStoryProps {
  /** The lab on the stage, before its first event. */
  readonly lab: Pick<LabEntry, 'title'>
  /** Labs that exist. */
  readonly labCount: number
  /** Where the challenges are; nothing is said of them where it is left out. Their number is not on this page's way. */
  readonly challengesHref?: string | undefined
  readonly onPlay: () => void
  /** Left out where no lab takes a file. */
  readonly onOpenFile?: () => void
}

const CLAIM = 'Step through data systems the way a debugger steps through code.'

/** The same over the stage, where only one panel is seen at a time. */
export function FirstVisitClaim() {
  return (
    <section className="first-claim" aria-label="What this is">
      <h1>{CLAIM}</h1>
    </section>
  )
}

/** The left column on the first visit: what this is, and one key to begin. Brings its own padding. */
export function FirstVisitStory({ lab, labCount, challengesHref, onPlay, onOpenFile }: FirstVisitStoryProps) {
  return (
    <div className="first-story">
      <div className="first-words">
        <h1>{CLAIM}</h1>
        <Button primary big keys={['space']} onPress={onPlay}>
          Play this lab
        </Button>
        <table className="first-keys">
          <tbody>
            <tr>
              <th scope="row">
                <kbd>→</kbd>
              </th>
              <td>
                <b>one event on</b> <span>← takes it back</span>
              </td>
            </tr>
            <tr>
              <th scope="row">
                <kbd>drag</kbd>
              </th>
              <td>
                <b>the timeline</b> <span>to any moment</span>
              </td>
            </tr>
          </tbody>
        </table>
        {onOpenFile !== undefined && <Ways {...{ lab, labCount, challengesHref, onOpenFile }} />}
      </div>
      <section className="first-land land" aria-labelledby="first-land-title">
        <h2 className="cap" id="first-land-title">
          What stands still here
        </h2>
        <p>
          A real run of {lab.title}, stopped before its first event. All it will do is on the line below, still faint.
          Move along that line and the picture is replayed to match.
        </p>
      </section>
    </div>
  )
}

type WaysProps = Pick<FirstVisitStoryProps, 'lab' | 'labCount' | 'challengesHref'> & { readonly onOpenFile: () => void }

function Ways({ lab, labCount, challengesHref, onOpenFile }: WaysProps) {
  return (
    <section className="first-ways" aria-labelledby="first-ways-title">
      <h2 className="cap" id="first-ways-title">
        {challengesHref === undefined ? 'Two' : 'Three'} ways in
      </h2>
      <Way keyName="space">
        <b>Step through a lab.</b>{' '}
        {labCount === 1
          ? `${lab.title} is on this page.`
          : `There are ${formatNumberWord(labCount)}; ${lab.title} is on this page.`}
      </Way>
      {challengesHref !== undefined && (
        <Way keyName="C">
          <a className="first-open" href={challengesHref} aria-keyshortcuts="C">
            Solve a challenge
          </a>
          . Each is judged by running it: program, query, numbers.
        </Way>
      )}
      <Way keyName="O">
        <button type="button" className="first-open" onClick={onOpenFile} aria-keyshortcuts="O">
          Open your own
        </button>{' '}
        CSV, NDJSON, Parquet or Delta table<span className="first-drop">, or drop it on this page</span>. Nothing leaves
        the browser.
      </Way>
    </section>
  )
}

function Way({ keyName, children }: { readonly keyName: string; readonly children: ReactNode }) {
  return (
    <div className="first-way">
      <kbd aria-hidden="true">{keyName}</kbd>
      <p>{children}</p>
    </div>
  )
}

export interface FirstVisitInspectorProps {
  readonly labs: readonly LabEntry[]
  /** The lab on the stage. */
  readonly current: string
  readonly hrefOf: (lab: string) => string
  readonly link?: LinkComponent
}

/** The right column on the first visit: the labs there are. Brings its own padding. */
export function FirstVisitInspector({ labs, current, hrefOf, link: Link = PlainLink }: FirstVisitInspectorProps) {
  const here = labs.find((lab) => lab.id === current)
  return (
    <nav className="first-labs" aria-labelledby="first-labs-title">
      <h2 className="cap" id="first-labs-title">
        {describeLabs(labs.length)}
      </h2>
      <ol>
        {labs.map((lab, index) => (
          <li key={lab.id}>
            <Link
              href={hrefOf(lab.id)}
              className={lab.id === current ? 'first-lab first-lab-current' : 'first-lab'}
              aria-current={lab.id === current ? 'page' : undefined}
            >
              <span className="first-lab-number num">{index + 1}</span>
              <span className="first-lab-words">
                <b>{lab.title}</b>
                <span>{lab.summary}</span>
              </span>
              <span className="first-lab-picture" aria-hidden="true">
                <lab.Miniature />
              </span>
            </Link>
          </li>
        ))}
      </ol>
      {here !== undefined && <Claims lab={here} link={Link} className="first-claims" few={FEW_CLAIMS} />}
    </nav>
  )
}

/** "One lab, a running engine you can stop"; counts in words what exists. */
function describeLabs(count: number): string {
  const labs = `${capitalize(formatNumberWord(count))} ${count === 1 ? 'lab' : 'labs'}`
  return count === 1 ? `${labs}, a running engine you can stop` : `${labs}, each a running engine you can stop`
}
