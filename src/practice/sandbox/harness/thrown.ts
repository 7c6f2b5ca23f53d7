import type { RawError } from '../message.ts'
import { takeMethod } from './built-ins.ts'
import { format } from './format.ts'

const MOST_CHARACTERS = 2_000
const MOST_PLACES = 30

const indexOf = takeMethod(String.prototype, 'indexOf')
const slice = takeMethod(String.prototype, 'slice')

/** `instanceof` of anything that was thrown: a proxy may throw when it is asked. */
export function isOf<T>(error: unknown, kind: new (message: string) => T): error is T {
  try {
    return error instanceof kind
  } catch {
    return false
  }
}

/** Tells a stack that ran over from other errors: engines differ in what they throw then. */
export function createRecursionTest(): (error: unknown) => boolean {
  const [name, message] = provokeOverflow()
  return (error) => {
    try {
      return error instanceof Error && error.name === name && error.message === message
    } catch {
      return false
    }
  }
}

function provokeOverflow(): [string, string] {
  const dive = (): number => 1 + dive()
  try {
    dive()
  } catch (error) {
    if (error instanceof Error) return [error.name, error.message]
  }
  return ['RangeError', 'Maximum call stack size exceeded']
}

/** What was thrown, for people: it may be anything, a proxy that throws at each look too. `url` is the program's. */
export function describeThrown(error: unknown, url: string): RawError {
  try {
    if (!(error instanceof Error)) return { name: 'Thrown', message: cut(format(error)), places: [] }
    const { name, message, stack } = error as { name: unknown; message: unknown; stack: unknown }
    return {
      name: typeof name === 'string' ? cut(name) : 'Error',
      message: typeof message === 'string' ? cut(message) : '',
      places: typeof stack === 'string' ? listPlaces(stack, url) : [],
    }
  } catch {
    return { name: 'Thrown', message: 'what was thrown cannot be looked at', places: [] }
  }
}

function cut(text: string): string {
  return slice(text, 0, MOST_CHARACTERS) as string
}

/** Every `url:line:column` of a stack, as `line:column`. */
function listPlaces(stack: string, url: string): string[] {
  const places: string[] = []
  const find = (from: number): number => indexOf(stack, `${url}:`, from) as number
  for (let at = find(0); at >= 0 && places.length < MOST_PLACES; at = find(at + 1)) {
    let end = at + url.length + 1
    while (isOfPlace(stack[end])) end++
    const place = slice(stack, at + url.length + 1, end) as string
    if (/^\d{1,9}:\d{1,9}$/.test(place)) places[places.length] = place
  }
  return places
}

function isOfPlace(character: string | undefined): boolean {
  return character === ':' || (character !== undefined && character >= '0' && character <= '9')
}
