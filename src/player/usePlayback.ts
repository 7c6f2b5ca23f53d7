import { useEffect } from 'react'
import { useStore } from 'zustand'
import { isMotionReduced, watchMotion } from './motion.ts'
import type { Session } from './session.ts'

/** With reduced motion a picture stands at least this long. */
const CALM_FRAME_MS = 250
/** A page that was held up plays on from where it was instead of catching up. */
const LONGEST_FRAME_MS = 300

/** Moves the playhead once a frame while the session plays; stops when the page is hidden. */
export function usePlayback(session: Session): void {
  const playing = useStore(session.core.store, (state) => state.direction !== 0)
  useEffect(() => {
    const follow = (): void => {
      session.core.reducedMotion = isMotionReduced()
    }
    follow()
    return watchMotion(follow)
  }, [session])
  useEffect(() => (playing ? startPlaying(session) : undefined), [session, playing])
}

function startPlaying(session: Session): () => void {
  let last = performance.now()
  const frame = (now: number): void => {
    request = requestAnimationFrame(frame)
    const elapsed = now - last
    if (elapsed <= 0 || (session.core.reducedMotion && elapsed < CALM_FRAME_MS)) return
    last = now
    session.tick(Math.min(elapsed, LONGEST_FRAME_MS))
  }
  const stopWhenHidden = (): void => {
    if (document.hidden) session.pause()
  }
  let request = requestAnimationFrame(frame)
  document.addEventListener('visibilitychange', stopWhenHidden)
  return () => {
    cancelAnimationFrame(request)
    document.removeEventListener('visibilitychange', stopWhenHidden)
  }
}
