import path from 'node:path'
import type { Page } from '@playwright/test'
import { IS_WHOLE, tellPart } from '../scripts/draw.ts'
import { escapeProof, IS_PROVING, isWanted, writeProof } from '../scripts/proofs.ts'
import type { RunOutcome, RunRequest } from '../src/practice/sandbox/sandbox.ts'
import type { Value } from '../src/base/value.ts'
import { parseValue, writeValue } from '../src/practice/sandbox/value.ts'
import { expect, IN_WHOLE, test as base } from './fixtures.ts'
import { BARE_WORKER } from './hostile/bare-worker.ts'
import { drawPrograms } from './hostile/draw-programs.ts'
import { HOSTILE_LIMITS, type HostileProgram } from './hostile/hostile-program.ts'
import { PYTHON_ESCAPES } from './hostile/python-escapes.ts'
import { PYTHON_RUNAWAYS } from './hostile/python-runaways.ts'
import { TYPESCRIPT_ESCAPES } from './hostile/typescript-escapes.ts'
import { TYPESCRIPT_RUNAWAYS } from './hostile/typescript-runaways.ts'
import type { SandboxPage } from './sandbox-page/page.ts'
import { serveSandboxPage, type ServedSandbox } from './tools/sandbox-page.ts'

/** In the page. */
declare const practice: SandboxPage

let served: ServedSandbox | undefined

/** Some builds of Chromium end the process where a program leaves Wasm's memory; with checks in the code all throw. */
const CHECKED_WASM = '--js-flags=--wasm-enforce-bounds-checks'

const test = base.extend<object, object>({
  baseURL: async ({ baseURL }, use) => use(served?.origin ?? baseURL),
  launchOptions: [
    async ({ launchOptions }, use) => use({ ...launchOptions, args: [...(launchOptions.args ?? []), CHECKED_WASM] }),
    { scope: 'worker' },
  ],
})

// One build for all: tests of one file that run one behind the other share their worker.
test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  served = await serveSandboxPage()
})
test.afterAll(() => served?.close())

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await page.waitForFunction(() => 'practice' in globalThis)
})

const LIMITS = {
  caseMilliseconds: 2_000,
  totalMilliseconds: 10_000,
  outputCharacters: 10_000,
  resultCharacters: 100_000,
}

type Program = Partial<RunRequest> & { readonly source: string }

/** Runs TypeScript whose entry is the function `answer`, unless it is told otherwise. */
async function run(page: Page, program: Program): Promise<RunOutcome> {
  return (await runTimed(page, program)).outcome
}

interface TimedOutcome {
  readonly outcome: RunOutcome
  /** From the beginning of its first case. */
  readonly milliseconds: number
}

async function runTimed(page: Page, program: Program): Promise<TimedOutcome> {
  const request: RunRequest = {
    language: 'typescript',
    entry: { kind: 'function', name: 'answer' },
    cases: [[]],
    limits: LIMITS,
    ...program,
  }
  const text = await page.evaluate((text) => practice.runText(text), writeValue(request as unknown as Value))
  return parseValue(JSON.parse(text), 'outcome') as unknown as TimedOutcome
}

test('a function is called with the arguments of each case, and its results come back', async ({ page }) => {
  const source = `
    export function answer(numbers: readonly number[], factor: number): number {
      console.log('got', numbers, { factor })
      return numbers.reduce((sum, each) => sum + each, 0) * factor
    }`
  const cases = [
    [[1, 2, 3], 2],
    [[], 1],
    [[0.5], -4],
  ]
  const outcome = await run(page, { source, cases })
  expect(outcome).toMatchObject({
    cases: [
      { kind: 'returned', value: 12, stdout: 'got [ 1, 2, 3 ] { factor: 2 }\n' },
      { kind: 'returned', value: 0, stdout: 'got [] { factor: 1 }\n' },
      { kind: 'returned', value: -2, stdout: 'got [ 0.5 ] { factor: -4 }\n' },
    ],
    stdout: 'got [ 1, 2, 3 ] { factor: 2 }\ngot [] { factor: 1 }\ngot [ 0.5 ] { factor: -4 }\n',
    isStdoutCut: false,
  })
  expect(outcome.fault).toBeUndefined()
})

