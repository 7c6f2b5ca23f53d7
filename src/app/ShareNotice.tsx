import { use, Suspense, useState, useSyncExternalStore } from 'react'
import { Button } from '../ui/Button.tsx'
import type { OpenedPlace } from './open-place.ts'
import './share.css'

/** What came with a link: the sender's words, and what differs here, if anything does. */
export function ShareNotice({ check, session }: Pick<OpenedPlace, 'check' | 'session'>) {
  const [closed, close] = useState<OpenedPlace['check']>()
  // What it says may be what is asked.
  const { store } = session.core
  const isAsking = useSyncExternalStore(store.subscribe, () => store.getState().prediction !== undefined)
  if (check === undefined || check === closed || isAsking) return undefined
  return (
    <Suspense>
      <NoticeText check={check} onClose={() => close(check)} />
    </Suspense>
  )
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
