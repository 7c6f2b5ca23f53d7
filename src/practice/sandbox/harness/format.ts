/** Values as the console shows them, near to what Node prints. Never throws: what a getter throws is shown too. */

const MOST_ITEMS = 100
const MOST_LEVELS = 4
const MOST_CHARACTERS = 10_000

export function formatLine(values: readonly unknown[]): string {
  let line = ''
  for (let i = 0; i < values.length && line.length < MOST_CHARACTERS; i++) {
    const value = values[i]
    line += (i === 0 ? '' : ' ') + (typeof value === 'string' ? value : format(value))
  }
  return line
}

export function format(value: unknown): string {
  return formatAt(value, [])
}

function formatAt(value: unknown, above: readonly object[]): string {
  try {
    if (typeof value === 'string') return `'${value}'`
    if (typeof value === 'bigint') return `${value}n`
    if (Object.is(value, -0)) return '-0'
    if (typeof value === 'function') return `[Function: ${value.name || 'anonymous'}]`
    if (typeof value !== 'object' || value === null) return String(value)
    if (above.includes(value)) return '[Circular]'
    return formatObject(value, [...above, value])
  } catch (error) {
    return `[not shown: ${error instanceof Error ? error.message : 'it throws'}]`
  }
}

function formatObject(object: object, above: readonly object[]): string {
  const each = (item: unknown): string => formatAt(item, above)
  if (object instanceof Error) return `${object.name}: ${object.message}`
  if (object instanceof Date) return Number.isNaN(object.getTime()) ? 'Invalid Date' : object.toISOString()
  if (object instanceof RegExp) return String(object)
  if (object instanceof Promise) return 'Promise'
  const isDeep = above.length > MOST_LEVELS
  if (Array.isArray(object)) return isDeep ? '[Array]' : wrap('[', object, ']', each)
  const name = nameOf(object)
  if (isDeep) return `[${name || 'Object'}]`
  if (ArrayBuffer.isView(object) && !(object instanceof DataView))
    return `${name} ${wrap('[', Array.from(object as Uint8Array), ']', each)}`
  if (object instanceof Set) return `Set(${object.size}) ${wrap('{', [...(object as Set<unknown>)], '}', each)}`
  if (object instanceof Map) {
    const pair = ([key, item]: [unknown, unknown]): string => `${each(key)} => ${each(item)}`
    return `Map(${object.size}) ${wrap('{', [...(object as Map<unknown, unknown>)], '}', pair)}`
  }
  const field = (key: string): string => `${key}: ${each((object as Record<string, unknown>)[key])}`
  return (name === '' ? '' : `${name} `) + wrap('{', Object.keys(object), '}', field)
}

function nameOf(object: object): string {
  const prototype = Object.getPrototypeOf(object) as object | null
  if (prototype === null || prototype === Object.prototype) return ''
  const name: unknown = (prototype.constructor as { name?: unknown } | undefined)?.name
  return typeof name === 'string' ? name : ''
}

function wrap<T>(open: string, items: readonly T[], close: string, show: (item: T) => string): string {
  if (items.length === 0) return open + close
  let text = ''
  for (let i = 0; i < items.length && i < MOST_ITEMS && text.length < MOST_CHARACTERS; i++) {
    text += (i === 0 ? '' : ', ') + show(items[i] as T)
  }
  const more = items.length > MOST_ITEMS ? `, … ${items.length - MOST_ITEMS} more` : ''
  return `${open} ${text}${more} ${close}`
}
