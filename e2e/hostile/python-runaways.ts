import { toldFault, toldReturned, toldThrew, TOLD_TIME, type HostileProgram } from './hostile-program.ts'

const EXITS = [
  'sys.exit()',
  'sys.exit("bye")',
  'exit(1)',
  'raise SystemExit',
  'os._exit(0)',
  'os.abort()',
  'os.kill(os.getpid(), 9)',
]

function answering(name: string, result: string, told = toldFault('result', { case: 0 })): HostileProgram {
  return { name: `answers ${name}`, source: `def answer():\n    return ${result}`, told }
}

function compiling(name: string, source: string, told: object = {}): HostileProgram {
  return { name: `is no program: ${name}`, source, told: toldFault('compile', told) }
}

/** Those that do not end, want all there is, answer what cannot be answered, or end more than themselves. */
export const PYTHON_RUNAWAYS: readonly HostileProgram[] = [
  { name: 'never ends', source: 'def answer():\n    while True: pass', told: TOLD_TIME },
  { name: 'never ends at its top', source: 'while True: pass', told: TOLD_TIME },
  {
    name: 'never ends and catches everything',
    source:
      'def answer():\n    while True:\n        try:\n            while True: raise KeyboardInterrupt\n        except BaseException: pass',
    told: TOLD_TIME,
  },
  {
    name: 'never ends in one call',
    source: 'import itertools\ndef answer():\n    return sum(itertools.repeat(0))',
    told: TOLD_TIME,
  },
  { name: 'never ends in a power', source: 'def answer():\n    return len(str(9 ** 9 ** 9))', told: TOLD_TIME },
  {
    name: 'never ends in a pattern',
    source: 'import re\ndef answer():\n    return re.match("(a+)+$", "a" * 60 + "b")',
    told: TOLD_TIME,
  },
  {
    name: 'never ends in coroutines',
    source: 'import asyncio\nasync def answer():\n    while True: await asyncio.sleep(0)',
    told: TOLD_TIME,
  },
  { name: 'sleeps', source: 'import time\ndef answer():\n    time.sleep(1_000)', told: TOLD_TIME },
  {
    name: 'sleeps without blocking',
    source: 'import asyncio\nasync def answer():\n    await asyncio.sleep(1_000)',
    told: TOLD_TIME,
  },
  {
    name: 'waits for itself to give back a lock',
    source: 'import threading\ndef answer():\n    lock = threading.Lock()\n    lock.acquire()\n    lock.acquire()',
    told: TOLD_TIME,
  },
  {
    name: 'never ends while its error is read',
    source:
      'class Endless(Exception):\n    def __str__(self):\n        while True: pass\ndef answer():\n    raise Endless',
    told: TOLD_TIME,
  },
  {
    name: 'never ends while its answer is read',
    source:
      'class Row:\n    def __getattribute__(self, name):\n        while True: pass\ndef answer():\n    return Row()',
    told: TOLD_TIME,
  },
  {
    name: 'calls itself for ever',
    source: 'def answer():\n    return 1 + answer()',
    told: toldFault('recursion', { case: 0, line: 2 }),
  },
  {
    name: 'calls itself by way of C',
    source:
      'class A:\n    def __getattr__(self, name):\n        return getattr(self, name + "a")\ndef answer():\n    return A().b',
    told: { ...toldFault('recursion', { case: 0, line: 3 }), stdout: '' },
  },
  {
    name: 'calls itself without a limit',
    source: 'import sys\nsys.setrecursionlimit(2 ** 30)\ndef answer():\n    return 1 + answer()',
    told: { cases: [], fault: { case: 0 } },
  },
  {
    name: 'calls itself without a limit by way of C',
    source:
      'import sys, functools\nsys.setrecursionlimit(2 ** 30)\ndef answer(*_):\n    return functools.reduce(answer, [1, 2])',
    told: { cases: [], fault: { case: 0 } },
  },
  {
    name: 'wants all memory, in lists',
    source: 'def answer():\n    all = [1]\n    while True: all = all + all',
    told: toldFault('memory', { case: 0 }),
  },
  {
    name: 'wants all memory, in small things',
    source: 'def answer():\n    all = []\n    while True: all.append([len(all)])',
    told: { cases: [], fault: { case: 0 } },
  },
  {
    name: 'wants all memory, at once',
    source: 'def answer():\n    return len(bytearray(10 ** 9))',
    told: toldFault('memory', { case: 0 }),
  },
  {
    name: 'wants all memory, in one text',
    source: 'def answer():\n    text = "a"\n    while True: text += text',
    told: toldFault('memory', { case: 0 }),
  },
  {
    name: 'wants all memory and catches everything',
    source:
      'def answer():\n    while True:\n        try:\n            all = [0] * 10 ** 8\n        except BaseException: pass',
    told: TOLD_TIME,
  },
  {
    name: 'prints without end',
    source: 'def answer():\n    while True: print("again")',
    told: { ...toldFault('output', { case: 0, characters: 10_000 }), isStdoutCut: true },
  },
  {
    name: 'prints one endless line',
    source: 'def answer():\n    print("a" * 10 ** 7)',
    told: { ...toldFault('output'), stdout: 'a'.repeat(10_000) },
  },
  {
    name: 'writes without end and catches everything',
    source:
      'import os\ndef answer():\n    while True:\n        try: os.write(2, b"again")\n        except BaseException: pass',
    told: toldFault('output'),
  },
  ...EXITS.map((exit) => ({
    name: `ends the interpreter: ${exit}`,
    source: `import os, sys\ndef answer():\n    ${exit}`,
    told: toldFault('exited', { case: 0 }),
  })),
  {
    name: 'ends the interpreter in a coroutine',
    source: 'import sys\nasync def answer():\n    sys.exit()',
    told: toldFault('exited', { case: 0 }),
  },
  {
    name: 'never settles',
    source: 'import asyncio\nasync def answer():\n    await asyncio.Event().wait()',
    told: toldFault('unsettled', { case: 0 }),
  },
  {
    name: 'never settles in a loop of its own',
    source:
      'import asyncio\nasync def wait():\n    await asyncio.Queue().get()\ndef answer():\n    asyncio.run(wait())',
    told: toldFault('unsettled', { case: 0 }),
  },
  {
    name: 'waits for two locks that wait for each other',
    source: `
import asyncio
async def take(one, other):
    async with one:
        await asyncio.sleep(0)
        async with other: pass
async def answer():
    a, b = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(take(a, b), take(b, a))`,
    told: toldFault('unsettled', { case: 0 }),
  },
  answering('with a function', 'answer', toldFault('result', { reason: 'a function is no plain data' })),
  answering('with a generator', '(i for i in [1])'),
  answering('with a coroutine in a list', '[__import__("asyncio").sleep(1)]'),
  answering('with the list of modules', '__import__("sys").modules'),
  answering('too much', '[7] * 10 ** 6'),
  answering('with a number of too many digits', '10 ** 10 ** 6'),
  answering('too deep', '__import__("functools").reduce(lambda all, _: [all], range(5000), [])'),
  {
    name: 'answers more than there can be',
    source: 'def answer():\n    all = 1\n    for _ in range(60): all = [all, all]\n    return all',
    told: toldFault('result'),
  },
  {
    name: 'answers with itself',
    source: 'def answer():\n    all = {}\n    all["all"] = all\n    return all',
    told: toldFault('result', { reason: 'the result holds itself' }),
  },
  {
    name: 'answers with a list that says something else when it is walked',
    source:
      'class All(list):\n    def __iter__(self):\n        while True: yield 1\n    def __len__(self): return 10 ** 9\ndef answer():\n    return All([1])',
    told: toldReturned([1]),
  },
  { name: 'raises what is no error', source: 'def answer():\n    raise 1', told: toldThrew('TypeError', { line: 2 }) },
  {
    name: 'raises an interrupt',
    source: 'def answer():\n    raise KeyboardInterrupt',
    told: toldThrew('KeyboardInterrupt', { line: 2 }),
  },
  {
    name: 'raises an error whose text fails',
    source: 'class Bad(Exception):\n    def __str__(self): raise ValueError\ndef answer():\n    raise Bad',
    told: toldThrew('Bad', { message: 'its message cannot be read', line: 4 }),
  },
  {
    name: 'raises an error whose text ends the interpreter',
    source: 'class Bad(Exception):\n    def __str__(self): raise SystemExit\ndef answer():\n    raise Bad',
    told: { cases: [], fault: { case: 0 } },
  },
  { name: 'asks for input', source: 'def answer():\n    return input()', told: toldThrew('EOFError', { line: 2 }) },
  {
    name: 'defines something else',
    source: 'def other():\n    pass',
    told: toldFault('missing-entry', { name: 'answer' }),
  },
  {
    name: 'defines what cannot be called',
    source: 'answer = 42',
    told: toldFault('missing-entry', { name: 'answer' }),
  },
  compiling('a bracket is open', 'def answer(:\n    pass', { line: 1 }),
  compiling('it returns at its top', 'x = 1\nreturn x', { line: 2 }),
  compiling('a line is indented', 'x = 1\n  y = 2', { line: 2 }),
  compiling('it awaits at its top', 'import asyncio\nawait asyncio.sleep(1)', { line: 2 }),
  compiling('it has a null', 'x = 1\0'),
  compiling('it is half a character', 'x = "\ud800"'),
  compiling('it is nested too deeply', `x = ${'('.repeat(300)}${')'.repeat(300)}`),
  compiling('it is nested too deeply by operators', `x = ${'-'.repeat(100_000)}1`),
]