test('values cross the wall in both directions without loss, and no case shares one with another', async ({ page }) => {
  const cases = [
    [undefined, null, NaN, Infinity, -Infinity, -0, 2n ** 70n, -1n, '\ud800 \u2028"', true],
    [new Uint8Array([0, 255]), new Date(86_400_000), [[[]]], { a: { b: [1, { c: 'd' }] } }],
    [{ $: 'x', __proto__: 1 }, new Map([[1, [2n]]]), new Set(['a', [1]])],
  ]
  const source = `export const answer = (...values: unknown[]) => { const copy = structuredClone(values); values.length = 0; return copy }`
  const outcome = await run(page, { source, cases: [...cases, ...cases] })
  expect(outcome.cases.map((each) => each.kind === 'returned' && each.value)).toEqual([...cases, ...cases])
})

test('a class is built, its methods are called in order, promises are awaited', async ({ page }) => {
  const source = `
    class Counter {
      private count: number
      constructor(start = 0) { this.count = start }
      async add(by: number): Promise<number> {
        await new Promise((resolve) => setTimeout(resolve, 5))
        return (this.count += by)
      }
      async set(to: number) { this.count = to; return this }
      up() { this.count++; return this }
      read() { return this.count }
    }`
  const outcome = await run(page, {
    source,
    entry: { kind: 'class', name: 'Counter', voids: ['set', 'up'] },
    cases: [
      [['add', 2], ['add', 3], ['read']],
      [['constructor', 10], ['read']],
      [['set', 7], ['up'], ['read']],
      [['gone']],
    ],
  })
  expect(outcome).toMatchObject({
    cases: [{ value: [2, 5, 5] }, { value: [10] }, { value: [undefined, undefined, 8] }],
    fault: { kind: 'missing-entry', name: 'Counter.gone' },
  })
})

test('what a program is given can be imported', async ({ page }) => {
  const outcome = await run(page, {
    source: `import { type Row, double } from 'given'\nexport function answer(row: Row) { return double(row.x) }`,
    given: `export interface Row { x: number }\nexport function double(x: number) { return 2 * x }`,
    cases: [[{ x: 21 }]],
  })
  expect(outcome.cases).toMatchObject([{ value: 42 }])
})

test('an error is told with the line and the column of the source, and the next case runs', async ({ page }) => {
  const source = [
    'interface Row { readonly id: number; readonly tags?: readonly string[] }',
    'export function answer(row: Row): number {',
    '  const first: string = (row.tags as readonly string[])[0].trim()',
    '  return first.length',
    '}',
  ].join('\n')
  const outcome = await run(page, { source, cases: [[{ id: 1 }], [{ id: 2, tags: [' a '] }]] })
  expect(outcome.cases).toMatchObject([
    {
      kind: 'threw',
      error: { name: 'TypeError', message: expect.stringContaining('undefined') as unknown, line: 3, column: 56 },
    },
    { kind: 'returned', value: 1 },
  ])
})

test('source that is no program is told with its line, by the compiler or by the engine', async ({ page }) => {
  const faults = []
  for (const source of ['export function answer( {', 'let a = 1\nlet b = 2\nlet a = 3', 'function other() {}']) {
    const { fault } = await run(page, { source })
    faults.push(fault)
  }
  expect(faults).toEqual([
    { kind: 'compile', message: 'Unexpected token, expected ","', line: 1, column: 26 },
    { kind: 'compile', message: "Identifier 'a' has already been declared", line: 3, column: 5 },
    { kind: 'missing-entry', name: 'answer' },
  ])
})

test('an endless loop is ended at its limit while the page lives; what was printed is told, and the next run works', async ({
  page,
}) => {
  const frames = page.evaluate(async () => {
    let longest = 0
    let last = performance.now()
    for (const end = last + 2_500; last < end;) {
      await new Promise(requestAnimationFrame)
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }
    return longest
  })
  const source = `export function answer(n: number) { console.log('at', n); while (n === 1); return n }`
  const outcome = await run(page, { source, cases: [[0], [1], [2]] })
  expect(outcome).toMatchObject({
    cases: [{ value: 0 }],
    fault: { kind: 'time', case: 1, limit: 'case', milliseconds: 2_000 },
    stdout: 'at 0\nat 1\n',
  })
  expect(await frames).toBeLessThan(500)
  expect((await run(page, { source, cases: [[5]] })).cases).toMatchObject([{ value: 5 }])
})

test('no case finds what another left: the order of cases cannot be told from inside', async ({ page }) => {
  const source = `
    let calls = 0
    const began = performance.now()
    export function answer() {
      const timer = setTimeout(() => {}, 0)
      const seen = (globalThis as any).seen ?? 0
      ;(globalThis as any).seen = seen + 1
      return [++calls, seen, timer, began < 50]
    }`
  const outcome = await run(page, { source, cases: Array.from({ length: 5 }, () => []) })
  expect(outcome.cases.map((each) => each.kind === 'returned' && each.value)).toEqual(
    Array.from({ length: 5 }, () => [1, 0, 1, true]),
  )
})

