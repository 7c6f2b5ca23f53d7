import type { Session } from '../session.ts'
import { useLoading } from './use-loading.ts'
import { useBranch, useSession } from './use-moment.ts'
import { describeFailure } from './words.ts'

/** That the engine is on its way, and why a log has ended, when that end is outside the score, which says so itself. */
export function LogEdge({ session }: { readonly session: Session }) {
  const branch = useBranch(session)
  const type = useSession(session, () => branch.end.type)
  const outside = useSession(session, ({ window }) => branch.log.length > window.to || branch.log.length < window.from)
  const loading = useLoading(session, branch)
  if (loading === 'say' && type === 'writing') return <p className="log-edge">loading engine</p>
  return outside && type === 'failed' ? <p className="log-edge bad">{describeFailure(branch)}</p> : undefined
}
