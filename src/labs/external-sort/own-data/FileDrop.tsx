import { useEffect, useEffectEvent, useState } from 'react'

/** Takes a file dropped anywhere on the page, and says so while one is held over it; also why something is not taken. */
export function FileDrop({ onFile }: { readonly onFile: (file: File) => void }) {
  const [isOver, setOver] = useState(false)
  const [refusal, setRefusal] = useState('')
  const take = useEffectEvent(onFile)
  useEffect(() => {
    const over = (event: DragEvent): void => {
      // What is dropped into a field is the browser's.
      if (!hasFile(event) && isInField(event)) return
      event.preventDefault()
      setOver(hasFile(event))
      setRefusal('')
    }
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent): void => {
      setOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length === 0 && isInField(event)) return
      // Before the app's own listener, which would leave this page.
      event.preventDefault()
      event.stopImmediatePropagation()
      const [file] = files
      if (file !== undefined && files.length === 1) take(file)
      else setRefusal(describeRefusal(files))
    }
    const forget = (): void => setRefusal('')
    addEventListener('dragover', over, true)
    addEventListener('dragleave', leave, true)
    addEventListener('drop', drop, true)
    addEventListener('pointerdown', forget, true)
    addEventListener('keydown', forget, true)
    return () => {
      removeEventListener('dragover', over, true)
      removeEventListener('dragleave', leave, true)
      removeEventListener('drop', drop, true)
      removeEventListener('pointerdown', forget, true)
      removeEventListener('keydown', forget, true)
    }
  }, [])
  return (
    <>
      {isOver && <div className="own-over">Drop the file to look at it</div>}
      <p role="status" className={refusal === '' ? undefined : 'own-not-taken'}>
        {refusal}
      </p>
    </>
  )
}

function describeRefusal(files: readonly File[]): string {
  if (files.length === 0) return 'What was dropped is no file, so nothing was taken. Save it as a file and drop that.'
  return `${files.length} files were dropped, so none was taken: one is sorted at a time. Drop one of them.`
}

function hasFile(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true
}

function isInField({ target }: DragEvent): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null
}
