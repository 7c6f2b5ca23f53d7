/** The mark: a log, a fork that leaves it at a checkpoint, and the playhead. */
export function BrandMark() {
  return (
    <svg width="30" height="20" viewBox="0 0 30 20" aria-hidden="true">
      <path d="M1 7.5h28" stroke="var(--ink)" strokeWidth="1.6" />
      <path d="M8.5 7.5c4.5 0 4 8 9 8H23" stroke="var(--ink)" strokeWidth="1.6" fill="none" />
      <path d="M7 4.2 10.3 7.5 7 10.8 3.7 7.5z" fill="var(--ink)" />
      <path d="M20 1v12" stroke="var(--now)" strokeWidth="2.2" />
      <circle cx="24.6" cy="15.5" r="1.9" fill="var(--paper)" stroke="var(--ink)" strokeWidth="1.5" />
    </svg>
  )
}
