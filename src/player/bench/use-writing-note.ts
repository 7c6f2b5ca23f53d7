import { useEffect, useState } from 'react'
import type { Session } from '../session.ts'
import { useBranch, useSession } from './use-moment.ts'
import { describeWriting, RateMeter } from './words.ts'

const REFRESH_MS = 250

/** "writing, 1.5 M of 2.9 M records; 41 s so far, about 40 s left" while the current branch is written, else ""; no more than "writing" where the lab has a bar. */
export function useWritingNote(session: Session): string {
  const branch = useBranch(session)
  const writing = useSession(session, () => branch.end.type === 'writing')
  const [note, setNote] = useState('')
  useEffect(() => {
    if (!writing || session.lab.hasOwnBar) return undefined
    const meter = new RateMeter()
    const look = (): void => {
      const now = session.core.ports.now()
      if (branch.end.type === 'writing') meter.note(now, branch.end.done)
      setNote(describeWriting(branch, now, meter.rate))
    }
    look()
    const timer = setInterval(look, REFRESH_MS)
    return () => clearInterval(timer)
  }, [session, branch, writing])
  return writing ? note || 'writing' : ''
}
