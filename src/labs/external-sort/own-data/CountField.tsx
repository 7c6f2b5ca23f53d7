import { useId, useState } from 'react'
import { formatCount } from '../../../base/format.ts'
import { readTyped } from '../../../base/typed-number.ts'

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
  const parsed = typed === undefined ? value : readTyped(typed)
  const isWhole = Number.isInteger(parsed)
  const given = refused === undefined ? problem : `${refused}; ${formatCount(value)} stays`
  const reason = isWhole ? given : 'write a whole number'
  const type = (text: string): void => {
    setTyped(text)
    setRefused(undefined)
    const number = readTyped(text)
    if (typeof number === 'number' && Number.isInteger(number)) onChange(number)
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
          setRefused(isWhole || typed === undefined ? undefined : whyNot(typed))
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

/** Why a text is no whole number. */
function whyNot(text: string): string {
  const number = readTyped(text)
  return typeof number === 'object' ? number.error : `"${text}" is no whole number`
}
