import { hasShape, type Shape } from '../progress/check.ts'

/** The longest result of a run that goes into the log, in characters; of a longer one only how much was right does. */
export const MOST_STORED = 4096

/** A result as the log has it; undefined where it is too long for it. */
export function tryStore(result: unknown): string | undefined {
  const text = JSON.stringify(result)
  return text.length <= MOST_STORED ? text : undefined
}

/** The result that a text of the log holds; undefined where it holds none, as this version knows it. */
export function tryRestore<Result>(text: string, is: (value: unknown) => value is Result): Result | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return is(value) ? value : undefined
  } catch {
    return undefined
  }
}

type Loose<Type> = { readonly [Field in keyof Type]: Type[Field] | undefined }

/** A check by fields, each of which may be allowed to be missing. */
export function shapeOf<Type>(shape: Shape<Loose<Type>>): (value: unknown) => value is Type {
  return (value): value is Type => hasShape<Loose<Type>>(value, shape)
}
