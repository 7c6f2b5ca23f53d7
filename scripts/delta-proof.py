"""Holds delta-rs to what scripts/delta-proof.mjs says of its tables: rows of every version, history, partitions.

Usage: python3 scripts/delta-proof.py FOLDER  (needs the packages deltalake and pyarrow)
Prints one line a table; exits with 1 when one of them is read differently or not at all.
"""

import datetime
import decimal
import json
import math
import pathlib
import sys
import warnings

from deltalake import DeltaTable, QueryBuilder
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


def rows_of(table):
    found = pyarrow.table(QueryBuilder().register("t", table).execute("select * from t"))
    rows = []
    for row in found.to_pylist():
        rows.append({field.name: canonical(row[field.name], field.type) for field in found.schema})
    return rows


def in_order(rows):
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def faults_of(folder, expected):
    for version, texts in enumerate(expected["versions"]):
        if texts is None:  # Its files were deleted by VACUUM.
            continue
        rows = in_order(rows_of(DeltaTable(str(folder), version=version)))
        wanted = in_order(json.loads(text) for text in texts)
        if rows != wanted:
            yield f"version {version}: {json.dumps(rows)[:600]} instead of {json.dumps(wanted)[:600]}"
    table = DeltaTable(str(folder))
    if table.version() != len(expected["versions"]) - 1:
        yield f"the latest version is {table.version()}"
    operations = [entry.get("operation") for entry in reversed(table.history())]
    if operations != expected["operations"]:
        yield f"history: {operations} instead of {expected['operations']}"
    if table.metadata().partition_columns != expected["partitionColumns"]:
        yield f"partition columns: {table.metadata().partition_columns}"


def main():
    warnings.simplefilter("error")
    root = pathlib.Path(sys.argv[1])
    failed = 0
    for expected in json.loads((root / "expected.json").read_text()):
        try:
            faults = list(faults_of(root / expected["name"], expected))
        except Exception as error:  # Whatever the reader throws is its answer.
            faults = [f"{type(error).__name__}: {error}"]
        failed += len(faults) > 0
        print(f"{'FAILED' if faults else 'ok'} {expected['name']}: {len(expected['versions'])} versions", *faults, sep="\n  " if faults else " ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
