"""
Values on the wire: JSON text in which an object with the key "$" names what JSON lacks (see value.ts, which speaks the
same). Nothing in here calls what a program has defined, but for the fields of its objects.
"""

import re
import sys
from _json import encode_basestring, make_encoder
from datetime import datetime, timedelta, timezone
from enum import Enum
from json import JSONDecoder
from math import isfinite
from types import BuiltinFunctionType, FunctionType, MethodType

KEY = '$'
MOST_LEVELS = 1_000
# Numbers of JavaScript are whole and exact up to here; what is beyond is a bigint.
MOST_EXACT = 2**53
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MILLISECOND = timedelta(milliseconds=1)
DIGITS_OF_LANGUAGE = sys.get_int_max_str_digits()


class ResultError(Exception):
    """What was returned is not plain data, or too much of it; the message says which."""


def read_value(text):
    """What wire text stands for."""
    decoder = EXACT_DECODER if LONG_NUMBER.search(text) else DECODER
    sys.set_int_max_str_digits(0)
    try:
        return decoder.decode(text)
    finally:
        sys.set_int_max_str_digits(DIGITS_OF_LANGUAGE)


def _read_whole(digits):
    """A number that a double holds, though it is written as a whole number."""
    whole = int(digits)
    return whole if -MOST_EXACT <= whole <= MOST_EXACT else float(digits)


def _read_tagged(record):
    if KEY not in record:
        return record
    kind, of = record[KEY], record.get('of')
    if kind == 'undefined':
        return None
    if kind == 'number':
        return float(of)
    if kind == 'bigint':
        return int(of)
    if kind == 'bytes':
        return bytes(of)
    if kind == 'date':
        return None if of is None else EPOCH + of * MILLISECOND
    if kind == 'set':
        return {_freeze(each) for each in of}
    if kind in ('map', 'object'):
        return {_freeze(key): each for key, each in of}
    raise ValueError(f'no kind of value is called {kind}')


def _freeze(value):
    """A value as a key: lists and sets cannot be one, tuples and frozen sets can."""
    if type(value) is list:
        return tuple([_freeze(each) for each in value])
    return frozenset(value) if type(value) is set else value


LONG_NUMBER = re.compile(r'\d{16}')
DECODER = JSONDecoder(object_hook=_read_tagged)
EXACT_DECODER = JSONDecoder(object_hook=_read_tagged, parse_int=_read_whole)


