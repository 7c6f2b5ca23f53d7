import { useId, type ReactNode } from 'react'
import './switch.css'

export interface SwitchProps {
  readonly children: ReactNode
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}

/** Something that is on or off at once. The word beside the knob says which. */
export function Switch({ children, on, onChange }: SwitchProps) {
  const labelId = useId()
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-labelledby={labelId}
      className="switch"
      onClick={() => onChange(!on)}
    >
      <span className="switch-track" aria-hidden="true" />
      <span className="switch-state" aria-hidden="true">
        {on ? 'on' : 'off'}
      </span>
      <span className="switch-label" id={labelId}>
        {children}
      </span>
    </button>
  )
}
