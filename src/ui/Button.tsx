import { useId, type ReactNode } from 'react'
import './button.css'
import { Kbd, shortcutOf } from './Kbd.tsx'

export interface ButtonProps {
  readonly children: ReactNode
  readonly onPress: () => void
  /** Filled; one a page. */
  readonly primary?: boolean
  readonly big?: boolean
  /** What it does cannot be taken back. */
  readonly danger?: boolean
  /** The key that does the same, shown in the button. */
  readonly keys?: readonly string[]
  /** Why it cannot be pressed now, in a sentence; shown on focus. */
  readonly disabled?: string | undefined
}

/** A button is a verb. A disabled one can still be focused, so that everybody gets at the reason. */
export function Button({ children, onPress, primary, big, danger, keys, disabled }: ButtonProps) {
  const reasonId = useId()
  const names = ['btn', primary === true && 'pri', big === true && 'big', danger === true && 'danger']
  const press = () => {
    if (disabled === undefined) onPress()
  }
  return (
    <button
      type="button"
      className={names.filter(Boolean).join(' ')}
      onClick={press}
      aria-keyshortcuts={keys === undefined ? undefined : shortcutOf(keys)}
      aria-disabled={disabled === undefined ? undefined : true}
      aria-describedby={disabled === undefined ? undefined : reasonId}
    >
      <span>{children}</span>
      {keys !== undefined && (
        <span className="btn-keys" aria-hidden="true">
          <Kbd keys={keys} />
        </span>
      )}
      {disabled !== undefined && (
        <span className="btn-reason" id={reasonId} aria-hidden="true">
          {disabled}
        </span>
      )}
    </button>
  )
}
