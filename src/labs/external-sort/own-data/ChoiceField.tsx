import { useId } from 'react'

interface ChoiceFieldProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly text: string }[]
  /** The label is heard, not seen. */
  readonly quiet?: boolean
  readonly onChange: (value: Value) => void
}

/** One of a few, in a list that the system draws. */
export function ChoiceField<Value extends string>({ label, value, options, quiet, onChange }: ChoiceFieldProps<Value>) {
  const id = useId()
  return (
    <div className="own-field">
      <label htmlFor={id} className={quiet === true ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <select id={id} className="own-input" value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  )
}
