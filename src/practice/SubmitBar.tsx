import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'

export interface SubmitBarProps {
  readonly label: string
  readonly refusal: string | undefined
  /** A few words at the right. */
  readonly note: string
  readonly onSubmit: () => void
  /** Stands before it: running without handing in. */
  readonly children?: ReactNode
}

const IS_MAC = /mac|iphone|ipad/i.test(navigator.userAgent)

/** Handing in, by press or by Ctrl or Command with Enter wherever the focus is. */
export function SubmitBar({ label, refusal, note, onSubmit, children }: SubmitBarProps) {
  const submit = useEffectEvent(() => {
    if (refusal === undefined) onSubmit()
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.defaultPrevented) return
      event.preventDefault()
      // A key that is held asks once.
      if (!event.repeat) submit()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  return (
    <div className="submit-bar">
      {children}
      <Button
        primary={children === undefined}
        keys={[IS_MAC ? '⌘' : 'ctrl', '↵']}
        onPress={onSubmit}
        disabled={refusal}
      >
        {label}
      </Button>
      <span className="i3">{note}</span>
    </div>
  )
}
