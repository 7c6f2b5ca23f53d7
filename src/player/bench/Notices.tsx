import { memo, useEffect } from 'react'
import { speedNotice } from '../playback.ts'
import type { Session } from '../session.ts'
import { UNDO_MS } from '../undo.ts'
import { useSession } from './use-moment.ts'

/** How long a notice stands. */
const NOTICE_MS = 6000

/** One strip above the timeline: a deletion that can be undone, why nothing happened, or what is looked for. */
export const Notices = memo(function Notices({ session }: { readonly session: Session }) {
  const undo = useSession(session, (state) => state.undo)
  const notice = useSession(session, (state) => state.notice)
  const looking = useSession(session, (state) => state.looking)
  // It stands in the gutter, where there is one: it need only be heard.
  const isSpeed = useSession(
    session,
    (state) => state.notice !== undefined && state.notice === speedNotice(state.speed),
  )
  const isAlone = undo === undefined && looking === undefined
  useEffect(() => {
    if (undo === undefined) return undefined
    const timer = setTimeout(() => session.branching.forgetUndo(), UNDO_MS)
    return () => clearTimeout(timer)
  }, [session, undo])
  useEffect(() => {
    if (notice === undefined) return undefined
    const timer = setTimeout(() => session.core.set({ notice: undefined }), NOTICE_MS)
    return () => clearTimeout(timer)
  }, [session, notice])
  // It stands there empty: what comes into a place that is known already is heard.
  return (
    <div className="notice" role="status" data-about={isSpeed && isAlone ? 'speed' : undefined}>
      {notice !== undefined && <span>{notice}</span>}
      {looking !== undefined && (
        <>
          <span>{looking}</span>
          <button type="button" className="link-button" onClick={() => session.core.set({ looking: undefined })}>
            Stop
          </button>
        </>
      )}
      {undo !== undefined && (
        <>
          <span>
            Deleted <b>{undo.branch.spec.name}</b>
            {undo.children.length > 0 && ` and ${undo.children.length} more that left it`}.
          </span>
          <button
            type="button"
            className="link-button"
            aria-keyshortcuts="Control+Z"
            onClick={() => session.branching.undoDelete()}
          >
            Undo
          </button>
        </>
      )}
    </div>
  )
})
