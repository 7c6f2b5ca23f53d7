import type { LabEntry } from '../player/lab.ts'
import './claim-list.css'
import type { LinkComponent } from './Link.tsx'
import { scenarioPath } from './routes.ts'

interface ClaimListProps {
  readonly lab: LabEntry
  /** Claims stand side by side where there is room. */
  readonly wide?: boolean
  readonly link: LinkComponent
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
