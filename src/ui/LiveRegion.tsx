import { useSyncExternalStore } from 'react'

interface Announcement {
  readonly text: string
  readonly count: number
}

let current: Announcement = { text: '', count: 0 }
const listeners = new Set<() => void>()

/** Says a line to people who hear the page, when they have finished hearing what is said now. */
export function announce(text: string): void {
  current = { text, count: current.count + 1 }
  for (const listener of [...listeners]) listener()
}

/** The place where announcements are made; one in the page, mounted before the first of them. */
export function LiveRegion() {
  const { text, count } = useSyncExternalStore(subscribe, () => current)
  // A new element each time: the same line twice is said twice.
  return (
    <div className="visually-hidden" role="status" aria-live="polite" aria-atomic="true">
      <span key={count}>{text}</span>
    </div>
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
