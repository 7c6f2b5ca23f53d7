import { useEffect, useState } from 'react'
import type { Branch } from '../branch.ts'
import type { Session } from '../session.ts'
import { useSession } from './use-moment.ts'

/** Shorter waits are not shown at all. */
const QUIET_MS = 300

/**
 * While a branch has no picture yet: `hold` keeps the place empty, `say` tells that it is loading; undefined when there
 * is something to show. A run that is on its way to the place it was opened at is held back too, but not for long.
 */
export function useLoading(session: Session, branch: Branch): 'hold' | 'say' | undefined {
  const [late, setLate] = useState<Branch>()
  const empty = useSession(session, () => branch.replay === undefined)
  const failed = useSession(session, () => branch.end.type === 'failed')
  const underWay = useSession(
    session,
    () => branch.end.type === 'writing' && session.core.pending?.branch === branch.id,
  )
  useEffect(() => {
    const left = branch.startedAt + QUIET_MS - session.core.ports.now()
    const timer = setTimeout(() => setLate(branch), Math.max(0, left))
    return () => clearTimeout(timer)
  }, [session, branch])
  if (empty) return failed || late === branch ? 'say' : 'hold'
  return underWay && late !== branch ? 'hold' : undefined
}
