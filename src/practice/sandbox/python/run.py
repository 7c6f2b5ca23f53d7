"""
Runs a program, one call or one row of calls. Whoever asks puts the memory of the interpreter back between two cases, so
nothing is tidied up in here. Answers are JSON text, but for a result, which is "=" and its wire text.
"""

import builtins
import linecache
import sys
import warnings
from importlib.machinery import ModuleSpec
from inspect import isawaitable
from types import ModuleType

from .loop import Loop, Unsettled, settle
from .wire import ResultError, read_value, write_result, write_text

MOST_CHARACTERS = 2_000
MOST_PLACES = 30
FILES = {'program': 'program.py', 'given': 'given.py'}


class MissingEntry(Exception):
    """The program lacks what it must define; the message is its name."""


class Program:
    """What is run. There is one of it for each interpreter."""

    def __init__(self):
        self.kind = ''
        self.name = ''
        self.voids = []
        self.most = 0
        self.source = ''
        self.code = {}
        self.values = None
        self.refusal = None
        self.ending = None
        self.loop = None


program = Program()
kept_builtins = dict(vars(builtins))


def load(order):
    """Compiles a program and what it is given. Gives "" or why it is no program."""
    order = read_value(order)
    program.kind, program.name, program.voids, program.most = (order[key] for key in ('kind', 'name', 'voids', 'most'))
    program.source = order['program']
    sys.meta_path.insert(0, _Given())
    try:
        for name, file in FILES.items():
            program.code[name] = _compile(order[name], file)
    except (SyntaxError, ValueError) as error:
        return _write_syntax_error(error)
    except (RecursionError, MemoryError):
        return _write_error('SyntaxError', 'The source is nested too deeply to be compiled.', [])
    return ''


def _compile(source, file):
    # Tracebacks show lines of it.
    linecache.cache[file] = (len(source), None, source.splitlines(True), file)
    with warnings.catch_warnings(action='ignore'):
        return compile(source, file, 'exec', dont_inherit=True)


class _Given:
    """Finds the module `given`, which is evaluated when a program first imports it."""

    def find_spec(self, name, path=None, target=None):
        return ModuleSpec(name, self) if name == 'given' else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(program.code['given'], vars(module))


def take(values):
    """The arguments of the call to come. What Python has no value for is told by the call."""
    try:
        program.values = read_value(values)
    except Exception as error:
        program.refusal = error
    return ''


def call():
    """Evaluates the program and calls its entry. Gives "" when it returned, else how it ended."""
    try:
        if program.refusal is not None:
            raise program.refusal
        program.ending = _call_entry(program.values)
        return ''
    except BaseException as error:
        return _write_ending(error)


def answer():
    """Writes what was returned, or how that failed."""
    tampered = _find_change()
    if tampered is not None:
        return tampered
    try:
        text = write_result(program.ending, program.most)
    except ResultError as error:
        return f'{{"kind":"result","reason":{write_text(str(error))}}}'
    except BaseException as error:
        text = _write_ending(error)
    else:
        text = f'={text}'
    # Fields of its own objects may have run code meanwhile.
    return _find_change() or text


def tampering():
    """What was changed that belongs to the language, or ""."""
    return _find_change() or ''


def _find_change():
    now = vars(builtins)
    for name in {**kept_builtins, **now}:
        if kept_builtins.get(name, program) is not now.get(name, program) and name != '_':
            return f'{{"kind":"tampered","what":{write_text(f"builtins.{name}")}}}'
    return None


def _call_entry(values):
    module = ModuleType('program')
    sys.modules['program'] = module
    exec(program.code['program'], vars(module))
    entry = vars(module).get(program.name)
    if not callable(entry):
        raise MissingEntry(program.name)
    return _call_methods(entry, values) if program.kind == 'class' else _settled(entry(*values))


def _call_methods(entry, calls):
    is_given = len(calls) > 0 and calls[0][0] == 'constructor'
    thing = entry(*(calls[0][1:] if is_given else ()))
    outputs = []
    for name, *values in calls[1:] if is_given else calls:
        method = getattr(thing, name, None)
        if not callable(method):
            raise MissingEntry(f'{program.name}.{name}')
        returned = _settled(method(*values))
        outputs.append(None if name in program.voids else returned)
    return outputs


def _settled(value):
    if not isawaitable(value):
        return value
    if program.loop is None:
        program.loop = Loop()
    return program.loop.run_until_complete(settle(value))


def _write_ending(error):
    kind = type(error)
    if kind is MissingEntry:
        return f'{{"kind":"missing-entry","name":{write_text(str(error))}}}'
    if kind is Unsettled:
        return '{"kind":"unsettled"}'
    if issubclass(kind, SystemExit):
        return '{"kind":"exited"}'
    if issubclass(kind, MemoryError):
        return '{"kind":"memory"}'
    told = _write_error(_name_of(kind), _message_of(error), _places_of(error))
    if issubclass(kind, RecursionError):
        return f'{{"kind":"recursion","error":{told}}}'
    return f'{{"kind":"threw","error":{told}}}'


def _name_of(kind):
    name = type.__dict__['__name__'].__get__(kind)
    return name[:MOST_CHARACTERS]


def _message_of(error):
    try:
        return str(error)[:MOST_CHARACTERS]
    except Exception:
        return 'its message cannot be read'


def _places_of(error):
    """The places of the program that it came through, innermost first."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == FILES['program']:
            places.append(_place_of(code, trace.tb_lasti, trace.tb_lineno))
        trace = trace.tb_next
    return places[: -MOST_PLACES - 1 : -1]


def _place_of(code, at, line):
    positions = list(code.co_positions())
    column = positions[at // 2][2] if 0 <= at // 2 < len(positions) else None
    text = linecache.getline(FILES['program'], line).encode('utf-8', 'replace')
    # Columns of code count bytes.
    return f'{line}:{len(text[: column or 0].decode("utf-8", "replace")) + 1}'


def _write_syntax_error(error):
    if not isinstance(error, SyntaxError):
        return _write_error('SyntaxError', str(error), [])
    is_placed = error.lineno is not None and error.filename == FILES['program']
    places = [f'{error.lineno}:{max(error.offset or 1, 1)}'] if is_placed else []
    return _write_error(type(error).__name__, str(error.msg), places)


def _write_error(name, message, places):
    list_ = ','.join(f'"{place}"' for place in places)
    return f'{{"name":{write_text(name)},"message":{write_text(message)},"places":[{list_}]}}'
