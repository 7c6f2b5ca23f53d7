/** Locks of the browser that tell its tabs which sorted files are open in another one. */

const SHOWN = 'lakescope-sort-shown'

/** The lock that a tab holds while it shows the result of a sort. `tab` is a name of the tab's own. */
export function shownLock(job: string, tab: string): string {
  return `${SHOWN}/${job}/${tab}`
}

/** True for such a lock of any other tab. */
export function isShownElsewhere(lock: string, job: string, tab: string): boolean {
  return lock.startsWith(`${SHOWN}/${job}/`) && lock !== shownLock(job, tab)
}
