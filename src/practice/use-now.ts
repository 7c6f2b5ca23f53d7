import { useEffect, useState } from 'react'
import { readClock } from '../progress/clock.ts'

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
