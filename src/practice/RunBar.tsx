import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { Button } from '../ui/Button.tsx'
import { HANDING_IN } from './run-words.ts'
import { savedWords } from './saved-words.ts'

export interface RunBarProps {
  readonly isRunning: boolean
  /** What runs is to be handed in, and cannot be changed until it is judged. */
  readonly isHandingIn: boolean
  /** What is being done, in words. */
  readonly progress: string
  readonly isDone: boolean
  /** Why it cannot be run or handed in now, in a sentence. */
  readonly refusal: string | undefined
  /** False where what is done may not outlive the tab. */
  readonly isStored: boolean
  readonly onRun: () => void
  readonly onSubmit: () => void
  readonly onStop: () => void
}

const COMMAND = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'ctrl'

/** Running and handing in, by press or by key wherever the focus is, in an editor too. */
export function RunBar(props: RunBarProps) {
  const { isRunning, isHandingIn, progress, isDone, refusal, isStored, onRun, onSubmit, onStop } = props
  const act = useEffectEvent((isSubmit: boolean) => {
    if (refusal !== undefined || isRunning) return
    if (isSubmit && !isDone) onSubmit()
    else onRun()
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      // Before the editor sees it, which would begin a new line.
      event.preventDefault()
      event.stopPropagation()
      act(event.shiftKey)
    }
    window.addEventListener('keydown', press, true)
    return () => window.removeEventListener('keydown', press, true)
  }, [])
  const focus = useKeptFocus(isRunning)
  if (isRunning) {
    return (
      <div className="run-bar" {...focus}>
        <Button onPress={onStop}>Stop</Button>
        <span className="i2" role="status">
          {progress === '' ? 'Running' : progress}
        </span>
        {isHandingIn && <span className="i3">{HANDING_IN}</span>}
      </div>
    )
  }
  return (
    <div className="run-bar" {...focus}>
      <Button primary keys={[COMMAND, '↵']} onPress={onRun} disabled={refusal}>
        {isDone ? 'Judge it again' : 'Run'}
      </Button>
      {!isDone && (
        <Button keys={[COMMAND, 'shift', '↵']} onPress={onSubmit} disabled={refusal}>
          Hand in
        </Button>
      )}
      <span className="i3">
        {isDone ? 'handed in' : `${savedWords(isStored)}; every run is a checkpoint you can return to`}
      </span>
    </div>
  )
}

/** The keyboard stays in the bar when the button that was pressed gives way to another one. */
function useKeptFocus(isRunning: boolean) {
  const ref = useRef<HTMLDivElement>(null)
  const hasFocus = useRef(false)
  useLayoutEffect(() => {
    if (hasFocus.current && document.activeElement === document.body) ref.current?.querySelector('button')?.focus()
  }, [isRunning])
  return {
    ref,
    onFocus: () => void (hasFocus.current = true),
    onBlur: () => void (hasFocus.current = false),
  }
}
