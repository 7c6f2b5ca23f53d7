import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Value } from '../../base/value.ts'
import type { RunLimits } from '../sandbox/sandbox.ts'
import { DEFAULT_LIMITS } from '../sandbox/sandbox.ts'
import type { Language, ProgramEntry } from '../types.ts'
import { createTestSandbox } from './test-runner.ts'

const sandbox = createTestSandbox()
beforeAll(() => sandbox.warm(), 120_000)
afterAll(() => sandbox.dispose())

const FUNCTION: ProgramEntry = { kind: 'function', name: 'f' }

// Other suites may share the machine: what ends is given the time to.
const PATIENT: RunLimits = { ...DEFAULT_LIMITS, caseMilliseconds: 8_000, totalMilliseconds: 60_000 }

function run(language: Language, source: string, cases: Value[][], entry = FUNCTION, limits: Partial<RunLimits> = {}) {
  return sandbox.run({ language, source, entry, cases, limits: { ...PATIENT, ...limits } })
}

function keepBusy(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end;);
}

/** One program in both languages. */
const PROGRAMS = {
  typescript: {
    same: 'function f<T>(x: T): T { return x }',
    count: 'let n = 0\nfunction f() { console.log("hello"); return ++n }',
    loop: 'function f(x: number) { while (x > 0) {} return 1 }',
    dive: 'function f(): number { return 1 + f() }',
    throws: 'function f() {\n  throw new RangeError("no")\n}',
    broken: 'function f( {',
    other: 'function g() {}',
    odd: 'function f() { return () => 1 }',
    chained:
      'class C { n = 0; add(x: number) { this.n += x; return this } async put(x: number) { this.n += x; return this } get() { return this.n } }',
    spin: `function f() {
      const began = performance.now()
      while (performance.now() - began < 20) {}
      return performance.now() - began
    }`,
    later: 'async function f(x: number) { return x + 1 }',
    counter:
      'class C { n: number; constructor(n = 0) { this.n = n } add(x: number) { this.n += x } get() { return this.n } }',
  },
  python: {
    same: 'def f(x):\n    return x',
    count: 'n = 0\ndef f():\n    global n\n    n += 1\n    print("hello")\n    return n',
    loop: 'def f(x):\n    while x > 0:\n        pass\n    return 1',
    dive: 'def f():\n    return 1 + f()',
    throws: 'def f():\n  raise ValueError("no")',
    broken: 'def f(:',
    other: 'def g():\n    pass',
    odd: 'def f():\n    return lambda: 1',
    chained:
      'class C:\n    n = 0\n    def add(self, x):\n        self.n += x\n        return self\n    async def put(self, x):\n        self.n += x\n        return self\n    def get(self):\n        return self.n',
    spin: `from time import perf_counter as now
def f():
    began = now()
    while now() - began < 0.02:
        pass
    return (now() - began) * 1000`,
    later: 'async def f(x):\n    return x + 1',
    counter:
      'class C:\n    def __init__(self, n=0):\n        self.n = n\n    def add(self, x):\n        self.n += x\n    def get(self):\n        return self.n',
  },
}

/** Programs that return at once and do their work when it is late, `spin()`, whose time they return in a list. */
const SPIN = {
  typescript: `function spin() {
      const began = performance.now()
      while (performance.now() - began < 20) {}
      return performance.now() - began
    }
    `,
  python: `from time import perf_counter as now
def spin():
    began = now()
    while now() - began < 0.02:
        pass
    return (now() - began) * 1000
`,
}

const LATE: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  typescript: {
    'in a microtask':
      'function f() { const late: number[] = []; queueMicrotask(() => late.push(spin())); return late }',
    'in a promise nobody awaits': `async function f() {
      const late: number[] = []
      void Promise.resolve().then(() => Promise.resolve()).then(() => late.push(spin()))
      return late
    }`,
    'in a getter of its result': 'function f() { return Object.defineProperty([], 0, { get: spin }) }',
    'in a proxy of its result': `function f() {
      return new Proxy([0], { get: (list, key) => (key === '0' ? spin() : Reflect.get(list, key)) })
    }`,
    'in an iterator of its result': `function f() {
      return new (class extends Set<number> { *[Symbol.iterator]() { yield spin() } })()
    }`,
    'in what it throws': `function f() {
      throw Object.defineProperty(new Error(), 'message', { get: () => String(spin()) })
    }`,
  },
  python: {
    'in an iterator of its result': `class Late(list):
    def __iter__(self):
        yield spin()
def f():
    return Late([0])`,
    'in what it throws': `class Late(Exception):
    def __str__(self):
        return str(spin())
def f():
    raise Late()`,
  },
}

