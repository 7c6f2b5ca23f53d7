import type { DataType } from '../delta/schema.ts'
import type { DeltaValue } from '../delta/values.ts'
import { shortestOfFloat } from '../predicate/number-text.ts'

/** A float in its fewest digits: the double that it is stored as has more, which its writer never meant. */
export function withShortFloats(type: DataType, value: DeltaValue): DeltaValue {
  if (value === undefined) return undefined
  switch (type.kind) {
    case 'float':
      return shortestOfFloat(value as number)
    case 'struct':
      return type.fields.map((field, i) => withShortFloats(field.type, (value as readonly DeltaValue[])[i]))
    case 'array':
      return (value as readonly DeltaValue[]).map((item) => withShortFloats(type.element, item))
    case 'map':
      return (value as readonly (readonly DeltaValue[])[]).map(([key, item]) => [
        withShortFloats(type.key, key),
        withShortFloats(type.value, item),
      ])
    default:
      return value
  }
}
