import { useEffect, useEffectEvent, useState } from 'react'
import { sourceOfDropped, type TableSource } from './table-files.ts'

export interface TableDrop {
  /** Something is held over the page. */
  readonly isOver: boolean
  /** Files found so far in a folder that is walked; undefined when none is. */
  readonly found: number | undefined
}

/** Takes a folder or an archive that is dropped anywhere on the page. */
export function useTableDrop(onTable: (source: TableSource) => void, onFault: (error: unknown) => void): TableDrop {
  const [isOver, setOver] = useState(false)
  const [found, setFound] = useState<number>()
  const take = useEffectEvent(onTable)
  const fail = useEffectEvent(onFault)
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent): void => {
      setOver(false)
      const data = event.dataTransfer
      const source = data === null ? undefined : sourceOfDropped(data, setFound)
      if (source === undefined) return
      // Before the app's own listener, which would leave this page.
      event.preventDefault()
      event.stopImmediatePropagation()
      setFound(0)
      source.then((table) => (table === undefined ? undefined : take(table)), fail).finally(() => setFound(undefined))
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
  return { isOver, found }
}