describe.each(['typescript', 'python'] as const)('the sandbox of tests, %s', (language) => {
  const programs = PROGRAMS[language]

  it('takes values through and back', async () => {
    const values = [null, true, -1.5, 2 ** 31, 'a\n"', [[], {}], { a: [1] }, new Map([[1, 'x']]), new Set([1, 2]), NaN]
    const { cases, fault } = await run(
      language,
      programs.same,
      values.map((each) => [each]),
    )
    expect(fault).toBeUndefined()
    expect(cases.map((each) => each.kind === 'returned' && each.value)).toEqual(values)
  })

  it('gives each case a program of its own, and its output', async () => {
    const { cases } = await run(language, programs.count, [[], []])
    expect(cases).toMatchObject([
      { kind: 'returned', value: 1, stdout: 'hello\n' },
      { kind: 'returned', value: 1, stdout: 'hello\n' },
    ])
  })

  it('stops an endless loop, and the next run works', async () => {
    const limits = { caseMilliseconds: 300 }
    const stopped = await run(language, programs.loop, [[0], [1], [0]], FUNCTION, limits)
    expect(stopped.cases).toHaveLength(1)
    expect(stopped.fault).toEqual({ kind: 'time', case: 1, limit: 'case', milliseconds: 300 })
    expect((await run(language, programs.loop, [[0]])).cases).toMatchObject([{ value: 1 }])
  })

  it('tells errors and faults for what they are', async () => {
    const name = language === 'python' ? 'ValueError' : 'RangeError'
    expect((await run(language, programs.throws, [[]])).cases).toMatchObject([
      { kind: 'threw', error: { name, message: 'no', line: 2 } },
    ])
    expect((await run(language, programs.dive, [[]])).fault).toMatchObject({ kind: 'recursion', case: 0 })
    expect((await run(language, programs.broken, [[]])).fault).toMatchObject({ kind: 'compile' })
    expect((await run(language, programs.other, [[]])).fault).toEqual({ kind: 'missing-entry', name: 'f' })
    expect((await run(language, programs.odd, [[]])).fault).toMatchObject({ kind: 'result', case: 0 })
  })

  it('waits for what is awaited, and calls methods one after the other', async () => {
    expect((await run(language, programs.later, [[1]])).cases).toMatchObject([{ value: 2 }])
    const calls = [
      [['add', 2], ['get']],
      [['constructor', 5], ['get'], ['add', 1], ['get']],
    ]
    const { cases } = await run(language, programs.counter, calls, { kind: 'class', name: 'C' })
    const nothing = language === 'python' ? null : undefined
    expect(cases).toMatchObject([{ value: [nothing, 2] }, { value: [5, nothing, 6] }])
  })

  it('drops what methods return that return nothing by their signature', async () => {
    const calls = [[['add', 2], ['put', 3], ['get']]]
    const entry: ProgramEntry = { kind: 'class', name: 'C', voids: ['add', 'put'] }
    const { cases } = await run(language, programs.chained, calls, entry)
    const nothing = language === 'python' ? null : undefined
    expect(cases).toMatchObject([{ value: [nothing, nothing, 5] }])
  })

  it('never takes a case for shorter than it ran, however busy the page is', async () => {
    // Whatever comes meanwhile is heard at once, when it is free again.
    const busy = setInterval(() => keepBusy(60))
    const { cases } = await run(language, programs.spin, Array<Value[]>(12).fill([])).finally(() => clearInterval(busy))
    expect(cases).toHaveLength(12)
    for (const each of cases) {
      expect(each.milliseconds).toBeGreaterThanOrEqual(each.kind === 'returned' ? (each.value as number) : Infinity)
    }
  })

  it.each(Object.entries(LATE[language]))('takes what a program does %s for its own time', async (_, source) => {
    const { cases, fault } = await run(language, SPIN[language] + source, [[], []])
    expect(fault).toBeUndefined()
    expect(cases).toHaveLength(2)
    for (const each of cases) {
      const spun = each.kind === 'threw' ? Number(each.error.message) : [...(each.value as Iterable<number>)][0]
      expect(spun).toBeGreaterThanOrEqual(20)
      expect(each.milliseconds).toBeGreaterThanOrEqual(spun as number)
    }
  })

  it('calls a method many thousand times', async () => {
    const calls: Value[] = Array.from({ length: 10_000 }, () => ['add', 1])
    const { cases, fault } = await run(language, programs.counter, [[...calls, ['get']]], { kind: 'class', name: 'C' })
    expect(fault).toBeUndefined()
    expect(cases.map((each) => each.kind === 'returned' && (each.value as Value[]).at(-1))).toEqual([10_000])
  })
})
