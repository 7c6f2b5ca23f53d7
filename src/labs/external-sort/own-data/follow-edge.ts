import type { Session } from '../../../player/session.ts'

/** How often the stage goes on to what has been written: more often than a step is told to people who hear the page. */
const FOLLOW_MS = 150

/**
 * Keeps the playhead at the end of a log that is still being written, as long as it stands there: who moves it away
 * looks at what they moved it to, and who goes back to the end follows again. Returns a function that ends it.
 */
export function followEdge(session: Session): () => void {
  const { branch } = session
  let edge = session.state.position
  const timer = setInterval(() => {
    const { length } = branch.log
    const isThere = session.branch === branch && session.state.position === edge
    if (branch.end.type !== 'writing') clearInterval(timer)
    if (isThere && length > edge) session.follow(length)
    edge = length
  }, FOLLOW_MS)
  return () => clearInterval(timer)
}
