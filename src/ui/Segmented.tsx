import { useId, useRef } from 'react'
import './segmented.css'

export interface SegmentedProps<Value extends string> {
  /** Names the choice for people who hear the page. */
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly text: string }[]
  readonly onChange: (value: Value) => void
}

/** One of a few, all of them in sight. One tab stop; arrow keys choose. Who presses it leaves the arrow keys to the page. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  const name = useId()
  const pressed = useRef(false)
  return (
    <div className="segmented" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className="segmented-option" onPointerDown={() => (pressed.current = true)}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            onClick={(event) => {
              if (pressed.current) event.currentTarget.blur()
              pressed.current = false
            }}
          />
          <span>{option.text}</span>
        </label>
      ))}
    </div>
  )
}
