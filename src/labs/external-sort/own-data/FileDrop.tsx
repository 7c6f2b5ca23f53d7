import { useEffect, useEffectEvent, useState } from 'react'

/** Takes a file dropped anywhere on the page, and says so while one is held over it. */
export function FileDrop({ onFile }: { readonly onFile: (file: File) => void }) {
  const [isOver, setOver] = useState(false)
  const take = useEffectEvent(onFile)
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!hasFile(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent): void => {
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (file === undefined) return
      // Before the app's own listener, which would leave this page.
      event.preventDefault()
      event.stopImmediatePropagation()
      take(file)
    }
    addEventListener('dragover', over, true)
    addEventListener('dragleave', leave, true)
    addEventListener('drop', drop, true)
    return () => {
      removeEventListener('dragover', over, true)
      removeEventListener('dragleave', leave, true)
      removeEventListener('drop', drop, true)
    }
  }, [])
  return isOver ? <div className="own-over">Drop the file to look at it</div> : undefined
}

function hasFile(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true
}
