import {
  defineProperty,
  deleteProperty,
  findStranger,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  globals,
  ownKeys,
  toText,
} from './built-ins.ts'

/**
 * The names that a TypeScript program finds beside its own: those of the language without what outlives a case or shares
 * memory, and a few of every platform. All else of a worker is taken away, network and storage with it.
 */
const KEPT_NAMES = [
  ...['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'Math', 'JSON', 'Reflect'],
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'Proxy', 'Promise', 'RegExp', 'Date', 'Intl', 'Iterator'],
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  ...['ArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array'],
  ...['Int32Array', 'Uint32Array', 'Float16Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
  ...['globalThis', 'undefined', 'NaN', 'Infinity', 'eval', 'isFinite', 'isNaN', 'parseFloat', 'parseInt'],
  ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape'],
  ...['queueMicrotask', 'structuredClone', 'TextEncoder', 'TextDecoder', 'atob', 'btoa'],
]

/** Keeps `KEPT_NAMES`, adds `own`, and takes away the rest, from what the global object inherits too. */
export function restrictGlobals(own: Readonly<Record<string, unknown>>): void {
  const inherited = KEPT_NAMES.filter((name) => name in globals && !Object.hasOwn(globals, name))
  const added = { ...Object.fromEntries(inherited.map((name) => [name, globals[name]])), ...own }
  const kept = new Set<PropertyKey>(KEPT_NAMES)
  for (const key of ownKeys(globals)) if (!kept.has(key)) deleteProperty(globals, key)
  for (const above of listAbove(globals)) for (const key of ownKeys(above)) deleteProperty(above, key)
  // What the last match was outlives the program that made it: RegExp.$1 and its kin.
  const readers = ownKeys(RegExp).filter((key) => getOwnPropertyDescriptor(RegExp, key)?.get && key !== Symbol.species)
  for (const key of readers) deleteProperty(RegExp, key)
  for (const [name, value] of Object.entries(added)) {
    defineProperty(globals, name, { value, writable: true, configurable: true, enumerable: false })
  }
}

function listAbove(object: object): object[] {
  const above = getPrototypeOf(object)
  return above === null || above === Object.prototype ? [] : [above, ...listAbove(above)]
}

/** Puts the global object back as it was; tells what cannot be put back, or belonged to the language and was changed. */
export function keepGlobals(): () => string | undefined {
  const keys = ownKeys(globals)
  const descriptors = keys.map((key) => getOwnPropertyDescriptor(globals, key) as PropertyDescriptor)
  return () => {
    for (let now = ownKeys(globals); now.length > keys.length; now = ownKeys(globals)) {
      const stranger = findStranger(now, keys)
      if (stranger === undefined || !deleteProperty(globals, stranger)) return `globalThis.${toText(stranger)}`
    }
    for (let i = 0; i < keys.length; i++) {
      if (!isKept(keys[i] as PropertyKey, descriptors[i] as PropertyDescriptor)) return toText(keys[i])
    }
    return undefined
  }
}

function isKept(key: PropertyKey, kept: PropertyDescriptor): boolean {
  const now = getOwnPropertyDescriptor(globals, key)
  return now !== undefined && (now.value === kept.value || now.value !== now.value) && now.writable === kept.writable
}
