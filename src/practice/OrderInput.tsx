import { IconButton } from '../ui/IconButton.tsx'
import { CloseIcon } from '../ui/icons.tsx'
import type { Entry, OrderField } from './types.ts'

export interface OrderInputProps {
  readonly field: OrderField
  readonly entry: Entry
  readonly locked: boolean
  readonly onEntry: (entry: Entry) => void
}

/** Options put into an order by pressing them one after the other; a press on a chosen one takes it out again. */
export function OrderInput({ field, entry, locked, onEntry }: OrderInputProps) {
  const chosen = Array.isArray(entry) ? (entry as readonly string[]) : []
  const left = field.options.filter(({ id }) => !chosen.includes(id))
  const textOf = (id: string) => field.options.find((option) => option.id === id)?.text ?? ''
  const move = (from: number, to: number) => {
    const rest = chosen.filter((_, i) => i !== from)
    onEntry([...rest.slice(0, to), chosen[from] as string, ...rest.slice(to)])
  }
  return (
    <div className="field-order" role="group" aria-label={field.label}>
      <ol>
        {chosen.map((id, i) => (
          <li key={id}>
            <span className="num">{i + 1}</span>
            <span>{textOf(id)}</span>
            {!locked && (
              <span className="field-order-moves">
                <button
                  type="button"
                  aria-label={`${textOf(id)}: earlier`}
                  disabled={i === 0}
                  onClick={() => move(i, i - 1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  aria-label={`${textOf(id)}: later`}
                  disabled={i === chosen.length - 1}
                  onClick={() => move(i, i + 1)}
                >
                  ↓
                </button>
                <IconButton
                  label={`${textOf(id)}: take out`}
                  onPress={() => onEntry(chosen.filter((each) => each !== id))}
                >
                  <CloseIcon />
                </IconButton>
              </span>
            )}
          </li>
        ))}
      </ol>
      {!locked && left.length > 0 && (
        <ul aria-label={`${field.label}: left over`}>
          {left.map(({ id, text }) => (
            <li key={id}>
              <button type="button" className="btn" onClick={() => onEntry([...chosen, id])}>
                {text}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
