import { Digest } from '../base/digest.ts'
import type { Session } from '../player/session.ts'
import type { Progress } from '../progress/progress.ts'

/** A place is noted when the playhead has stood still for so long. */
const STILL_MS = 900

/**
 * Notes in the learner's log that a lab was opened, with the first step, and where the playhead comes to rest. Returns
 * the way to end that; the last place is noted then.
 */
export function recordPlaces(session: Session, progress: Pick<Progress, 'append'>): () => void {
  const lab = session.lab.entry.id
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOpened = false
  let noted = ''
  const note = () => {
    timer = undefined
    const { branch } = session
    const { position } = session.state
    const moment = session.core.moment(branch, position)
    const branchHash = new Digest().text(JSON.stringify([branch.spec.params, branch.spec.acts])).hex()
    const place = `${branchHash} ${position}`
    if (moment === undefined || place === noted) return
    noted = place
    const { params, acts } = branch.spec
    const phase = session.lab.phase(moment)
    void progress.append({
      type: 'position',
      lab,
      branchHash,
      position,
      length: branch.log.length,
      phase,
      params,
      acts,
    })
  }
  const unsubscribe = session.core.store.subscribe((state, before) => {
    if (state.position === before.position && state.current === before.current) return
    if (state.position === 0 && !isOpened) return
    if (!isOpened) void progress.append({ type: 'lab-opened', lab })
    isOpened = true
    clearTimeout(timer)
    timer = setTimeout(note, STILL_MS)
  })
  const leave = () => {
    if (timer !== undefined) note()
  }
  addEventListener('pagehide', leave)
  return () => {
    unsubscribe()
    removeEventListener('pagehide', leave)
    if (timer === undefined) return
    clearTimeout(timer)
    note()
  }
}
