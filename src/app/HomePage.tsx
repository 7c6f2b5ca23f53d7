import { useEffect, useRef, type ReactNode } from 'react'
import { formatCount } from '../base/format.ts'
import type { LabEntry } from '../player/lab.ts'
import type { ProgressState } from '../progress/state.ts'
import { Button } from '../ui/Button.tsx'
import { formatDay, formatShortDay } from '../ui/dates.ts'
import { tryLastPlace } from './home-model.ts'
import { HomeCalls } from './HomeCalls.tsx'
import { HomeLabs } from './HomeLabs.tsx'
import './home-page.css'
import { PlainLink, type LinkComponent } from './Link.tsx'

export interface HomePageProps {
  /** The learner's log folded to the playhead. */
  readonly state: ProgressState
  readonly labs: readonly LabEntry[]
  /** The time of the page: now, or the playhead's. */
  readonly now: Date
  /** Why nothing can be begun, in a sentence, where the playhead is not at the end of the log: the page shows what was. */
  readonly refusal: string | undefined
  readonly hrefOf: (lab: string) => string
  readonly link?: LinkComponent
  readonly onResume: (lab: string) => void
  /** The map of concepts. */
  readonly map?: ReactNode
  /** What is due for review. */
  readonly due?: ReactNode
  /** The practice log as a timeline, at the foot of the page. */
  readonly timeline?: ReactNode
}

/** The page for somebody who has been here: where they stopped, the labs with their place in each, what they foretold. */
export function HomePage(props: HomePageProps) {
  const { state, labs, now, hrefOf, link = PlainLink, map, timeline } = props
  return (
    <div className="home">
      <div className="home-columns">
        <section className="home-story" aria-labelledby="home-day">
          <HomeStory {...props} />
        </section>
        <main className="home-stage">
          <HomeLabs state={state} labs={labs} now={now} hrefOf={hrefOf} link={link} />
        </main>
        <aside className="home-inspector" aria-label="What you know, and what you predicted">
          {map}
          <HomeCalls state={state} labs={labs} />
        </aside>
      </div>
      {timeline}
    </div>
  )
}

function HomeStory({ state, labs, now, refusal, due, onResume }: HomePageProps) {
  const last = tryLastPlace(state, labs)
  const resume = last === undefined || refusal !== undefined ? undefined : () => onResume(last.lab.id)
  useEnterKey(resume)
  return (
    <>
      <div className="home-words">
        <h1 id="home-day">{refusal !== undefined ? `As of ${formatShortDay(now, now)}` : formatDay(now)}</h1>
        <section className="home-stopped" aria-labelledby="home-stopped-title">
          <h2 className="cap" id="home-stopped-title">
            Where you stopped
          </h2>
          {last === undefined ? (
            <p className="i2">In no lab yet. Choose one from the list.</p>
          ) : (
            <p>
              <b>{last.lab.title}</b>
              {last.place !== undefined && `, event ${formatCount(last.place.position)}`}.
              {last.place !== undefined && (
                <span className="home-phase">{describePhase(last.place.phase, last.bookmark)}</span>
              )}
            </p>
          )}
          {last !== undefined && (
            <Button primary keys={['↵']} onPress={() => onResume(last.lab.id)} disabled={refusal}>
              Resume
            </Button>
          )}
        </section>
        {due}
      </div>
      <div className="home-land land">
        <h2 className="cap">Where this page comes from</h2>
        <p>
          {formatCount(state.events)} events in this browser, folded from the first to the last. No result is stored
          beside them. Move back on the line below and the page is the one of that day.
        </p>
      </div>
    </>
  )
}

function describePhase(phase: string, bookmark: string | undefined): string {
  const words = phase.charAt(0).toUpperCase() + phase.slice(1)
  if (bookmark === undefined) return words === '' ? '' : `${words}.`
  return words === '' ? `Bookmark “${bookmark}”.` : `${words}; bookmark “${bookmark}”.`
}

/** Enter acts as long as nothing on the page has the focus. */
function useEnterKey(act: (() => void) | undefined): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.target !== document.body || event.defaultPrevented) return
      latest.current?.()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
