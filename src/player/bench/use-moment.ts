import { useStore } from 'zustand'
import type { Branch } from '../branch.ts'
import type { Moment } from '../lab.ts'
import type { Session } from '../session.ts'
import type { SessionState } from '../session-state.ts'

/** A piece of the session's state; the component renders again only when that piece is another one. */
export function useSession<T>(session: Session, select: (state: SessionState) => T): T {
  return useStore(session.core.store, select)
}

export function useBranch(session: Session): Branch {
  return useSession(session, () => session.branch)
}

/** What stands at the playhead; undefined before the engine has answered. */
export function useMoment(session: Session): Moment<unknown> | undefined {
  return useSession(session, ({ position }) => session.core.moment(session.branch, position))
}
