import { ask } from '../player/ask.ts'
import type { Session } from '../player/session.ts'

/** Saves what the run on the bench has made up to the playhead. A failure is told where notices are. */
export async function saveExport(session: Session): Promise<void> {
  const { lab, branch, core } = session
  const wanted = lab.export
  if (wanted === undefined) return
  const { params, acts } = branch.spec
  const name = wanted.fileName(params)
  try {
    const given = { run: params, acts, until: session.state.position, name: name.replace(/\.\w+$/, '') }
    const bytes = await ask(core.ports.engine, wanted.operation, given).answer
    if (!(bytes instanceof Uint8Array)) throw new Error('the engine gave no file')
    download(new Blob([bytes.slice()], { type: 'application/zip' }), name)
  } catch (error) {
    core.set({ notice: `Nothing was saved: ${error instanceof Error ? error.message : String(error)}.` })
  }
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The download starts after this turn; the address must live until then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
