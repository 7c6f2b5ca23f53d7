import { DeltaEvent } from '../../../engine/delta/events.ts'
import type { Log } from '../../../engine/trace/log.ts'
import type { Params } from '../../../player/lab.ts'
import type { Engine } from '../../../player/ask.ts'
import { Session } from '../../../player/session.ts'
import { createSessionPorts } from '../../../player/session-ports.ts'
import { wholeWindow } from '../../../viz/timeline/window.ts'
import { ownLab } from './own-lab.ts'
import type { TableReport } from './table-report.ts'

/**
 * A session about a table of the user's: its parameters are plain data, `engine` knows the files. It opens where `version` is
 * there; at its end for the latest.
 */
export function openTableSession(engine: Engine, report: TableReport, at: number): Session {
  const { version } = report
  const session = new Session(ownLab, createSessionPorts(engine), { params: paramsOf(report) })
  // A table is looked at as it is; its past stands before the playhead.
  const place = ({ log }: { readonly log: Log }): number => (at === version ? log.length : placeOf(log, at))
  session.core.pending = { branch: session.branch.id, place }
  followReading(session, place)
  fitWhenRead(session)
  ownLab.prepareWords?.().then(
    () => session.core.refresh(),
    () => session.core.set({ notice: 'A part of this page did not arrive. Reload it to get the words.' }),
  )
  return session
}

/** What the log that opens is told to be. */
export function paramsOf({ name, version, commits, wholeCommits }: TableReport): Params {
  return { name, version, commits: wholeCommits, others: commits - wholeCommits }
}

/** The event of a version; the end of a log that does not get there, the first version of one that begins later. */
export function placeOf(log: Log, version: number): number {
  const count = log.count(DeltaEvent.commit, log.length)
  for (let n = 1; n <= count; n++) {
    const seq = log.nth(DeltaEvent.commit, n)
    if (seq !== undefined && log.event(seq).b >= version) return seq
  }
  return log.length
}

/** Between two looks at a log that is still read. */
const FOLLOW_MS = 500

/** While a long log is read the newest version so far is shown, until somebody goes elsewhere. */
function followReading({ core, branch }: Session, place: (branch: Session['branch']) => number): void {
  let lookedMs = core.ports.now()
  let isMoving = false
  const leave = core.store.subscribe(({ position }) => {
    const { pending } = core
    if (isMoving) return
    if (branch.end.type !== 'writing' || pending === undefined) return leave()
    const now = core.ports.now()
    const to = now - lookedMs < FOLLOW_MS ? position : place(branch)
    if (to === position) return
    lookedMs = now
    isMoving = true
    core.move(to)
    core.pending = pending
    isMoving = false
  })
}

/** Shows a short log whole, as soon as its length is known. */
function fitWhenRead(session: Session): void {
  const { core, branch } = session
  const leave = core.store.subscribe(({ window }) => {
    if (branch.end.type === 'writing') return
    leave()
    if (branch.log.length < window.to) session.marking.setWindow(wholeWindow(branch.log.length))
  })
}
