import { useEffect, useRef } from 'react'
import { Button } from '../../../ui/Button.tsx'
import type { Deletion } from './use-deletion.ts'

interface DeletedBarProps {
  readonly deletion: Deletion
  /** What is left, a sentence. */
  readonly rest: string
}

const WORDS = {
  none: '',
  open: 'The sorted file goes in a moment.',
  going: 'The sorted file is being deleted.',
  done: 'The sorted file is deleted.',
} as const

/** About a result that was deleted here; who deleted it has the focus on what takes it back. */
export function DeletedBar({ deletion: { stage, problem, undo }, rest }: DeletedBarProps) {
  const bar = useRef<HTMLDivElement>(null)
  const words = useRef<HTMLParagraphElement>(null)
  useEffect(() => bar.current?.querySelector('button')?.focus(), [])
  useEffect(() => {
    if (stage !== 'open' && document.activeElement === document.body) words.current?.focus()
  }, [stage])
  return (
    <div className="own-acts" ref={bar}>
      <p className="own-writing" role="status" ref={words} tabIndex={-1}>
        {stage === 'kept' ? `${problem} The sorted file is still here.` : `${WORDS[stage]} ${rest}`}
      </p>
      {stage === 'open' && <Button onPress={undo}>Undo</Button>}
      {stage === 'kept' && <Button onPress={undo}>Back to it</Button>}
    </div>
  )
}
