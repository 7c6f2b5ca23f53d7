import type { Value } from '../../base/value.ts'
import type { Language } from '../types.ts'

/** How one language writes what the other writes too. */
interface Spelling {
  readonly nothing: (value: null | undefined) => string
  readonly boolean: (value: boolean) => string
  readonly number: (value: number) => string
  readonly bigint: (value: bigint) => string
  readonly bytes: (value: Uint8Array) => string
  readonly date: (value: Date) => string
  readonly pair: (key: string, value: string) => string
  readonly map: (pairs: readonly string[]) => string
  readonly object: (pairs: readonly string[]) => string
  readonly set: (items: readonly string[]) => string
  readonly key: (key: string) => string
}

/** Longer texts are cut; what a case holds is for people, not for machines. */
const MOST_CHARACTERS = 2_000

/** A value as the language writes it: "[1, null]", "[1, None]"; more than some 2,000 characters are cut, with "…". */
export function formatValue(value: Value, language: Language): string {
  const spelling = SPELLINGS[language]
  let left = MOST_CHARACTERS

  const take = <T>(items: Iterable<T>, text: (item: T) => string): string[] => {
    const texts: string[] = []
    for (const item of items) {
      if (left <= 0) return [...texts, '…']
      left -= 2
      texts.push(text(item))
    }
    return texts
  }
  const write = (each: Value): string => {
    if (isContainer(each)) return writeContainer(each)
    const text = writeScalar(each, spelling)
    left -= text.length
    return text
  }
  const writeContainer = (each: Value & object): string => {
    if (Array.isArray(each)) return `[${take(each as readonly Value[], write).join(', ')}]`
    if (each instanceof Uint8Array) return cut(spelling.bytes(each))
    if (each instanceof Date) return spelling.date(each)
    if (each instanceof Set) return spelling.set(take(each as ReadonlySet<Value>, write))
    if (each instanceof Map) {
      return spelling.map(take(each as ReadonlyMap<Value, Value>, ([key, of]) => spelling.pair(write(key), write(of))))
    }
    return spelling.object(
      take(Object.entries(each as Record<string, Value>), ([key, of]) => `${spelling.key(key)}: ${write(of)}`),
    )
  }
  return write(value)
}

/** A call of a method or a function with its arguments: "add(3)". */
export function formatCall(name: string, args: readonly Value[], language: Language): string {
  return `${name}(${args.map((each) => formatValue(each, language)).join(', ')})`
}

function isContainer(value: Value): value is Value & object {
  return typeof value === 'object' && value !== null
}

function writeScalar(value: Value, spelling: Spelling): string {
  switch (typeof value) {
    case 'boolean':
      return spelling.boolean(value)
    case 'number':
      return spelling.number(value)
    case 'bigint':
      return spelling.bigint(value)
    case 'string':
      return cut(quote(value))
    default:
      return spelling.nothing(value as null | undefined)
  }
}

function cut(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`
}

/** In single quotes, as both languages like it; what cannot be seen is escaped. */
function quote(text: string): string {
  const inside = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return inside.includes("'") && !inside.includes('"') ? `"${inside}"` : `'${inside.replaceAll("'", "\\'")}'`
}

function writeNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf'
  return Object.is(value, -0) ? '-0.0' : String(value)
}

function pythonBytes(bytes: Uint8Array): string {
  const texts = Array.from(bytes, (byte) =>
    byte >= 32 && byte < 127 && byte !== 39 && byte !== 92
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, '0')}`,
  )
  return `b'${texts.join('')}'`
}

function isoText(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'invalid' : date.toISOString()
}

function inBraces(texts: readonly string[]): string {
  return texts.length === 0 ? '{}' : `{ ${texts.join(', ')} }`
}

const SPELLINGS: Readonly<Record<Language, Spelling>> = {
  typescript: {
    nothing: String,
    boolean: String,
    number: writeNumber,
    bigint: (value) => `${value}n`,
    bytes: (value) => `Uint8Array [${value.join(', ')}]`,
    date: (value) => `Date ${isoText(value)}`,
    pair: (key, value) => `${key} => ${value}`,
    map: (pairs) => `Map ${inBraces(pairs)}`,
    object: inBraces,
    set: (items) => `Set ${inBraces(items)}`,
    key: (key) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key)),
  },
  python: {
    nothing: () => 'None',
    boolean: (value) => (value ? 'True' : 'False'),
    number: pythonNumber,
    bigint: String,
    bytes: pythonBytes,
    date: (value) => `datetime ${isoText(value)}`,
    pair: (key, value) => `${key}: ${value}`,
    map: (pairs) => `{${pairs.join(', ')}}`,
    object: (pairs) => `{${pairs.join(', ')}}`,
    set: (items) => (items.length === 0 ? 'set()' : `{${items.join(', ')}}`),
    key: quote,
  },
}
