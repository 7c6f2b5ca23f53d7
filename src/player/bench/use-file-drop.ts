import { useMemo, type DragEvent } from 'react'

/** Handlers that take a file which is dropped; none where nobody wants one. */
export function useFileDrop(onFile: ((file: File) => void) | undefined) {
  return useMemo(() => {
    if (onFile === undefined) return {}
    return {
      onDragOver: (event: DragEvent): void => {
        // Without this the browser would leave the page for the file.
        if (event.dataTransfer.types.includes('Files')) event.preventDefault()
      },
      onDrop: (event: DragEvent): void => {
        const file = event.dataTransfer.files[0]
        if (file === undefined) return
        event.preventDefault()
        onFile(file)
      },
    }
  }, [onFile])
}
