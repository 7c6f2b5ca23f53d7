import type { ReactNode } from 'react'
import './button.css'
import { shortcutOf } from './Kbd.tsx'

export interface IconButtonProps {
  /** What it does, for people who hear the page; also its hint under the pointer. */
  readonly label: string
  /** A picture of 12 to 20 px in `currentColor`. */
  readonly children: ReactNode
  readonly onPress: () => void
  readonly keys?: readonly string[]
  readonly disabled?: boolean
}

/** A button whose sign is known without a word: close, back, more, the transport. */
export function IconButton({ label, children, onPress, keys, disabled }: IconButtonProps) {
  return (
    <button
      type="button"
      className="icon-btn"
      aria-label={label}
      title={keys === undefined ? label : `${label} (${keys.join(' ')})`}
      aria-keyshortcuts={keys === undefined ? undefined : shortcutOf(keys)}
      disabled={disabled}
      onClick={onPress}
    >
      {children}
    </button>
  )
}