/** Of programs that work while their result is read, and tell at its end how long that took. */
function expectOwnTime(outcome: RunOutcome, count: number): void {
  expect(outcome.fault).toBeUndefined()
  expect(outcome.cases).toHaveLength(count)
  for (const each of outcome.cases) {
    const [spun] = each.kind === 'returned' ? ((each.value as number[][]).at(-1) as [number]) : [NaN]
    expect(spun).toBeGreaterThanOrEqual(20)
    expect(each.milliseconds).toBeGreaterThanOrEqual(spun)
  }
}

test('a case is timed until its result is written: late work in a microtask, a getter or a proxy counts', async ({
  page,
}) => {
  const source = `
    const spin = () => {
      const began = performance.now()
      while (performance.now() - began < 20);
      return performance.now() - began
    }
    const late = {
      task() { const list: number[] = []; queueMicrotask(() => list.push(spin())); return list },
      getter: () => Object.defineProperty([], 0, { get: spin }),
      proxy: () => new Proxy([0], { get: (list, key) => (key === '0' ? spin() : Reflect.get(list, key)) }),
    }
    export const answer = (where: keyof typeof late) => [late[where]()]`
  expectOwnTime(await run(page, { source, cases: [['task'], ['getter'], ['proxy']] }), 3)
})

test('a run is ended by its signal, and rejects with its reason', async ({ page }) => {
  const reason = await page.evaluate(async (limits) => {
    const abort = new AbortController()
    const request = {
      language: 'typescript',
      source: 'export function answer() { for (;;); }',
      limits,
      cases: [[]],
    } as const
    const run = practice.sandbox.run(
      { ...request, entry: { kind: 'function', name: 'answer' } },
      { signal: abort.signal, onCase: () => abort.abort('enough') },
    )
    return run.catch((error: unknown) => error)
  }, LIMITS)
  expect(reason).toBe('enough')
  await expect(page.locator('iframe')).toHaveCount(1)
})

/** Runs Python whose entry is the function `answer`, unless it is told otherwise. */
function runPython(page: Page, program: Program): Promise<RunOutcome> {
  return run(page, { language: 'python', ...program })
}

function tabbed(...lines: readonly string[]): string {
  return lines.join('\n').replaceAll('  ', '    ')
}

/** How a program of Python ends otherwise than with a value. */
async function endsAndErrors(page: Page): Promise<void> {
  await test.step('an error is told with the line and the column of the source, and the next case runs', async () => {
    const source = tabbed(
      'def first(row):',
      '  return "é", row["tags"][0].strip()',
      'def answer(row):',
      '  return list(map(first, [row]))[0][1]',
    )
    const { cases } = await runPython(page, { source, cases: [[{ id: 1 }], [{ tags: [' a '] }]] })
    expect(cases).toMatchObject([
      { kind: 'threw', error: { name: 'KeyError', message: "'tags'", line: 2, column: 17 } },
      { kind: 'returned', value: 'a' },
    ])
  })

  await test.step('an endless loop is ended at its limit while the page lives, and the next run works', async () => {
    const source = 'def answer(n):\n    print("at", n)\n    while n == 1: pass\n    return n'
    const outcome = await runPython(page, { source, cases: [[0], [1], [2]] })
    expect(outcome).toMatchObject({
      cases: [{ value: 0 }],
      fault: { kind: 'time', case: 1, limit: 'case', milliseconds: 2_000 },
      stdout: 'at 0\nat 1\n',
    })
    expect((await runPython(page, { source, cases: [[5]] })).cases).toMatchObject([{ value: 5 }])
  })
}

// An interpreter takes seconds to come: one page is enough for all that it is asked.
test('Python: what programs do is told, case by case', async ({ page }) => {
  test.setTimeout(180_000)
  await test.step('a function is called with the arguments of each case, and what it prints is told by case', async () => {
    const source = tabbed(
      'import sys',
      'def answer(numbers, factor):',
      '  print("\\ufeffgot", numbers, {"factor": factor}, end="é😀\\n")',
      '  print("and", file=sys.stderr)',
      '  return sum(numbers) * factor',
    )
    const outcome = await runPython(page, {
      source,
      cases: [
        [[1, 2, 3], 2],
        [[0.5], -4],
      ],
    })
    expect(outcome).toMatchObject({
      cases: [
        { kind: 'returned', value: 12, stdout: `\ufeffgot [1, 2, 3] {'factor': 2}é😀\nand\n` },
        { kind: 'returned', value: -2, stdout: `\ufeffgot [0.5] {'factor': -4}é😀\nand\n` },
      ],
      isStdoutCut: false,
    })
    expect(outcome.fault).toBeUndefined()
  })

  await endsAndErrors(page)
})

