const QUERY = '(prefers-reduced-motion: reduce)'

/** Whether things may travel: the setting on the root element decides, else the system. */
export function isMotionReduced(): boolean {
  const setting = document.documentElement.dataset['motion']
  if (setting === 'reduced') return true
  return setting !== 'full' && window.matchMedia(QUERY).matches
}

/** Calls back when the setting or the system's wish changes. Returns how to stop. */
export function watchMotion(listener: () => void): () => void {
  const query = window.matchMedia(QUERY)
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-motion'] })
  query.addEventListener('change', listener)
  return () => {
    observer.disconnect()
    query.removeEventListener('change', listener)
  }
}
