import { WIRE_KEY } from '../value.ts'

/** What was returned is not plain data, or too much of it. */
export class ResultError extends Error {
  override readonly name = 'ResultError'
}

const MOST_LEVELS = 1_000

/**
 * A result as wire text (see `value.ts`). Takes what a program made: getters and proxies run, and may throw what they
 * like; objects of a class are taken for their fields. Throws a `ResultError` at what has no place in the wire.
 */
export function writeResult(value: unknown, mostCharacters: number): string {
  let characters = 0
  const above: object[] = []

  const count = (text: string): string => {
    characters += text.length
    if (characters > mostCharacters) throw new ResultError(`the result is larger than ${mostCharacters} characters`)
    return text
  }
  const list = (values: ArrayLike<unknown>): string => {
    let text = '['
    for (let i = 0; i < values.length; i++) text += (i === 0 ? '' : count(',')) + write(values[i])
    return text + ']'
  }
  const pairs = (entries: readonly (readonly [unknown, unknown])[]): string => {
    let text = '['
    for (let i = 0; i < entries.length; i++) {
      const [key, each] = entries[i] as readonly [unknown, unknown]
      text += `${i === 0 ? '' : ','}[${write(key)},${write(each)}]`
    }
    return text + ']'
  }
  const fields = (object: object): string => {
    const keys = Object.keys(object)
    const read = (key: string): unknown => (object as Record<string, unknown>)[key]
    if (keys.includes(WIRE_KEY)) return tagged('object', pairs(keys.map((key) => [key, read(key)])))
    let text = '{'
    for (const key of keys) text += `${text === '{' ? '' : ','}${count(JSON.stringify(key))}:${write(read(key))}`
    return text + '}'
  }
  const writeObject = (object: object): string => {
    if (Array.isArray(object)) return list(object)
    if (object instanceof Date) return tagged('date', JSON.stringify(object.getTime()))
    if (object instanceof Uint8Array) return tagged('bytes', list(object))
    if (object instanceof Map) return tagged('map', pairs([...(object as Map<unknown, unknown>)]))
    if (object instanceof Set) return tagged('set', list([...(object as Set<unknown>)]))
    const kind = Object.prototype.toString.call(object).slice(8, -1)
    if (kind !== 'Object' || object instanceof Promise)
      throw new ResultError(`${nameKind(object, kind)} is no plain data`)
    return fields(object)
  }
  const write = (value: unknown): string => {
    if (typeof value !== 'object' || value === null) return count(writePrimitive(value))
    if (above.includes(value)) throw new ResultError('the result holds itself')
    if (above.length === MOST_LEVELS) throw new ResultError(`the result is nested deeper than ${MOST_LEVELS} levels`)
    above.push(value)
    const text = writeObject(value)
    above.pop()
    count('{}')
    return text
  }
  return write(value)
}

function nameKind(object: object, kind: string): string {
  const name: unknown = object.constructor?.name
  return `an object of the kind ${typeof name === 'string' && name !== '' && name !== 'Object' ? name : kind}`
}

function writePrimitive(value: unknown): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value)
    case 'number':
      if (Number.isFinite(value) && !Object.is(value, -0)) return String(value)
      return tagged('number', JSON.stringify(Object.is(value, -0) ? '-0' : String(value)))
    case 'bigint':
      return tagged('bigint', `"${value}"`)
    case 'undefined':
      return tagged('undefined', 'null')
    case 'function':
    case 'symbol':
      throw new ResultError(`a ${typeof value} is no plain data`)
    default:
      return 'null'
  }
}

function tagged(kind: string, of: string): string {
  return `{"${WIRE_KEY}":"${kind}","of":${of}}`
}
