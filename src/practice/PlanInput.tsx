import { readAmount } from './entry.ts'
import type { Entry, PlanField } from './types.ts'

export interface PlanInputProps {
  readonly field: PlanField
  readonly entry: Entry
  readonly locked: boolean
  readonly describedBy: string | undefined
  readonly onEntry: (entry: Entry) => void
}

/** Numbers that are chosen freely, with what they come to as soon as all are there. */
export function PlanInput({ field, entry, locked, describedBy, onEntry }: PlanInputProps) {
  const { inputs } = field
  const texts = Array.isArray(entry) ? (entry as readonly string[]) : []
  const set = (index: number, text: string) => onEntry(inputs.map((_, i) => (i === index ? text : (texts[i] ?? ''))))
  const values = inputs.map(({ unit }, i) => readAmount(texts[i] ?? '', unit))
  const numbers = values.flatMap((read) => ('value' in read ? [read.value] : []))
  return (
    <div className="field-plan" role="group" aria-label={field.label} aria-describedby={describedBy}>
      {inputs.map(({ label, unit }, i) => (
        <label key={label}>
          <span>{label}</span>
          <input
            className="field-input num"
            inputMode="decimal"
            autoComplete="off"
            value={texts[i] ?? ''}
            readOnly={locked}
            onChange={(event) => set(i, event.target.value)}
          />
          <span className="field-unit">{unit ?? ''}</span>
        </label>
      ))}
      {numbers.length === inputs.length && (
        <p className="field-plan-sum">
          comes to <b>{field.judge(numbers).comesTo}</b>
        </p>
      )}
    </div>
  )
}
