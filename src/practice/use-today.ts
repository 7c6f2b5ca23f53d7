import { useEffect, useState } from 'react'

/** The time at which the page last looked: again as each day begins, and as the page comes back into sight. */
export function useToday(): Date {
  const [today, setToday] = useState(() => new Date())
  useEffect(() => {
    const look = () => setToday(new Date())
    const next = new Date(today.getFullYear(), today.getMonth(), today.getDate() + 1)
    const timer = setTimeout(look, next.getTime() - today.getTime())
    // Timers wait while the machine sleeps.
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [today])
  return today
}
