import type { Session } from '../session.ts'
import { useLoading } from './use-loading.ts'
import { useBranch, useSession } from './use-moment.ts'
import { useWritingNote } from './use-writing-note.ts'
import { describeFailure } from './words.ts'

/** What is going on at the end of the log, when that end is outside the score, which says so itself. */
export function LogEdge({ session }: { readonly session: Session }) {
  const branch = useBranch(session)
  const type = useSession(session, () => branch.end.type)
  const outside = useSession(session, ({ window }) => branch.log.length > window.to || branch.log.length < window.from)
  const note = useWritingNote(session)
  const loading = useLoading(session, branch)
  if (loading === 'say' && type === 'writing') return <p className="log-edge">loading engine</p>
  if (!outside) return undefined
  if (type === 'failed') return <p className="log-edge bad">{describeFailure(branch)}</p>
  if (type !== 'writing' || note === '') return undefined
  return (
    <p className="log-edge">
      {note.split('; ')[0]}{' '}
      <button type="button" className="link-button" onClick={() => session.branching.stopRun()}>
        Stop here
      </button>
    </p>
  )
}
