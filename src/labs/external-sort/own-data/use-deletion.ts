import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { UNDO_MS } from '../../../player/undo.ts'

/** `open`: it can still be taken back. `kept`: it could not be deleted. */
type DeletionStage = 'none' | 'open' | 'going' | 'done' | 'kept'

export interface Deletion {
  readonly stage: DeletionStage
  /** Why it could not be deleted, a sentence. */
  readonly problem: string
  /** Deletes the file of a sort, unless that is undone in time. */
  readonly begin: (job: string) => void
  /** Back to the file, which is there still. */
  readonly undo: () => void
  /** Deletes it now. */
  readonly finish: (job: string) => void
}

/**
 * Deletes the file of a sort when nobody took that back for a while, or when the sort is left before. `remove` resolves
 * with why it could not.
 */
export function useDeletion(remove: (job: string) => Promise<string | undefined>): Deletion {
  const [stage, setStage] = useState<DeletionStage>('none')
  const [problem, setProblem] = useState('')
  const open = useRef<{ readonly job: string; readonly timer: ReturnType<typeof setTimeout> }>(undefined)
  const close = (): string | undefined => {
    const job = open.current?.job
    clearTimeout(open.current?.timer)
    open.current = undefined
    return job
  }
  const leave = useEffectEvent(() => {
    const job = close()
    if (job !== undefined) void remove(job)
  })
  useEffect(() => () => leave(), [])
  const finish = (job: string): void => {
    close()
    setStage('going')
    void remove(job).then((found) => {
      setProblem(found ?? '')
      setStage(found === undefined ? 'done' : 'kept')
    })
  }
  return {
    stage,
    problem,
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

/** True while the file is on its way out or gone. */
export function isLeaving({ stage }: Deletion): boolean {
  return stage !== 'none' && stage !== 'kept'
}

/** True when it has been deleted, as far as this page is concerned. */
export function isDeleted({ stage }: Deletion): boolean {
  return stage === 'going' || stage === 'done'
}
