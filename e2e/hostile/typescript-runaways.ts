import { toldFault, toldReturned, toldThrew, TOLD_TIME, type HostileProgram } from './hostile-program.ts'

const DEEP = 'let list: any = []; for (let i = 0; i < 5000; i++) list = [list]; return list'

/** Those that do not end, want all there is, answer what cannot be answered, or change the language. */
export const TYPESCRIPT_RUNAWAYS: readonly HostileProgram[] = [
  { name: 'never ends', source: 'export function answer() { for (;;); }', told: TOLD_TIME },
  { name: 'never ends at its top', source: 'for (;;);\nexport function answer() {}', told: TOLD_TIME },
  {
    name: 'never ends and catches everything',
    source: 'export function answer() { for (;;) try { for (;;) throw 0 } catch {} finally { continue } }',
    told: TOLD_TIME,
  },
  {
    name: 'never ends in microtasks',
    source: 'export async function answer() { for (;;) await undefined }',
    told: TOLD_TIME,
  },
  {
    name: 'never ends in microtasks once it has answered',
    source: 'export function answer() { const next = (): any => Promise.resolve().then(next); next(); return 1 }',
    told: TOLD_TIME,
  },
  {
    name: 'never ends in timers',
    source: 'export const answer = () => new Promise(() => setInterval(() => {}, 1))',
    told: TOLD_TIME,
  },
  {
    name: 'never ends in a pattern',
    source: `export const answer = () => /^(a+)+$/.test('a'.repeat(50) + 'b')`,
    told: TOLD_TIME,
  },
  {
    name: 'never ends while its answer is read',
    source: 'export const answer = () => ({ get x() { for (;;); } })',
    told: TOLD_TIME,
  },
  {
    name: 'answers with a proxy that never ends',
    source: 'export const answer = () => new Proxy({}, { ownKeys() { for (;;); } })',
    told: TOLD_TIME,
  },
  {
    name: 'answers with a proxy that makes up ever more',
    source: 'export const answer = () => new Proxy([], { get: (_, key) => (key === "length" ? 1e15 : 7) })',
    told: toldFault('result'),
  },
  {
    name: 'calls itself for ever',
    source: 'export function answer(): number {\n  return 1 + answer()\n}',
    told: toldFault('recursion', { case: 0 }),
  },
  {
    name: 'calls itself by way of another',
    source:
      'const odd = (n: number): boolean => even(n - 1)\nconst even = (n: number): boolean => odd(n - 1)\nexport const answer = () => even(1)',
    told: toldFault('recursion', { case: 0 }),
  },
  {
    name: 'wants all memory, in lists',
    source: 'export function answer() { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)) }',
    told: { cases: [], fault: { case: 0 } },
  },
  {
    name: 'wants all memory, in buffers',
    source: 'export function answer() { const all = []; for (;;) all.push(new Uint8Array(1e8).fill(1)) }',
    told: { cases: [], fault: { case: 0 } },
  },
  {
    name: 'wants all memory, in one text',
    source: `export function answer() { let all = 'a'; for (;;) all += all }`,
    told: toldThrew('RangeError', { line: 1 }),
  },
  {
    name: 'prints without end',
    source: `export function answer() { for (;;) console.log('again') }`,
    told: { ...toldFault('output', { case: 0, characters: 10_000 }), isStdoutCut: true },
  },
  {
    name: 'prints one endless line',
    source: `export function answer() { console.log('a'.repeat(1e7)) }`,
    told: { ...toldFault('output'), stdout: 'a'.repeat(10_000) },
  },
  {
    name: 'prints without end and catches everything',
    source: `export function answer() { for (;;) try { console.error({}) } catch {} }`,
    told: toldFault('output'),
  },
  { name: 'answers too much', source: 'export const answer = () => new Array(1e6).fill(7)', told: toldFault('result') },
  {
    name: 'answers more than there can be',
    source: 'export function answer() { let all: any = 1; for (let i = 0; i < 60; i++) all = [all, all]; return all }',
    told: toldFault('result'),
  },
  { name: 'answers too deep', source: `export function answer() { ${DEEP} }`, told: toldFault('result') },
  {
    name: 'answers with itself',
    source: 'export function answer() { const all: any = {}; all.all = all; return all }',
    told: toldFault('result', { reason: 'the result holds itself' }),
  },
  { name: 'answers with a function', source: 'export const answer = () => answer', told: toldFault('result') },
  {
    name: 'never settles',
    source: 'export const answer = () => new Promise(() => {})',
    told: toldFault('unsettled', { case: 0 }),
  },
  {
    name: 'answers with what never settles',
    source: 'export const answer = () => ({ then() {} })',
    told: toldFault('unsettled'),
  },
  {
    name: 'settles twice',
    source: 'export const answer = () => ({ then(one: any) { one(1); one(2); throw 3 } })',
    told: toldReturned(1),
  },
  {
    name: 'throws a proxy that throws',
    source: 'export function answer() { throw new Proxy(new Error(), new Proxy({}, { get() { throw 1 } })) }',
    told: toldThrew('Thrown'),
  },
  {
    name: 'throws nothing',
    source: 'export function answer() { throw undefined }',
    told: toldThrew('Thrown', { message: 'undefined' }),
  },
  {
    name: 'throws an error whose message throws',
    source: 'export function answer() { throw Object.defineProperty(new Error(), "message", { get() { throw 1 } }) }',
    told: toldThrew('Thrown'),
  },
  {
    name: 'lets a promise fail that nobody waits for',
    source: `export function answer() { void Promise.reject(new Error('lost')); return 1 }`,
    told: toldThrew('Error', { message: 'lost' }),
  },
  {
    name: 'throws in a timer',
    source: `export const answer = () => new Promise(() => setTimeout(() => { throw new Error('late') }))`,
    told: toldThrew('Error', { message: 'late', line: 1 }),
  },
  {
    name: 'pollutes the prototype of objects',
    source: `export function answer() { (Object.prototype as any).polluted = 1; return 1 }`,
    told: toldFault('tampered', { case: 0, what: 'Object.prototype.polluted' }),
  },
  {
    name: 'makes every list write to a setter',
    source: `export function answer() { Object.defineProperty(Array.prototype, 0, { set() {} }); return [1] }`,
    told: toldFault('tampered', { what: 'Array.prototype.0' }),
  },
  {
    name: 'patches a method of lists',
    source: `export function answer() { Array.prototype.push = () => 0; return 1 }`,
    told: toldFault('tampered', { what: 'Array.prototype.push' }),
  },
  {
    name: 'patches what JSON writes',
    source: `export function answer() { JSON.stringify = () => '42'; return 1 }`,
    told: toldFault('tampered', { what: 'JSON.stringify' }),
  },
  {
    name: 'patches how promises go on',
    source: `export async function answer() { Promise.prototype.then = function () { return this } as any; await 1; return 1 }`,
    told: toldFault('tampered', { what: 'Promise.prototype.then' }),
  },
  {
    name: 'patches while its answer is read',
    source: `export const answer = () => ({ get x() { Map.prototype.get = () => 1 as any; return 1 } })`,
    told: toldFault('tampered', { what: 'Map.prototype.get' }),
  },
  {
    name: 'puts another Map in the place of Map',
    source: `export function answer() { (globalThis as any).Map = class {}; return 1 }`,
    told: toldFault('tampered', { what: 'Map' }),
  },
  {
    name: 'changes how all lists are walked',
    source: `export function answer() { Array.prototype[Symbol.iterator] = function* () { yield 666 } as any; return [1] }`,
    told: toldFault('tampered', { what: 'Array.prototype[Symbol.iterator]' }),
  },
  {
    name: 'freezes what all share',
    source: `export function answer() { Object.freeze(Array.prototype); return 1 }`,
    told: toldFault('tampered', { what: 'Array.prototype' }),
  },
]
