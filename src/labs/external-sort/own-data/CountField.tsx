import { useId, useState } from 'react'
import { formatCount } from '../../../base/format.ts'

interface CountFieldProps {
  readonly label: string
  readonly value: number
  /** Why the value does not do. */
  readonly problem: string | undefined
  readonly onChange: (value: number) => void
}

/** A whole number, typed. */
export function CountField({ label, value, problem, onChange }: CountFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState<string>()
  const [refused, setRefused] = useState<string>()
  const parsed = typed === undefined ? value : Number(typed.replaceAll(',', '').trim() || NaN)
  const given = refused === undefined ? problem : `"${refused}" is no whole number; ${formatCount(value)} stays`
  const reason = Number.isInteger(parsed) ? given : 'write a whole number'
  const type = (text: string): void => {
    setTyped(text)
    setRefused(undefined)
    const number = Number(text.replaceAll(',', '').trim() || NaN)
    if (Number.isInteger(number)) onChange(number)
  }
  return (
    <div className="own-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="own-input"
        inputMode="numeric"
        value={typed ?? formatCount(value)}
        onChange={(event) => type(event.target.value)}
        onBlur={() => {
          setRefused(Number.isInteger(parsed) ? undefined : typed)
          setTyped(undefined)
        }}
        aria-invalid={reason !== undefined}
        aria-describedby={`${id}-note`}
        autoComplete="off"
      />
      <p id={`${id}-note`} className="own-note bad">
        {reason}
      </p>
    </div>
  )
}
