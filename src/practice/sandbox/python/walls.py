"""
Readies the interpreter for programs: loads what they are likely to import, and takes away what leads out of the language,
to JavaScript, to packages, to the page.
"""

import asyncio
import importlib
import random
import sys
import time

from . import loop

# Every case begins from one state of memory, in which these are already loaded.
LIKELY = """
abc array bisect calendar cmath collections.abc contextlib copy csv dataclasses datetime decimal enum fractions functools
graphlib hashlib heapq io itertools json math numbers operator pprint queue random re secrets statistics string struct
textwrap threading time traceback types typing uuid weakref zlib zoneinfo
""".split()

ROOTS = ('js', 'pyodide', 'pyodide_js', '_pyodide', '_pyodide_core', 'sandbox')


class _Wall:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] in ROOTS:
            raise ModuleNotFoundError(f'No module named {name!r}', name=name)
        return None


def prepare():
    """What needs no JavaScript, and is kept in the snapshot. One program has one verdict, so chance is the same for each."""
    for name in LIKELY:
        importlib.import_module(name)
    random.seed(0)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding='utf-8', errors='backslashreplace', line_buffering=True, write_through=True)


def close():
    """Called once, after the last thing that needs JavaScript."""
    webloop = sys.modules['pyodide.webloop']
    asyncio.run = webloop._orig_run
    time.sleep = webloop._orig_sleep
    loop.install()
    own = [finder for finder in sys.meta_path if getattr(finder, '__module__', '').startswith('_frozen_importlib')]
    sys.meta_path[:] = [_Wall(), *own]
    for name in list(sys.modules):
        if name.partition('.')[0] in ROOTS:
            del sys.modules[name]
    vars(sys.modules['__main__']).clear()
    sys.path[:] = [path for path in sys.path if path.endswith('.zip')]
