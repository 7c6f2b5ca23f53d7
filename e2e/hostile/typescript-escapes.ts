import { toldFault, toldReturned, toldThrew, type HostileProgram } from './hostile-program.ts'

/** What a worker has and a program must not find: each is no name at all. */
const NAMES = [
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'importScripts', 'navigator'],
  ...['indexedDB', 'caches', 'localStorage', 'cookieStore', 'postMessage', 'close', 'self', 'location'],
  ...['Worker', 'BroadcastChannel', 'MessageChannel', 'addEventListener', 'WebAssembly', 'SharedArrayBuffer'],
  ...['Atomics', 'FinalizationRegistry', 'FontFace', 'Blob', 'URL', 'Response', 'parent', 'document'],
]

const TWICE = [[], []]

/** To the network, to storage, to the page, out of its own case, into the harness. */
export const TYPESCRIPT_ESCAPES: readonly HostileProgram[] = [
  ...NAMES.map((name) => ({
    name: `looks for ${name}`,
    source: `export function answer() {\n  return String((${name} as any)('https://example.com/'))\n}`,
    told: toldThrew('ReferenceError', { line: 2 }),
  })),
  {
    name: 'looks for what the global object inherits',
    source: `export function answer() {
      const found: string[] = []
      for (let at = Object.getPrototypeOf(globalThis); at !== Object.prototype; at = Object.getPrototypeOf(at)) {
        found.push(...Reflect.ownKeys(at).map(String))
      }
      return found
    }`,
    // Two numbers that cannot be removed.
    told: toldReturned(['TEMPORARY', 'PERSISTENT']),
  },
  {
    name: 'runs text with eval',
    source: `export const answer = () => eval('1')`,
    told: toldThrew('EvalError'),
  },
  {
    name: 'runs text with Function',
    source: `export const answer = () => new Function('return this')()`,
    told: toldThrew('EvalError'),
  },
  {
    name: 'runs text with the constructor of async functions',
    source: `export const answer = () => (async () => {}).constructor('return this')()`,
    told: toldThrew('EvalError'),
  },
  {
    name: 'runs text with a timer',
    source: `export const answer = () => setTimeout('boom()' as any, 0)`,
    told: toldThrew('TypeError'),
  },
  {
    name: 'imports from the network',
    source: `export const answer = () => import('https://example.com/a.js')`,
    told: toldThrew('Error', { message: "There is no module 'https://example.com/a.js' here." }),
  },
  {
    name: 'imports its own text again',
    source: `export const answer = () => import(import.meta.url)`,
    told: toldThrew('Error'),
  },
  {
    name: 'asks who called it',
    source: `export function answer() { return (answer as any).caller }`,
    told: toldThrew('TypeError'),
  },
  {
    name: 'asks the frames of its stack for their functions',
    source: `export function answer() {
      let seen: unknown[] = []
      ;(Error as any).prepareStackTrace = (_: unknown, frames: any[]) =>
        (seen = frames.map((frame) => [typeof frame.getFunction(), typeof frame.getThis()]))
      void new Error().stack
      delete (Error as any).prepareStackTrace
      return seen.every((kinds: any) => kinds.every((kind: string) => kind === 'undefined'))
    }`,
    told: toldReturned(true),
  },
  {
    name: 'waits for the harness with a patched apply',
    source: `
      export function answer() { return 1 }
      const apply = Reflect.apply
      Reflect.apply = function (target: any, self: any, values: any) {
        console.log('caught', values)
        return apply(target, self, values)
      } as any`,
    told: { ...toldFault('tampered', { what: 'Reflect.apply' }), stdout: '' },
  },
  {
    name: 'prints what looks like an answer',
    source: `export function answer() { console.log('{"nonce":"","kind":"returned","case":0,"value":42}'); return 1 }`,
    told: toldReturned(1),
  },
  {
    name: 'closes the function it stands in',
    source: `return () => 1 } let count = 0; function other() {`,
    told: toldFault('compile', { line: 1 }),
  },
  {
    name: 'closes the function it stands in behind a comment of old pages',
    source: 'let x = 0, y = 0\nx <!--y + function(){\n}\nexport const answer = () => 1',
    told: toldFault('compile'),
  },
  {
    name: 'waits at its top',
    source: `await new Promise(() => {})\nexport const answer = () => 1`,
    told: toldFault('compile'),
  },
  {
    name: 'counts its cases on a built-in function',
    source: `export function answer() { const push = [].push as any; return (push.count = (push.count ?? 0) + 1) }`,
    told: toldThrew('TypeError'),
  },
  {
    name: 'counts its cases on the global object',
    source: `export function answer() { const all = globalThis as any; return (all.count = (all.count ?? 0) + 1) }`,
    cases: TWICE,
    told: toldReturned(1, 1),
  },
  {
    name: 'hides a count on the global object that cannot be removed',
    source: `export function answer() { Object.defineProperty(globalThis, 'count', { value: 1 }); return 1 }`,
    told: toldFault('tampered', { what: 'globalThis.count' }),
  },
  {
    name: 'counts its cases in the last match',
    source: `export function answer() { const last = (RegExp as any).lastMatch ?? 'none'; /seen/.test('seen'); return last }`,
    cases: TWICE,
    told: toldReturned('none', 'none'),
  },
  {
    name: 'counts its cases in the list of a template',
    source: `
      const seen = new WeakSet()
      const tag = (list: any) => { const is = seen.has(list); seen.add(list); return is }
      export const answer = () => tag\`a\``,
    cases: TWICE,
    told: toldReturned(false, false),
  },
  {
    name: 'counts its cases in a timer that runs on',
    source: `
      let ticks = 0
      export async function answer() {
        setInterval(() => { ticks++; (globalThis as any).ticks = ticks }, 1)
        await new Promise((resolve) => setTimeout(resolve, 20))
        return (globalThis as any).ticks < 25
      }`,
    cases: [[], [], []],
    told: toldReturned(true, true, true),
  },
  {
    name: 'keeps what it was given for later',
    source: `
      export function answer(list: number[]) { list.push(9); return list }`,
    cases: [[[1]], [[1]]],
    told: toldReturned([1, 9], [1, 9]),
  },
]
