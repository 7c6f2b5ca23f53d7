/** Says whether a value from outside is of a type. */
export type Check<Type> = (value: unknown) => value is Type

/** A check for every field of `Type`; the compiler asks for each one. */
export type Shape<Type> = { readonly [Field in keyof Type]-?: Check<Type[Field]> }

export function isText(value: unknown): value is string {
  return typeof value === 'string'
}

export function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

/** A safe integer, zero or more. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/** A finite number, zero or more. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

/** An object that is not an array. Its fields are unknown. */
export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** "2026-11-21T09:30:00.000Z", a day and a time that exist. Such texts sort as their times do. */
export function isInstant(value: unknown): value is string {
  if (typeof value !== 'string' || value.length !== 24) return false
  const time = Date.parse(value)
  return Number.isFinite(time) && new Date(time).toISOString() === value
}

export function oneOf<const Options extends readonly string[]>(options: Options): Check<Options[number]> {
  return (value): value is Options[number] => typeof value === 'string' && options.includes(value)
}

export function listOf<Item>(check: Check<Item>): Check<readonly Item[]> {
  return (value): value is readonly Item[] => Array.isArray(value) && value.every(check)
}

/** An object with any field names, every value of one type. */
export function recordOf<Item>(check: Check<Item>): Check<Readonly<Record<string, Item>>> {
  return (value): value is Readonly<Record<string, Item>> => isFields(value) && Object.values(value).every(check)
}

/** The field may be missing. */
export function optional<Type>(check: Check<Type>): Check<Type | undefined> {
  return (value): value is Type | undefined => value === undefined || check(value)
}

/** Fields that the shape does not name are allowed: a newer version may have added them. */
export function hasShape<Type>(value: unknown, shape: Shape<Type>): value is Type {
  if (!isFields(value)) return false
  for (const field in shape) if (!shape[field](value[field])) return false
  return true
}
