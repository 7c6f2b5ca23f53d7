import { useEffect } from 'react'
import { momentPath } from './routes.ts'

/** Saved moments are small; anything larger is data. */
const MOST_MOMENT_BYTES = 1 << 20

/** Takes a file dropped anywhere on the page, so that the browser does not leave the app to show it. */
export function useFileDrop(onFile: (file: File) => void): void {
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      const file = event.dataTransfer?.files[0]
      if (file === undefined || event.defaultPrevented) return
      event.preventDefault()
      onFile(file)
    }
    addEventListener('dragover', over)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('drop', drop)
    }
  }, [onFile])
}

/** A saved moment is opened as its link would be; any other file is data. */
export async function openDropped(
  file: File,
  go: (path: string) => void,
  openData: (file: File) => void,
): Promise<void> {
  const path = file.size <= MOST_MOMENT_BYTES && file.name.endsWith('.json') ? await momentIn(file) : undefined
  if (path === undefined) openData(file)
  else go(path)
}

async function momentIn(file: File): Promise<string | undefined> {
  const { encodeMoment, parseMoment } = await import('../player/share-link.ts')
  try {
    const moment = parseMoment(await file.text())
    return momentPath(moment, await encodeMoment(moment))
  } catch {
    // Not a saved moment: JSON of the learner's own, perhaps.
    return undefined
  }
}
