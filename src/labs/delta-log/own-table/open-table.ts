import type { Params } from '../../../player/lab.ts'
import type { Engine } from '../../../player/ask.ts'
import { Session } from '../../../player/session.ts'
import { createSessionPorts } from '../../../player/session-ports.ts'
import { ownLab } from './own-lab.ts'
import type { TableSource } from './table-files.ts'
import type { TableReport } from './table-report.ts'

/** A session about a table of the user's: its parameters are plain data, the files go to the worker beside them. */
export function openTableSession(engine: Engine, source: TableSource, report: TableReport): Session {
  const { name, version, commits } = report
  const params: Params = { name, version, commits }
  const own: Engine = {
    run: (request, handlers) => {
      return engine.run({ ...request, params: { ...(request.params as object), source } }, handlers)
    },
  }
  const session = new Session(ownLab, createSessionPorts(own), { params })
  ownLab.prepareWords?.().then(
    () => session.core.refresh(),
    () => session.core.set({ notice: 'A part of this page did not arrive. Reload it to get the words.' }),
  )
  return session
}
