import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { UNDO_MS } from '../../../player/undo.ts'

/** `open`: it can still be taken back. */
type DeletionStage = 'none' | 'open' | 'done'

export interface Deletion {
  readonly stage: DeletionStage
  /** Deletes the file of a sort, unless that is undone in time. */
  readonly begin: (job: string) => void
  readonly undo: () => void
  /** Deletes it now. */
  readonly finish: (job: string) => void
}

/** Deletes the file of a sort when nobody took that back for a while, or when the sort is left before. */
export function useDeletion(remove: (job: string) => void): Deletion {
  const [stage, setStage] = useState<DeletionStage>('none')
  const open = useRef<{ readonly job: string; readonly timer: ReturnType<typeof setTimeout> }>(undefined)
  const close = (): string | undefined => {
    const job = open.current?.job
    clearTimeout(open.current?.timer)
    open.current = undefined
    return job
  }
  const leave = useEffectEvent(() => {
    const job = close()
    if (job !== undefined) remove(job)
  })
  useEffect(() => () => leave(), [])
  const finish = (job: string): void => {
    close()
    setStage('done')
    remove(job)
  }
  return {
    stage,
    begin: (job) => {
      close()
      open.current = { job, timer: setTimeout(() => finish(job), UNDO_MS) }
      setStage('open')
    },
    undo: () => {
      close()
      setStage('none')
    },
    finish,
  }
}