def write_result(value, most):
    """Wire text of a value, of about `most` characters at most. Raises a ResultError at what has no place in the wire."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(MOST_LEVELS * 10)
    sys.set_int_max_str_digits(0)
    try:
        writer = _Writer(most)
        writer.put_value(value)
        return ''.join(writer.parts)
    finally:
        sys.set_int_max_str_digits(DIGITS_OF_LANGUAGE)
        sys.setrecursionlimit(limit)


def write_text(text):
    """A JSON string."""
    return encode_basestring(text)


def _refuse(value):
    raise ValueError(value)


# Of a list whose items are all of one simple kind.
_encode_list = make_encoder(None, _refuse, encode_basestring, None, ':', ',', False, False, False)
SIMPLE = {str, bool, type(None)}


def _is_simple(items):
    kinds = set(map(type, items))
    if kinds == {int}:
        return -MOST_EXACT <= min(items) and max(items) <= MOST_EXACT
    # A zero may be the negative one, which JSON loses.
    if kinds == {float}:
        return all(map(isfinite, items)) and 0.0 not in items
    return kinds <= SIMPLE


class _Writer:
    def __init__(self, most):
        self.most = most
        self.left = most
        self.parts = []
        self.above = set()

    def put(self, text):
        self.left -= len(text)
        if self.left < 0:
            raise ResultError(f'the result is larger than {self.most} characters')
        self.parts.append(text)

    def put_value(self, value):
        kind = type(value)
        if value is None:
            self.put('null')
        elif kind is bool:
            self.put('true' if value else 'false')
        elif issubclass(kind, str):
            # Longer than the text itself is what JSON makes of it.
            if len(value) > self.left:
                self.put(value)
            self.put(encode_basestring(str.__str__(value)))
        elif issubclass(kind, int):
            self.put_int(value)
        elif issubclass(kind, float):
            self.put_float(float.__float__(value))
        else:
            self.put_container(value, kind)

    def put_int(self, value):
        if -MOST_EXACT <= value <= MOST_EXACT:
            return self.put(int.__repr__(value))
        if int.bit_length(value) > 4 * self.left:
            raise ResultError(f'the result is larger than {self.most} characters')
        self.put(f'{{"$":"bigint","of":"{int.__repr__(value)}"}}')

    def put_float(self, value):
        text = float.__repr__(value)
        if text == '-0.0' or not isfinite(value):
            name = {'-0.0': '-0', 'inf': 'Infinity', '-inf': '-Infinity', 'nan': 'NaN'}[text]
            text = f'{{"$":"number","of":"{name}"}}'
        self.put(text)

    def put_container(self, value, kind):
        if id(value) in self.above:
            raise ResultError('the result holds itself')
        if len(self.above) == MOST_LEVELS:
            raise ResultError(f'the result is nested deeper than {MOST_LEVELS} levels')
        self.above.add(id(value))
        if issubclass(kind, list):
            self.put_items(list.__getitem__(value, slice(None)))
        elif issubclass(kind, tuple):
            self.put_items(list(tuple.__iter__(value)))
        elif issubclass(kind, dict):
            self.put_dict(dict(dict.items(value)))
        elif issubclass(kind, (set, frozenset)):
            self.put('{"$":"set","of":')
            self.put_items(list((set if issubclass(kind, set) else frozenset).__iter__(value)))
            self.put('}')
        elif issubclass(kind, (bytes, bytearray)):
            self.put('{"$":"bytes","of":')
            self.put_items(list(bytes(memoryview(value))))
            self.put('}')
        elif issubclass(kind, datetime):
            self.put(f'{{"$":"date","of":{_milliseconds_of(value)}}}')
        else:
            self.put_dict(_fields_of(value, kind))
        self.above.discard(id(value))

    def put_items(self, items):
        if items and len(items) <= self.left and _is_simple(items):
            return self.put(''.join(_encode_list(items, 0)))
        self.put('[')
        for i, item in enumerate(items):
            if i > 0:
                self.put(',')
            self.put_value(item)
        self.put(']')

    def put_dict(self, record):
        is_text = all(issubclass(type(key), str) for key in record)
        if not is_text or KEY in record:
            self.put('{"$":"object","of":' if is_text else '{"$":"map","of":')
            self.put_items(list(record.items()))
            return self.put('}')
        self.put('{')
        for i, (key, item) in enumerate(record.items()):
            self.put(f'{"," if i > 0 else ""}{encode_basestring(str.__str__(key))}:')
            self.put_value(item)
        self.put('}')


def _milliseconds_of(moment):
    return ((moment.replace(tzinfo=timezone.utc) if moment.tzinfo is None else moment) - EPOCH) // MILLISECOND


def _fields_of(value, kind):
    """The fields of an object whose class the program has defined."""
    is_own = type.__getattribute__(kind, '__module__') in ('program', 'given')
    if not is_own or issubclass(kind, (type, Enum, BaseException)):
        raise ResultError(f'{_describe(value, kind)} is no plain data')
    slots = {name: getattr(value, name) for name in _slots_of(kind) if hasattr(value, name)}
    return {**slots, **getattr(value, '__dict__', {})}


def _slots_of(kind):
    for each in reversed(kind.__mro__):
        slots = each.__dict__.get('__slots__', ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name not in ('__dict__', '__weakref__'):
                yield name


def _describe(value, kind):
    if issubclass(kind, (FunctionType, BuiltinFunctionType, MethodType)):
        return 'a function'
    if issubclass(kind, type):
        return 'a class'
    return f'an object of the kind {type.__getattribute__(kind, "__name__")}'
