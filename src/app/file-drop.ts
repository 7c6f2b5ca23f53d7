import { useEffect } from 'react'

/** What can be dropped on the page. */
export type Dropped = File | FileSystemDirectoryEntry

/** Takes what is dropped anywhere on the page, so that the browser does not leave the app to show it. */
export function useFileDrop(onDrop: (dropped: Dropped) => Promise<void>): void {
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      const { items, files } = event.dataTransfer ?? {}
      const entry = items?.[0]?.webkitGetAsEntry()
      const dropped = isFolder(entry) ? entry : files?.[0]
      if (dropped === undefined || event.defaultPrevented) return
      event.preventDefault()
      void onDrop(dropped)
    }
    addEventListener('dragover', over)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('drop', drop)
    }
  }, [onDrop])
}

function isFolder(entry: FileSystemEntry | null | undefined): entry is FileSystemDirectoryEntry {
  return entry?.isDirectory === true
}
