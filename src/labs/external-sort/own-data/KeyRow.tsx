import { useId } from 'react'
import { IconButton } from '../../../ui/IconButton.tsx'
import { CloseIcon } from '../../../ui/icons.tsx'
import { ChoiceField } from './ChoiceField.tsx'
import { KEY_TYPES, shownName, turnKey, type FormKey } from './form.ts'
import type { FileReport } from './reports.ts'

interface KeyRowProps {
  readonly index: number
  readonly formKey: FormKey
  readonly report: FileReport
  readonly onChange: (key: FormKey | undefined) => void
  readonly onRaise: () => void
}

const DIRECTIONS = [
  { value: 'asc', text: 'ascending' },
  { value: 'desc', text: 'descending' },
] as const

const NULLS = [
  { value: 'first', text: 'missing first' },
  { value: 'last', text: 'missing last' },
] as const

/** One column of the sort key: its name can be chosen or typed. */
export function KeyRow({ index, formKey, report, onChange, onRaise }: KeyRowProps) {
  const id = useId()
  const place = index === 0 ? 'Sort by' : 'then by'
  const { columns, format } = report
  const column = columns.find(({ name }) => name === formKey.column)
  // A Parquet file says of what type its columns are; text is looked at.
  const isGiven = format === 'parquet'
  const seen = column === undefined ? 'as its values say' : `${column.type}${isGiven ? '' : ', as it seems'}`
  const types = (isGiven ? KEY_TYPES.slice(0, 1) : KEY_TYPES).map((type) => ({
    value: type,
    text: type === 'auto' ? seen : type,
  }))
  return (
    <li className="own-key">
      <div className="own-field own-key-name">
        <label htmlFor={id}>{place}</label>
        <input
          id={id}
          className="own-input"
          list={`${id}-columns`}
          value={formKey.column}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange({ ...formKey, column: event.target.value })}
        />
        <datalist id={`${id}-columns`}>
          {columns.map(({ name, type }, column) => (
            <option key={column} value={name}>
              {type}
            </option>
          ))}
        </datalist>
      </div>
      <ChoiceField
        label={`Type of key ${index + 1}`}
        quiet
        value={formKey.type}
        options={types}
        onChange={(type) => onChange({ ...formKey, type })}
      />
      <ChoiceField
        label={`Direction of key ${index + 1}`}
        quiet
        value={formKey.direction}
        options={DIRECTIONS}
        onChange={() => onChange(turnKey(formKey))}
      />
      <ChoiceField
        label={`Missing values of key ${index + 1}`}
        quiet
        value={formKey.nulls}
        options={NULLS}
        onChange={(nulls) => onChange({ ...formKey, nulls })}
      />
      <span className="own-key-acts">
        {index > 0 && (
          <IconButton label={`Put ${shownName(formKey.column)} before`} onPress={onRaise}>
            ↑
          </IconButton>
        )}
        <IconButton label={`Leave out ${shownName(formKey.column)}`} onPress={() => onChange(undefined)}>
          <CloseIcon />
        </IconButton>
      </span>
    </li>
  )
}