test(
  'Python: values, classes and what is given cross the wall too, and each case has its own time',
  IN_WHOLE,
  async ({ page }) => {
    test.setTimeout(180_000)
    await test.step('values of all kinds cross the wall in both directions', async () => {
      const types = 'NoneType NoneType bool int float float int str bytes datetime list dict dict set'
      const values = [
        [undefined, null, true, 7, 0.5, -0, 2n ** 70n, '\ud800 \u2028"é', new Uint8Array([0, 255])],
        [
          new Date(86_400_001),
          [[[]], NaN],
          { a: { $: 1 } },
          new Map<Value, Value>([[[1, 'a'], 2n ** 60n]]),
          new Set([2]),
        ],
      ].flat()
      const source = 'def answer(*values):\n    return [values, " ".join(type(each).__name__ for each in values)]'
      const { cases } = await runPython(page, { source, cases: [values, values] })
      const expected = { kind: 'returned', value: [[null, ...values.slice(1)], types] }
      expect(cases).toMatchObject([expected, expected])
    })

    await test.step('a class is built, its methods are called in order, coroutines are awaited', async () => {
      const source = tabbed(
        'import asyncio',
        'class Counter:',
        '  def __init__(self, start=0): self.count = start',
        '  async def add(self, by):',
        '    await asyncio.gather(asyncio.sleep(0.01), asyncio.sleep(0))',
        '    self.count += by',
        '    return self.count',
        '  async def set(self, to):',
        '    self.count = to',
        '    return self',
        '  def up(self):',
        '    self.count += 1',
        '    return self',
        '  def read(self): return asyncio.run(asyncio.sleep(0, self.count))',
      )
      const outcome = await runPython(page, {
        source,
        entry: { kind: 'class', name: 'Counter', voids: ['set', 'up'] },
        cases: [
          [['add', 2], ['add', 3], ['read']],
          [['constructor', 10], ['read']],
          [['set', 7], ['up'], ['read']],
          [['gone']],
        ],
      })
      expect(outcome).toMatchObject({
        cases: [{ value: [2, 5, 5] }, { value: [10] }, { value: [null, null, 8] }],
        fault: { kind: 'missing-entry', name: 'Counter.gone' },
      })
    })

    await test.step('what a program is given can be imported, and is new for each case', async () => {
      const outcome = await runPython(page, {
        source:
          'from given import calls, double\ndef answer(x):\n    calls.append(x)\n    return [double(x), len(calls)]',
        given: 'calls = []\ndef double(x):\n    return 2 * x',
        cases: [[21], [1]],
      })
      expect(outcome.cases).toMatchObject([{ value: [42, 1] }, { value: [2, 1] }])
    })

    await test.step('a case is timed until its result is written: what runs while it is read counts', async () => {
      const source = tabbed(
        'import time',
        'class Late(int):',
        '  def __ge__(self, other):',
        '    began = time.perf_counter()',
        '    while time.perf_counter() - began < 0.02: pass',
        '    self.out.append((time.perf_counter() - began) * 1000)',
        '    return True',
        'def answer():',
        '  late = Late(0)',
        '  late.out = []',
        '  return [late, late.out]',
      )
      expectOwnTime(await runPython(page, { source, cases: [[], []] }), 2)
    })
  },
)

test(
  'Python: it comes once, below a path too, told in bytes; when a file does not come that is told, and trying again helps',
  IN_WHOLE,
  async ({ page, faults }) => {
    faults.allow(/Failed to load resource/)
    await page.goto('/some/deep/path/')
    await page.waitForFunction(() => 'practice' in globalThis)
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false)
    const typescript = await run(page, { source: 'export const answer = (x: number) => x + 1', cases: [[1]] })
    expect(typescript.cases).toMatchObject([{ value: 2 }])
    await page.route('**/*.wasm', (route) => route.abort())
    const source = 'answer = lambda: 1'
    expect(await runPython(page, { source })).toMatchObject({ cases: [], fault: { kind: 'load' } })
    await page.unroute('**/*.wasm')
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const told = await page.evaluate(
      (limits) =>
        new Promise<{ loadedBytes: number; totalBytes: number }[]>((resolve) => {
          const told: { loadedBytes: number; totalBytes: number }[] = []
          practice.sandbox.warm('python', (progress) => told.push(progress))
          const request = {
            source: 'answer = lambda: 1',
            entry: { kind: 'function', name: 'answer' },
            cases: [[]],
          } as const
          void practice.sandbox.run({ language: 'python', ...request, limits }).then(() => resolve(told))
        }),
      LIMITS,
    )
    expect(told.length).toBeGreaterThan(3)
    expect(told.every(({ loadedBytes }, i) => loadedBytes > (told[i - 1]?.loadedBytes ?? 0))).toBe(true)
    expect(told.at(-1)?.loadedBytes).toBe(told.at(-1)?.totalBytes)
    expect((await runPython(page, { source })).cases).toMatchObject([{ value: 1 }])
    expect(asked.filter((url) => url.includes('.wasm'))).toHaveLength(1)
  },
)

