import { useId, useState } from 'react'
import { sizeText, tryParseSize } from './size-text.ts'

interface SizeFieldProps {
  readonly label: string
  readonly bytes: number
  /** Stops of the slider beside the field, rising; none: no slider. */
  readonly stops?: readonly number[]
  /** Why the value does not do. */
  readonly problem: string | undefined
  readonly note?: string
  readonly onChange: (bytes: number) => void
}

/** An amount of bytes: typed with its unit, or chosen on a slider. */
export function SizeField({ label, bytes, stops, problem, note, onChange }: SizeFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState<string>()
  const [refused, setRefused] = useState<string>()
  const parsed = typed === undefined ? bytes : tryParseSize(typed)
  const given = refused === undefined ? problem : `"${refused}" is no size such as 64 MB; ${sizeText(bytes)} stays`
  const reason = parsed === undefined ? 'write a size such as 64 MB or 512 kB' : given
  const type = (text: string): void => {
    setTyped(text)
    setRefused(undefined)
    const value = tryParseSize(text)
    if (value !== undefined) onChange(value)
  }
  return (
    <div className="own-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="own-input"
        value={typed ?? sizeText(bytes)}
        onChange={(event) => type(event.target.value)}
        onBlur={() => {
          setRefused(parsed === undefined ? typed : undefined)
          setTyped(undefined)
        }}
        aria-invalid={reason !== undefined}
        aria-describedby={`${id}-note`}
        inputMode="text"
        spellCheck={false}
        autoComplete="off"
      />
      {stops !== undefined && (
        <input
          type="range"
          className="own-slider"
          aria-label={`${label}, slider`}
          min={0}
          max={stops.length - 1}
          step={1}
          value={nearestStop(stops, bytes)}
          aria-valuetext={sizeText(bytes)}
          onChange={(event) => {
            setTyped(undefined)
            setRefused(undefined)
            onChange(stops[Number(event.target.value)] ?? bytes)
          }}
        />
      )}
      <p id={`${id}-note`} className={reason === undefined ? 'own-note' : 'own-note bad'}>
        {reason ?? note}
      </p>
    </div>
  )
}

function nearestStop(stops: readonly number[], bytes: number): number {
  const above = stops.findIndex((stop) => stop >= bytes)
  return above === -1 ? stops.length - 1 : above
}
