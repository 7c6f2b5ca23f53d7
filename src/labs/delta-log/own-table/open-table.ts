import type { Params } from '../../../player/lab.ts'
import type { Engine } from '../../../player/ask.ts'
import { Session } from '../../../player/session.ts'
import { createSessionPorts } from '../../../player/session-ports.ts'
import { wholeWindow } from '../../../viz/timeline/window.ts'
import { ownLab } from './own-lab.ts'
import type { TableReport } from './table-report.ts'

/** A session about a table of the user's: its parameters are plain data, `engine` knows the files. */
export function openTableSession(engine: Engine, report: TableReport): Session {
  const { name, version, commits } = report
  const params: Params = { name, version, commits }
  const session = new Session(ownLab, createSessionPorts(engine), { params })
  // A table is looked at as it is; its past stands before the playhead.
  session.core.pending = { branch: session.branch.id, place: ({ log }) => log.length }
  fitWhenRead(session)
  ownLab.prepareWords?.().then(
    () => session.core.refresh(),
    () => session.core.set({ notice: 'A part of this page did not arrive. Reload it to get the words.' }),
  )
  return session
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
