import type { Frame } from './frame.ts'
import { openFrame } from './frame.ts'
import type { PythonPayload } from './harness/python-boot.ts'
import type { PythonFiles } from './python-files.ts'
import { PYTHON_TEXTS } from './python-texts.ts'
import type { SandboxProgress } from './sandbox.ts'

const START_LIMIT_MILLISECONDS = 60_000

/**
 * Opens frames with Python in them. The first one hands out the memory of its interpreter as it is before any program; the
 * next ones begin from there, which is several times faster.
 */
export function createPythonFrames(onProgress: (progress: SandboxProgress) => void): () => Promise<Frame> {
  let files: Promise<PythonFiles> | undefined
  let snapshot: Blob | undefined

  const load = async () => {
    const [{ fetchPythonFiles }, { default: harness }] = await Promise.all([
      import('./python-files.ts'),
      import('./harness/python.ts?script'),
    ])
    files ??= fetchPythonFiles(onProgress)
    try {
      return { harness, files: await files }
    } catch (error) {
      // The next one tries again.
      files = undefined
      throw error
    }
  }
  const open = (harness: string, payload: PythonPayload): Promise<Frame> =>
    openFrame({
      harness,
      payload,
      limitMilliseconds: START_LIMIT_MILLISECONDS,
      onMade: (made) => (snapshot = made),
    })

  return async () => {
    const { harness, files } = await load()
    const payload: PythonPayload = { files, texts: PYTHON_TEXTS }
    if (snapshot !== undefined) {
      try {
        return await open(harness, { ...payload, snapshot })
      } catch {
        // Snapshots are an experiment of Pyodide's; without one it only takes longer.
        snapshot = undefined
      }
    }
    return open(harness, payload)
  }
}
