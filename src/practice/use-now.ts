import { useEffect, useState } from 'react'

/** Milliseconds since 1970 that never run backwards on this page, also when the machine's clock is set back or it sleeps. */
export function readClock(): number {
  return Math.max(Date.now(), performance.timeOrigin + performance.now())
}

const TICK_MS = 250

/** The time, a few times a second while it is `running`. */
export function useNow(running: boolean): number {
  const [now, setNow] = useState(readClock)
  useEffect(() => {
    if (!running) return undefined
    const tick = () => setNow(readClock())
    const timer = setInterval(tick, TICK_MS)
    // Timers wait while the page is hidden.
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [running])
  return now
}
