import type { ReactNode } from 'react'
import { formatPlural } from '../../../base/format.ts'

interface BeforeFirstProps {
  readonly events: number
  /** A phone has a button in place of the key. */
  readonly isNarrow: boolean
}

/** What there is to do while the folder is empty. */
export function BeforeFirst({ events, isNarrow }: BeforeFirstProps): ReactNode {
  return (
    <div className="dl-before">
      <strong>Nothing has happened yet.</strong>
      <p>
        Press <b>{isNarrow ? 'play' : 'space'}</b> and {formatPlural(events, 'event')} will write the log above, commit
        by commit, and the lives of its files below.
      </p>
    </div>
  )
}
