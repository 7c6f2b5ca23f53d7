import { use, Suspense, useState, useSyncExternalStore } from 'react'
import type { Params } from '../player/lab.ts'
import { Button } from '../ui/Button.tsx'
import type { OpenedPlace } from './open-place.ts'
import './share.css'

/**
 * What came with a link or a claim: its words, and what differs here, if anything does. They are said of the parameters
 * they came with: over a run with others they are not, and are again when one of theirs is back on the stage.
 */
export function ShareNotice({ check, session }: Pick<OpenedPlace, 'check' | 'session'>) {
  const [closed, close] = useState<OpenedPlace['check']>()
  const { store } = session.core
  const isHidden = useSyncExternalStore(
    store.subscribe,
    // What it says may be what is asked.
    () => store.getState().prediction !== undefined || !isAbout(check, session.branch.spec.params),
  )
  if (check === undefined || check === closed || isHidden) return undefined
  return (
    <Suspense>
      <NoticeText
        check={check}
        onClose={() => {
          close(check)
          // The button goes: reading and Tab go on with what stood under it.
          document.querySelector('main')?.focus({ preventScroll: true })
        }}
      />
    </Suspense>
  )
}

/** True where something is said of runs with these parameters, or of no run at all. */
function isAbout(check: OpenedPlace['check'], params: Params): boolean {
  const wanted = JSON.stringify(params)
  return check?.runs?.some((run) => JSON.stringify(run) === wanted) ?? true
}

interface NoticeTextProps {
  readonly check: NonNullable<OpenedPlace['check']>
  readonly onClose: () => void
}

function NoticeText({ check, onClose }: NoticeTextProps) {
  const problem = use(check.problem)
  if (problem === undefined && check.note === '') return undefined
  return (
    <div className="share-notice" role="status">
      {check.note !== '' && <p>{check.note}</p>}
      {problem !== undefined && <p className="bad">{problem} What can be opened is open.</p>}
      <Button onPress={onClose}>Close</Button>
    </div>
  )
}
