"""Rows that another reader has read, in the form of what scripts/delta-proof.mjs expects."""

import datetime
import decimal
import json
import math

import pyarrow


def canonical(value, kind):
    """A value of Arrow in the form of the expected JSON."""
    if value is None:
        return None
    if pyarrow.types.is_struct(kind):
        return {field.name: canonical(value.get(field.name), field.type) for field in kind}
    if pyarrow.types.is_map(kind):
        pairs = [[canonical(k, kind.key_type), canonical(v, kind.item_type)] for k, v in value]
        return sorted(pairs, key=lambda pair: json.dumps(pair[0]))
    if pyarrow.types.is_list(kind) or pyarrow.types.is_large_list(kind):
        return [canonical(item, kind.value_type) for item in value]
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, datetime.datetime):
        moment = value.astimezone(datetime.timezone.utc) if value.tzinfo else value
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray, memoryview)):
        return "0x" + bytes(value).hex()
    if isinstance(value, float) and (math.isnan(value) or math.isinf(value)):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53:
        return str(value)
    return value


def in_order(rows):
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
