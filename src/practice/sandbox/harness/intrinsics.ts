import {
  findStranger,
  freeze,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  globals,
  isExtensible,
  ownKeys,
  takeMethod,
  toText,
} from './built-ins.ts'

/** What of the language a program could change, as it was before any program. */
export interface Intrinsics {
  /** The first thing that is not as it was: `Array.prototype.push`. Undefined when all is. */
  readonly findChange: () => string | undefined
}

interface Kept {
  readonly path: string
  readonly object: object
  readonly prototype: object | null
  readonly keys: readonly PropertyKey[]
  readonly descriptors: readonly PropertyDescriptor[]
}

const slice = takeMethod(String.prototype, 'slice')

/**
 * Everything that can be reached from the global names and from literals. Functions that nobody inherits from are frozen,
 * which no honest program notices, so only objects, prototypes and constructors have to be looked at.
 */
export function keepIntrinsics(): Intrinsics {
  const kept = collect()
  return {
    findChange() {
      for (let i = 0; i < kept.length; i++) {
        const change = findChangeOf(kept[i] as Kept)
        if (change !== undefined) return change
      }
      return undefined
    },
  }
}

function findChangeOf({ path, object, prototype, keys, descriptors }: Kept): string | undefined {
  if (getPrototypeOf(object) !== prototype || !isExtensible(object)) return path
  const now = ownKeys(object)
  if (now.length > keys.length) return pathOf(path, findStranger(now, keys) ?? '')
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as PropertyKey
    if (!isSame(object, key, descriptors[i] as PropertyDescriptor)) return pathOf(path, key)
  }
  return undefined
}

function isSame(object: object, key: PropertyKey, kept: PropertyDescriptor): boolean {
  const now = getOwnPropertyDescriptor(object, key)
  return (
    now !== undefined &&
    now.get === kept.get &&
    now.set === kept.set &&
    (now.value === kept.value || now.value !== now.value) &&
    now.writable === kept.writable &&
    now.enumerable === kept.enumerable &&
    now.configurable === kept.configurable
  )
}

function pathOf(path: string, key: PropertyKey): string {
  if (typeof key !== 'symbol') return `${path}.${key}`
  const text = toText(key)
  return `${path}[${slice(text, 7, -1) as string}]`
}

function collect(): Kept[] {
  const kept: Kept[] = []
  const seen = new Set<unknown>([globalThis])
  const queue: [string, unknown][] = [...listNamed(), ...listHidden()]
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [path, value] = next
    if (!isObject(value) || seen.has(value)) continue
    seen.add(value)
    const keys = ownKeys(value)
    const descriptors = keys.map((key) => getOwnPropertyDescriptor(value, key) as PropertyDescriptor)
    const prototype = getPrototypeOf(value)
    if (typeof value === 'function' && value !== Function.prototype && !keys.includes('prototype')) freeze(value)
    else kept.push({ path, object: value, prototype, keys, descriptors })
    queue.push([`${path}.__proto__`, prototype])
    keys.forEach((key, i) => {
      const { value: member, get: read, set: write } = descriptors[i] as Record<string, unknown>
      for (const each of [member, read, write]) queue.push([pathOf(path, key), each])
    })
  }
  return kept
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

function listNamed(): [string, unknown][] {
  return Object.getOwnPropertyNames(globals)
    .filter((name) => name !== 'globalThis')
    .map((name) => [name, globals[name]])
}

/** Those that no name leads to. */
function listHidden(): [string, unknown][] {
  const of = (value: unknown): unknown => getPrototypeOf(value as object)
  const generator = function* () {}
  const asyncGenerator = async function* () {}
  return [
    ['GeneratorFunction.prototype', of(generator)],
    ['AsyncGeneratorFunction.prototype', of(asyncGenerator)],
    ['AsyncFunction.prototype', of(async () => {})],
    ['ArrayIterator.prototype', of([].values())],
    ['MapIterator.prototype', of(new Map().values())],
    ['SetIterator.prototype', of(new Set().values())],
    ['StringIterator.prototype', of(''[Symbol.iterator]())],
    ['RegExpStringIterator.prototype', of('a'.matchAll(/a/g))],
    ['TypedArray', of(Uint8Array)],
  ]
}
