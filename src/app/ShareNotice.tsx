import { use, Suspense, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import type { OpenedPlace } from './open-place.ts'
import './share.css'

/** What came with a link: the sender's words, and what differs here, if anything does. */
export function ShareNotice({ check }: { readonly check: OpenedPlace['check'] }) {
  const [closed, close] = useState<OpenedPlace['check']>()
  if (check === undefined || check === closed) return undefined
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
