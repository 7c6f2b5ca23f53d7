"""Holds delta-rs to what scripts/delta-proof.mjs says of its tables: rows of every version, history, partitions.

Usage: python3 scripts/delta-proof.py FOLDER  (needs the packages deltalake and pyarrow)
Prints one line a table; exits with 1 when one of them is read differently or not at all.
"""

import json
import pathlib
import sys
import warnings

from deltalake import DeltaTable, QueryBuilder
import pyarrow

from delta_rows import canonical, in_order


def rows_of(table):
    found = pyarrow.table(QueryBuilder().register("t", table).execute("select * from t"))
    rows = []
    for row in found.to_pylist():
        rows.append({field.name: canonical(row[field.name], field.type) for field in found.schema})
    return rows


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