test('it runs on a page isolated from other origins', IN_WHOLE, async ({ page, faults }) => {
  faults.allow(/^request leaves the origin: http:\/\/127\.0\.0\.1:/)
  await page.goto(`${served?.isolatedOrigin}/`)
  await page.waitForFunction(() => 'practice' in globalThis)
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  const outcome = await run(page, { source: 'export const answer = (x: number) => x + 1', cases: [[1]] })
  expect(outcome.cases).toMatchObject([{ value: 2 }])
  const python = await run(page, HONEST.python)
  expect(python.cases).toMatchObject([{ value: 3 }])
})

/** Each is told right in time, and a program that comes after it runs as if nothing had been. */
async function checkHostile(page: Page, programs: readonly HostileProgram[], honest: Program): Promise<void> {
  const most = (honest.limits ?? HOSTILE_LIMITS).caseMilliseconds + 2_000
  for (const { name, told, ...program } of programs) {
    const { outcome, milliseconds } = await runTimed(page, {
      limits: HOSTILE_LIMITS,
      ...honest,
      cases: [[]],
      ...program,
    })
    expect.soft(milliseconds, `time until "${name}" is told`).toBeLessThan(most)
    expect.soft(outcome, name).toMatchObject(told)
    if (!('fault' in told)) expect.soft(outcome.fault, name).toBeUndefined()
    const next = await run(page, honest)
    expect.soft(next.cases, `after "${name}"`).toMatchObject([{ kind: 'returned', value: 3 }])
  }
}

const HONEST = {
  typescript: { source: 'export const answer = (a: number, b: number) => a + b', cases: [[1, 2]] },
  // An interpreter takes its time to begin.
  python: { language: 'python', limits: LIMITS, source: 'def answer(a, b):\n    return a + b', cases: [[1, 2]] },
} as const

const HOSTILE = [
  ['TypeScript that wants out finds no way', escapeProof('typescript', 'out'), TYPESCRIPT_ESCAPES],
  ['TypeScript that runs away is caught', escapeProof('typescript', 'runaway'), TYPESCRIPT_RUNAWAYS],
  ['Python that wants out finds no way', escapeProof('python', 'out'), PYTHON_ESCAPES],
  ['Python that runs away is caught', escapeProof('python', 'runaway'), PYTHON_RUNAWAYS],
] as const

const ROOT = path.resolve(import.meta.dirname, '..')

for (const [title, proof, programs] of HOSTILE) {
  if (IS_PROVING && !isWanted(ROOT, proof)) continue
  const { language } = proof
  const drawn = drawPrograms(programs, language)
  const name = `${title}, and is told for what it did (${tellPart(drawn, programs)})`
  // Each of Python's begins an interpreter.
  const part = language === 'python' ? '@whole' : '@broad'
  test(name, { tag: ['@hostile', part] }, async ({ page }) => {
    test.setTimeout(IS_PROVING || IS_WHOLE ? 1_800_000 : 300_000)
    await checkHostile(page, drawn, HONEST[language])
    if (!IS_PROVING) return
    expect(test.info().errors).toEqual([])
    writeProof(ROOT, proof, { programs: drawn.length })
  })
}

test('without the harness too, the frame lets nothing out: no network, no storage, no page, no text run', async ({
  page,
  faults,
}) => {
  faults.allow(/Content Security Policy|^policy:|stolen|Failed to/)
  const open = await page.evaluate(async (harness) => {
    const frame = await practice.openFrame({ harness, payload: `${location.origin}/stolen` })
    const answer = new Promise((resolve) => (frame.port.onmessage = ({ data }) => resolve(data)))
    return answer.finally(frame.close)
  }, BARE_WORKER)
  expect(open).toBe('nothing,nestedWorker')
  expect(served?.asked.filter((path) => path.includes('stolen'))).toEqual([])
  expect(served?.asked.length).toBeGreaterThan(0)
})
