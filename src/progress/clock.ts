/**
 * Milliseconds since 1970. While a page is open it does not follow a clock that is set back; where the machine sleeps, which
 * the page's own clock may not count, it follows the machine's.
 */
export function readClock(): number {
  return Math.max(Date.now(), performance.timeOrigin + performance.now())
}
