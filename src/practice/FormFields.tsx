import type { ReactNode } from 'react'
import { readAmount } from './entry.ts'
import { PlanInput } from './PlanInput.tsx'
import { OrderInput } from './OrderInput.tsx'
import { TableInput } from './TableInput.tsx'
import { TestMark } from './TestMark.tsx'
import type { Entry, Field } from './types.ts'
import './form-fields.css'

export interface FieldInputProps {
  readonly field: Field
  readonly entry: Entry
  /** Nothing can be changed: the time is up, it is handed in, or an earlier moment is shown. */
  readonly locked: boolean
  /** Handed in: each option that is right is marked, and each wrong one that was chosen. */
  readonly isJudged: boolean
  readonly describedBy: string | undefined
  readonly onEntry: (entry: Entry) => void
}

/** What a field is filled in with, by its type. */
export function FieldInput(props: FieldInputProps): ReactNode {
  const { field } = props
  switch (field.type) {
    case 'number':
      return <NumberInput {...props} unit={field.unit ?? ''} />
    case 'text':
      return <TextInput {...props} placeholder={field.placeholder} />
    case 'lists':
      return <TextInput {...props} placeholder={field.placeholder} isLong />
    case 'choice':
      return <Choices {...props} options={field.options} right={[field.right]} isMany={false} />
    case 'set':
      return <Choices {...props} options={field.options} right={field.right} isMany />
    case 'order':
      return <OrderInput {...props} field={field} />
    case 'table':
      return <TableInput {...props} field={field} />
    case 'plan':
      return <PlanInput {...props} field={field} />
  }
}

/** True where the input is one control that a label can be for. */
export function isSingle({ type }: Field): boolean {
  return type === 'number' || type === 'text' || type === 'lists'
}

export function inputId({ id }: Field): string {
  return `field-${id}`
}

function NumberInput({
  field,
  entry,
  locked,
  describedBy,
  onEntry,
  unit,
}: FieldInputProps & { readonly unit: string }) {
  const text = typeof entry === 'string' ? entry : ''
  const isOdd = text.trim() !== '' && 'problem' in readAmount(text, unit)
  return (
    <span className="field-number">
      <input
        id={inputId(field)}
        className="field-input num"
        inputMode="decimal"
        autoComplete="off"
        value={text}
        readOnly={locked}
        aria-invalid={isOdd}
        aria-describedby={describedBy}
        onChange={(event) => onEntry(event.target.value)}
      />
      <span className="field-unit">{unit}</span>
    </span>
  )
}

interface TextInputProps extends FieldInputProps {
  readonly placeholder: string | undefined
  readonly isLong?: boolean
}

function TextInput({ field, entry, locked, describedBy, onEntry, placeholder, isLong = false }: TextInputProps) {
  const shared = {
    id: inputId(field),
    className: 'field-input field-text num',
    placeholder,
    readOnly: locked,
    value: typeof entry === 'string' ? entry : '',
    autoComplete: 'off',
    spellCheck: false,
    'aria-describedby': describedBy,
  }
  return isLong ? (
    <textarea {...shared} rows={1} onChange={(event) => onEntry(event.target.value)} />
  ) : (
    <input {...shared} onChange={(event) => onEntry(event.target.value)} />
  )
}

interface ChoicesProps extends FieldInputProps {
  readonly options: readonly { readonly id: string; readonly text: string }[]
  readonly right: readonly string[]
  readonly isMany: boolean
}

function Choices({ field, entry, locked, isJudged, describedBy, onEntry, options, right, isMany }: ChoicesProps) {
  const chosen = typeof entry === 'string' ? [entry] : (entry as readonly string[])
  const choose = (id: string, isOn: boolean) => {
    if (!isMany) onEntry(id)
    else onEntry(options.map((option) => option.id).filter((each) => (each === id ? isOn : chosen.includes(each))))
  }
  const isShort = options.every(({ text }) => text.length <= 14) && options.length <= 6
  return (
    <div
      className={isShort ? 'field-choices short' : 'field-choices'}
      role={isMany ? 'group' : 'radiogroup'}
      aria-label={field.label}
      aria-describedby={describedBy}
    >
      {options.map(({ id, text }) => (
        <label key={id}>
          <input
            type={isMany ? 'checkbox' : 'radio'}
            name={inputId(field)}
            checked={chosen.includes(id)}
            disabled={locked}
            onChange={(event) => choose(id, event.target.checked)}
          />
          <span>{text}</span>
          {isJudged && (right.includes(id) || chosen.includes(id)) && <TestMark isRight={right.includes(id)} />}
        </label>
      ))}
    </div>
  )
}
