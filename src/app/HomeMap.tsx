import { useMemo } from 'react'
import { formatPlural } from '../base/format.ts'
import { tryLab } from '../labs/registry.ts'
import { ConceptMap } from '../practice/ConceptMap.tsx'
import { challengesOf, type Concept } from '../practice/concepts.ts'
import type { ProgressRecord } from '../progress/record.ts'
import { foldSchedules } from '../progress/schedule.ts'
import { conceptPath, labPath, PRACTICE } from './routes.ts'

export interface HomeMapProps {
  /** The learner's log up to the playhead. */
  readonly records: readonly ProgressRecord[]
  /** The time of the page: now, or the playhead's. */
  readonly now: Date
}

/** What is known, concept by concept, as of the playhead. */
export function HomeMap({ records, now }: HomeMapProps) {
  const schedules = useMemo(() => foldSchedules(records), [records])
  return (
    <section className="home-calls">
      <h2 className="cap">
        <span>{`What you know, replayed from ${formatPlural(records.length, 'event')}`}</span>
        <span>recall</span>
      </h2>
      <ConceptMap schedules={schedules} now={now} hrefOf={(concept) => `#${pathOf(concept)}`} />
    </section>
  )
}

/** To its challenges; to the lab that asks about it where there are none. */
function pathOf(concept: Concept): string {
  const lab = Object.keys(concept.topics).find((name) => tryLab(name) !== undefined)
  if (challengesOf(concept).length > 0) return conceptPath(concept.id)
  return lab === undefined ? PRACTICE : labPath(lab)
}
