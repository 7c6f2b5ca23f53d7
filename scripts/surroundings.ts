/** What all test files of a worker share, by name: the globals, the environment, what the page shows and keeps. */
export interface Surroundings {
  readonly values: ReadonlyMap<string, unknown>
  /** Of globals that are read by a function; Node puts the value in its place when it is asked for the first time. */
  readonly getters: ReadonlyMap<string, () => unknown>
}

interface Global {
  readonly value?: unknown
  readonly get?: (this: void) => unknown
}

export function readSurroundings(): Surroundings {
  const values = new Map<string, unknown>()
  const getters = new Map<string, () => unknown>()
  for (const key of Object.getOwnPropertyNames(globalThis).filter((name) => !isOfPackage(name))) {
    const { value, get } = Reflect.getOwnPropertyDescriptor(globalThis, key) as Global
    if (get !== undefined) getters.set(`globalThis.${key}`, get)
    values.set(`globalThis.${key}`, get ?? value)
  }
  for (const [name, value] of Object.entries(process.env)) values.set(`process.env.${name}`, value)
  if (typeof document !== 'undefined') readPage(values)
  return { values, getters }
}

/** Packages keep there, or under a symbol, what all their copies share. */
function isOfPackage(name: string): boolean {
  return name.startsWith('__') || name.startsWith('DUCKDB_')
}

function readPage(values: Map<string, unknown>): void {
  for (const element of [document.documentElement, document.head, document.body]) {
    const attributes = [...element.attributes].map(({ name, value }) => `${name}="${value}"`)
    values.set(`attributes of <${element.localName}>`, attributes.join(' '))
  }
  values.set('what <head> holds', document.head.innerHTML)
  values.set('what <body> holds', document.body.innerHTML)
  values.set('location', location.href)
  for (const [kept, store] of [
    ['localStorage', localStorage],
    ['sessionStorage', sessionStorage],
  ] as const) {
    for (const key of Object.keys(store)) values.set(`${kept}.${key}`, store.getItem(key))
  }
}

/** The names of what is not as it was; what is undefined is not there. */
export function listChanges(before: Surroundings, after: Surroundings): string[] {
  const isAsBefore = (name: string): boolean => {
    const [was, is] = [before.values.get(name), after.values.get(name)]
    if (Object.is(was, is)) return true
    const getter = before.getters.get(name)
    return getter !== undefined && !after.getters.has(name) && Object.is(getter.call(globalThis), is)
  }
  return [...new Set([...before.values.keys(), ...after.values.keys()])].filter((name) => !isAsBefore(name))
}
