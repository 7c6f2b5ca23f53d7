"""What the thread of `test-harness-python.ts` calls: compiles a program, and calls its entry in a namespace of its own."""

import json
import sys
import traceback
import types
from datetime import datetime, timedelta, timezone
from inspect import isawaitable

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
NUMBERS = {'NaN': float('nan'), 'Infinity': float('inf'), '-Infinity': float('-inf'), '-0': -0.0}


class MissingEntry(Exception):
    pass


class ResultError(Exception):
    pass


class Program:
    pass


program = Program()


def load(source, given, kind, name, voids, most):
    program.kind, program.name, program.most, program.given = kind, name, most, given
    program.voids = voids.split()
    try:
        program.code = compile(source, 'program.py', 'exec')
    except SyntaxError as error:
        return json.dumps({'name': 'SyntaxError', 'message': str(error.msg), 'places': [f'{error.lineno or 1}:{error.offset or 1}']})
    return ''


def call(values):
    args = read_value(json.loads(values))
    try:
        result = call_entry(args)
        text = json.dumps(write_value(result), allow_nan=False)
        if len(text) > program.most:
            raise ResultError(f'the result is larger than {program.most} characters')
        return json.dumps({'kind': 'returned', 'value': text})
    except MissingEntry as error:
        return json.dumps({'kind': 'missing-entry', 'name': str(error)})
    except ResultError as error:
        return json.dumps({'kind': 'result', 'reason': str(error)})
    except RecursionError as error:
        return json.dumps({'kind': 'recursion', 'error': describe(error)})
    except (SystemExit, KeyboardInterrupt):
        return json.dumps({'kind': 'exited'})
    except MemoryError:
        return json.dumps({'kind': 'memory'})
    except BaseException as error:
        return json.dumps({'kind': 'threw', 'error': describe(error)})


def call_entry(args):
    if program.given:
        module = types.ModuleType('given')
        exec(program.given, module.__dict__)
        sys.modules['given'] = module
    module = types.ModuleType('program')
    sys.modules['program'] = module
    exec(program.code, module.__dict__)
    entry = module.__dict__.get(program.name)
    if not callable(entry):
        raise MissingEntry(program.name)
    if program.kind == 'function':
        return settle(entry(*args))
    is_given = bool(args) and args[0][0] == 'constructor'
    target = entry(*args[0][1:]) if is_given else entry()
    outputs = []
    for method, *rest in args[1 if is_given else 0 :]:
        if not callable(getattr(target, method, None)):
            raise MissingEntry(f'{program.name}.{method}')
        returned = settle(getattr(target, method)(*rest))
        outputs.append(None if method in program.voids else returned)
    return outputs


def settle(value):
    if not isawaitable(value):
        return value

    async def wait():
        return await value

    coroutine = wait()
    try:
        while True:
            coroutine.send(None)
    except StopIteration as end:
        return end.value


def describe(error):
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == 'program.py']
    places = [f'{frame.lineno}:{(frame.colno or 0) + 1}' for frame in reversed(frames)][:30]
    return {'name': type(error).__name__, 'message': str(error)[:2000], 'places': places}


def freeze(value):
    if isinstance(value, list):
        return tuple(freeze(each) for each in value)
    return frozenset(value) if isinstance(value, set) else value


def read_value(wire):
    if isinstance(wire, list):
        return [read_value(each) for each in wire]
    if not isinstance(wire, dict):
        return wire
    if '$' not in wire:
        return {key: read_value(each) for key, each in wire.items()}
    kind, of = wire['$'], wire.get('of')
    if kind == 'undefined':
        return None
    if kind == 'number':
        return NUMBERS[of]
    if kind == 'bigint':
        return int(of)
    if kind == 'bytes':
        return bytes(of)
    if kind == 'date':
        return EPOCH + timedelta(milliseconds=of)
    if kind == 'set':
        return {freeze(read_value(each)) for each in of}
    return {freeze(read_value(key)): read_value(each) for key, each in of}


def write_value(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if abs(value) <= 2**53 else {'$': 'bigint', 'of': str(value)}
    if isinstance(value, float):
        if value != value or value in (float('inf'), float('-inf')):
            return {'$': 'number', 'of': 'NaN' if value != value else 'Infinity' if value > 0 else '-Infinity'}
        return value
    if isinstance(value, (list, tuple)):
        return [write_value(each) for each in value]
    if isinstance(value, (set, frozenset)):
        return {'$': 'set', 'of': [write_value(each) for each in value]}
    if isinstance(value, dict):
        if all(isinstance(key, str) for key in value):
            if '$' not in value:
                return {key: write_value(each) for key, each in value.items()}
            return {'$': 'object', 'of': [[key, write_value(each)] for key, each in value.items()]}
        return {'$': 'map', 'of': [[write_value(key), write_value(each)] for key, each in value.items()]}
    if isinstance(value, (bytes, bytearray)):
        return {'$': 'bytes', 'of': list(value)}
    if isinstance(value, datetime):
        moment = value if value.tzinfo else value.replace(tzinfo=timezone.utc)
        return {'$': 'date', 'of': (moment - EPOCH) // timedelta(milliseconds=1)}
    raise ResultError(f'an object of the kind {type(value).__name__} is no plain data')
