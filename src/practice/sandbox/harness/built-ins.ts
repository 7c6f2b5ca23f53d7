/**
 * The built-ins that the harness needs after a program has run, taken before any program exists. Loops over lists are
 * plain ones and calls go through `apply`, since iterators and methods are looked up where a program may have put others.
 */
export const {
  apply,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isExtensible,
  ownKeys,
} = Reflect
export const { freeze } = Object
export const { isArray } = Array
export const { stringify, parse: parseJson } = JSON
export const toText = String
export const globals = globalThis as unknown as Record<PropertyKey, unknown>

type Method = (self: unknown, ...values: unknown[]) => unknown

/** A method as a function whose first argument is its object. */
export function takeMethod(prototype: object, name: string): Method {
  const descriptor = getOwnPropertyDescriptor(prototype, name)
  const method = (descriptor?.value ?? descriptor?.get) as () => unknown
  return (self, ...values) => apply<unknown, unknown[], unknown>(method, self, values)
}

const portPost = takeMethod(MessagePort.prototype, 'postMessage')
const readData = takeMethod(MessageEvent.prototype, 'data')

/** Posts text, whatever has become of `MessagePort.prototype`. */
export function postText(port: MessagePort, text: string): void {
  portPost(port, text)
}

export function dataOf(event: MessageEvent): unknown {
  return readData(event)
}

/** The first of `now` that `before` lacks. */
export function findStranger(now: readonly PropertyKey[], before: readonly PropertyKey[]): PropertyKey | undefined {
  for (let i = 0; i < now.length; i++) {
    let at = 0
    while (at < before.length && before[at] !== now[i]) at++
    if (at === before.length) return now[i]
  }
  return undefined
}
