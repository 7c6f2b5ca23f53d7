import { toldFault, toldReturned, toldThrew, type HostileProgram } from './hostile-program.ts'

/** What leads to JavaScript, to packages and into the sandbox: there are no such modules. */
const MODULES = [
  'js',
  'pyodide',
  'pyodide_js',
  'pyodide.ffi',
  'pyodide.http',
  '_pyodide_core',
  'micropip',
  'sandbox.run',
]

const TWICE = [[], []]

/** Answers how many of its cases it can tell to have run before. */
function counting(name: string, body: string, told = toldReturned(1, 1)): HostileProgram {
  const lines = body.split('\n').map((line) => `    ${line}`)
  return { name: `counts its cases ${name}`, source: `def answer():\n${lines.join('\n')}`, cases: TWICE, told }
}

/** To the network, to JavaScript, out of its own case, into the sandbox. */
export const PYTHON_ESCAPES: readonly HostileProgram[] = [
  ...MODULES.map((name) => ({
    name: `imports ${name}`,
    source: `def answer():\n    import ${name}`,
    told: toldThrew('ModuleNotFoundError', { line: 2 }),
  })),
  {
    name: 'imports js by another way',
    source: `import importlib, sys\ndef answer():\n    sys.meta_path[:] = sys.meta_path[-3:]\n    return importlib.import_module('js')`,
    told: toldThrew('ModuleNotFoundError', { message: "No module named 'js'", line: 4 }),
  },
  {
    name: 'looks for objects of JavaScript in all there is',
    source: `import gc\ndef answer():\n    return [repr(each) for each in gc.get_objects() if 'JsProxy' in str(type(each).__mro__) and not isinstance(each, type)]`,
    told: toldReturned([]),
  },
  {
    name: 'goes round the wall to the core, and from there to the functions of JavaScript',
    source: `
import sys
def answer():
    sys.meta_path[:] = sys.meta_path[-3:]
    import _pyodide_core
    found = []
    thing = _pyodide_core.to_js([1])
    try:
        found.append(str(thing.constructor.constructor('return 1')()))
    except Exception as error:
        found.append(type(error).__name__)
    try:
        found.append(str(thing.constructor.constructor.constructor('return globalThis')().fetch))
    except Exception as error:
        found.append(type(error).__name__)
    return found`,
    told: toldReturned(['JsException', 'JsException']),
  },
  {
    name: 'connects to an address',
    source: `import socket\ndef answer():\n    socket.create_connection(('127.0.0.1', 80), timeout=1).send(b'a')`,
    told: { cases: [{ kind: 'threw' }] },
  },
  {
    name: 'connects without blocking',
    source: `import asyncio\nasync def answer():\n    await asyncio.open_connection('example.com', 80)`,
    told: { cases: [{ kind: 'threw' }] },
  },
  {
    name: 'starts a process',
    source: `import subprocess\ndef answer():\n    subprocess.run(['ls'])`,
    told: toldThrew('OSError', { line: 3 }),
  },
  {
    name: 'asks a shell',
    source: `import os\ndef answer():\n    return os.system('ls') == 0`,
    told: toldReturned(false),
  },
  { name: 'forks', source: `import os\ndef answer():\n    os.fork()`, told: { cases: [{ kind: 'threw' }] } },
  {
    name: 'starts a thread',
    source: `import threading\ndef answer():\n    threading.Thread(target=print).start()`,
    told: toldThrew('RuntimeError', { message: "can't start new thread", line: 3 }),
  },
  {
    name: 'runs text of JavaScript by way of C',
    source: `import ctypes\ndef answer():\n    ctypes.CDLL(None).emscripten_run_script(b'1')`,
    told: { cases: [], fault: { case: 0 } },
  },
  {
    name: 'prints what looks like an answer',
    source: `import os\ndef answer():\n    text = '{"nonce":"","kind":"returned","case":0,"value":42}'\n    print(text)\n    for fd in range(3, 20):\n        try:\n            os.write(fd, text.encode())\n        except OSError:\n            pass\n    return 1`,
    told: toldReturned(1),
  },
  {
    name: 'makes the sandbox answer something else',
    source: `
import sys
def answer():
    frame = sys._getframe()
    while frame.f_back:
        frame = frame.f_back
    names = frame.f_globals
    seen = names.get('seen', 0)
    names['seen'] = seen + 1
    def forged():
        return '={"$":"nothing"}'
    if seen == 0 and sys.argv:
        names['answer'].__code__ = forged.__code__`,
    told: toldFault('forged', { case: 0 }),
  },
  {
    name: 'makes the sandbox answer something else, later',
    source: `
import sys
def answer():
    frame = sys._getframe()
    while frame.f_back:
        frame = frame.f_back
    names = frame.f_globals
    names['write_result'] = lambda value, most: f'{names["seen"]}'
    names['seen'] = names.get('seen', 40) + 1`,
    cases: TWICE,
    told: toldReturned(41, 41),
  },
  counting('in a global', 'globals()["n"] = globals().get("n", 0) + 1\nreturn n'),
  counting('on a module', 'import json\njson.n = getattr(json, "n", 0) + 1\nreturn json.n'),
  counting(
    'on a class of the library',
    'from fractions import Fraction as F\nF.n = getattr(F, "n", 0) + 1\nreturn F.n',
  ),
  counting(
    'on the list of modules',
    'import sys\nsys.modules["n"] = sys.modules.get("n", 0) + 1\nreturn sys.modules["n"]',
  ),
  counting(
    'in the environment',
    'import os\nos.environ["n"] = str(int(os.environ.get("n", 0)) + 1)\nreturn int(os.environ["n"])',
  ),
  counting('in a file', 'with open("/tmp/n", "a") as file: file.write("1")\nreturn len(open("/tmp/n").read())'),
  counting('in a file that it leaves open', 'import os\nreturn os.open("/home/n", os.O_CREAT | os.O_RDWR) - 2'),
  counting(
    'in the library',
    'import os\nos.chmod("/lib/python314.zip", 0o600)\nwith open("/lib/python314.zip", "r+b") as file:\n    n = file.read(1)[0] - 79\n    file.seek(0)\n    file.write(bytes([n + 80]))\nreturn n',
  ),
  counting(
    'in folders that it moves',
    'import os\nn = os.listdir("/home")\nos.rename("/home/web_user", "/home/moved")\nos.makedirs("/n/deep")\nos.symlink("/tmp", "/home/link")\nos.chdir("/n/deep")\nos.chmod("/n", 0)\nreturn 1 if len(n) == 2 and "moved" not in n else 2',
  ),
  counting('by chance', 'import random\nreturn 1 if random.random() == random.Random(0).random() else 2'),
  counting(
    'in the limit of recursion',
    'import sys\nsys.setrecursionlimit(sys.getrecursionlimit() + 1)\nreturn sys.getrecursionlimit() - 1000',
  ),
  counting(
    'in a small number that it changes',
    'import ctypes, sys\nplace = ctypes.c_uint8.from_address(id(200) + 12)\nplace.value += 1\nreturn place.value - 100 - 100',
  ),
  counting(
    'on the built-ins',
    'import builtins\nbuiltins.n = getattr(builtins, "n", 0) + 1\nreturn n',
    toldFault('tampered', { case: 0, what: 'builtins.n' }),
  ),
  {
    name: 'closes what it prints to',
    source: `import os, sys\ndef answer():\n    print('seen')\n    os.close(1)\n    sys.stdout.close()`,
    cases: TWICE,
    told: { cases: [{ stdout: 'seen\n' }, { stdout: 'seen\n' }] },
  },
  {
    name: 'puts another function in the place of len',
    source: `import builtins\ndef answer():\n    builtins.len = lambda _: 42\n    return len([])`,
    told: toldFault('tampered', { case: 0, what: 'builtins.len' }),
  },
  {
    name: 'takes isinstance away',
    source: `import builtins\ndef answer():\n    del builtins.isinstance\n    return {'a': [1]}`,
    told: toldFault('tampered', { what: 'builtins.isinstance' }),
  },
  {
    name: 'patches a built-in and fails',
    source: `import builtins\ndef answer():\n    builtins.print = None\n    print()`,
    told: toldFault('tampered', { what: 'builtins.print' }),
  },
  {
    name: 'patches while its answer is read',
    source: `import builtins\nclass Row:\n    __slots__ = ('x',)\n    def __getattribute__(self, name):\n        builtins.sum = 1\n        return 1\ndef answer():\n    return Row()`,
    told: toldFault('tampered', { what: 'builtins.sum' }),
  },
  {
    name: 'patches how lists are appended to',
    source: `def answer():\n    list.append = lambda self, item: None`,
    told: toldThrew('TypeError', { line: 2 }),
  },
  {
    name: 'patches what writes JSON',
    source: `import json\ndef answer():\n    text = json.dumps([1])\n    json.dumps = json.JSONEncoder.encode = json.encoder.encode_basestring = lambda *_: '42'\n    return ['a', text]`,
    cases: TWICE,
    told: toldReturned(['a', '[1]'], ['a', '[1]']),
  },
  {
    name: 'writes over all memory',
    source: `import ctypes\ndef answer():\n    ctypes.memset(0, 7, 20_000_000)`,
    told: toldFault('tampered', { case: 0, what: 'the memory of the interpreter' }),
  },
]
