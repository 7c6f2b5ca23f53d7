/**
 * What a worker has and Pyodide finds otherwise than it expects. Imported before Pyodide, which looks around as it is
 * loaded and wants no part in a classic worker; no other kind can be started in the frame.
 */

const MOST_MEMORY_BYTES = 512 * 2 ** 20

/** What has befallen the interpreter since a case began. */
export const trouble = { isOutOfMemory: false, isFatal: false }

const fetchable = new Map<string, Blob>()
const grow = Object.getOwnPropertyDescriptor(WebAssembly.Memory.prototype, 'grow')?.value as (pages: number) => number

/** From now on this is what `fetch` finds at the address, and nothing else. */
export function provide(address: string, file: Blob): void {
  fetchable.set(address, file)
}

function refuse(): never {
  throw new Error('there is no network here')
}

function growWithin(this: WebAssembly.Memory, pages: number): number {
  if (this.buffer.byteLength + pages * 65_536 > MOST_MEMORY_BYTES) {
    trouble.isOutOfMemory = true
    throw new RangeError('out of memory')
  }
  return Reflect.apply(grow, this, [pages])
}

/** An object of Python that JavaScript forgets is not given back: the whole memory is put back instead. */
class NoRegistry {
  register(): void {}
  unregister(): void {}
}

const silence = (): void => undefined

/** Pyodide complains when all is lost, and then prints where Python was. */
const complain = (): void => {
  trouble.isFatal = true
}

Object.assign(globalThis, {
  importScripts: refuse,
  FinalizationRegistry: NoRegistry,
  console: { log: silence, info: silence, warn: silence, error: complain, debug: silence },
  fetch: (address: unknown) => Promise.resolve(new Response(fetchable.get(String(address)) ?? refuse())),
})
Object.defineProperty(WebAssembly.Memory.prototype, 'grow', { value: growWithin })
