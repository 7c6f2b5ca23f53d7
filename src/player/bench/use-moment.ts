import { useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { Branch } from '../branch.ts'
import type { Moment } from '../lab.ts'
import type { Session } from '../session.ts'
import type { SessionState } from '../session-state.ts'
import { calmViewOf, type CalmPart } from './calm-view.ts'

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

/** Like `useMoment`, for words and numbers: exact at rest and at slow play, else as often as its part's turn comes. */
export function useCalmMoment(session: Session, part: CalmPart): Moment<unknown> | undefined {
  const view = calmViewOf(session, part)
  return useSyncExternalStore(view.subscribe, view.moment)
}
