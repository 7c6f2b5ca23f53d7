import { useEffect } from 'react'
import { announce } from '../../ui/LiveRegion.tsx'
import type { Session } from '../session.ts'

/** Positions that follow each other faster than this are a scrub, of which only the last is told. */
const SETTLE_MS = 180

/** Says what each step did to people who hear the page; silent while playing, and while what is written is followed. */
export function StepVoice({ session }: { readonly session: Session }) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const say = (): void => {
      const { state, branch, core, lab } = session
      const moment = state.direction === 0 ? core.moment(branch, state.position) : undefined
      if (moment !== undefined) announce(lab.outcome(moment))
    }
    const leave = session.core.store.subscribe((now, before) => {
      const stopped = before.direction !== 0 && now.direction === 0
      if (now.direction !== 0 || (now.position === before.position && now.current === before.current && !stopped))
        return
      clearTimeout(timer)
      if (now.followed) return
      timer = setTimeout(say, now.jump <= 1 ? 0 : SETTLE_MS)
    })
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [session])
  return undefined
}
