import type { LabEntry } from '../player/lab.ts'
import './claim-list.css'
import type { LinkComponent } from './Link.tsx'
import { scenarioPath } from './routes.ts'

/** So many say what there is to be seen, where more would be noise. */
export const FEW_CLAIMS = 3

interface ClaimListProps {
  readonly lab: LabEntry
  /** Claims stand side by side where there is room. */
  readonly wide?: boolean
  readonly link: LinkComponent
}

interface ClaimsProps extends ClaimListProps {
  readonly className: string
  /** So many stand there, the others are shown when they are asked for. */
  readonly few?: number
}

/** The claims of a lab under a heading; nothing where it makes none. `className` says where they stand. */
export function Claims({ lab, link, className, few = lab.scenarios.length }: ClaimsProps) {
  const more = lab.scenarios.slice(few)
  if (lab.scenarios.length === 0) return undefined
  return (
    <section className={className}>
      <h2 className="cap">Claims, each opens at the moment that shows it</h2>
      <ClaimList lab={{ ...lab, scenarios: lab.scenarios.slice(0, few) }} link={link} />
      {more.length > 0 && (
        <details className="claims-more">
          <summary>{more.length} more</summary>
          <ClaimList lab={{ ...lab, scenarios: more }} link={link} />
        </details>
      )}
    </section>
  )
}

/** A lab's scenarios by what they claim; pressing one opens the moment that shows it. */
export function ClaimList({ lab, wide = false, link: Link }: ClaimListProps) {
  return (
    <ul className={wide ? 'claims claims-wide' : 'claims'}>
      {lab.scenarios.map(({ id, claim }) => (
        <li key={id}>
          <Link href={`#${scenarioPath(lab.id, id)}`}>{claim}</Link>
        </li>
      ))}
    </ul>
  )
}
