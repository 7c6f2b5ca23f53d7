"""Holds Spark with delta-spark to what scripts/delta-proof.mjs says of its tables: rows of every version, history, no warning.

Usage: python3 scripts/delta-proof-spark.py FOLDER  (needs Java 17, and the packages pyspark, delta-spark and pyarrow)
Prints one line a table; exits with 1 when one of them is read differently, with a warning, or not at all, and with 3 when
Spark cannot be started here.
"""

import json
import os
import pathlib
import sys
import tempfile

from delta_rows import canonical, in_order

LOG_CONFIG = """
rootLogger.level = warn
rootLogger.appenderRef.file.ref = file
appender.file.type = File
appender.file.name = file
appender.file.fileName = %s
appender.file.append = true
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %%p %%c %%m%%n
"""

# What Spark says of the machine and of itself, not of a table.
OF_NO_TABLE = ("NativeCodeLoader", "spark.util.Utils", "SparkStringUtils", "StandaloneSessionState", "HiveConf", "ObjectStore")


def start_spark(work):
    from delta import configure_spark_with_delta_pip
    from pyspark.sql import SparkSession

    log = work / "spark.log"
    config = work / "log4j2.properties"
    config.write_text(LOG_CONFIG % log)
    builder = (
        SparkSession.builder.master("local[2]")
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.databricks.delta.snapshotPartitions", "1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile=file:{config} -Duser.timezone=UTC")
        .config("spark.sql.warehouse.dir", str(work / "warehouse"))
    )
    return configure_spark_with_delta_pip(builder).getOrCreate(), log


def warnings_since(log, start):
    if not log.exists():
        return []
    lines = log.read_text()[start:].splitlines()
    return [line for line in lines if line.startswith(("WARN", "ERROR")) and not any(word in line for word in OF_NO_TABLE)]


def rows_of(spark, folder, version):
    found = spark.read.format("delta").option("versionAsOf", version).load(str(folder)).toArrow()
    return [{field.name: canonical(row[field.name], field.type) for field in found.schema} for row in found.to_pylist()]


def faults_of(spark, folder, expected):
    for version, texts in enumerate(expected["versions"]):
        if texts is None:  # Its files were deleted by VACUUM.
            continue
        rows = in_order(rows_of(spark, folder, version))
        wanted = in_order(json.loads(text) for text in texts)
        if rows != wanted:
            yield f"version {version}: {json.dumps(rows)[:600]} instead of {json.dumps(wanted)[:600]}"
    history = spark.sql(f"DESCRIBE HISTORY delta.`{folder}`").collect()
    operations = [entry["operation"] for entry in reversed(history)]
    if operations != expected["operations"]:
        yield f"history: {operations} instead of {expected['operations']}"
    [detail] = spark.sql(f"DESCRIBE DETAIL delta.`{folder}`").collect()
    if list(detail["partitionColumns"]) != expected["partitionColumns"]:
        yield f"partition columns: {detail['partitionColumns']}"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    failed = 0
    with tempfile.TemporaryDirectory() as work:
        os.environ["SPARK_LOCAL_DIRS"] = work
        try:
            spark, log = start_spark(pathlib.Path(work))
        except Exception as error:
            print(f"Spark cannot be started here: {str(error)[:300]}")
            return 3
        for expected in json.loads((root / "expected.json").read_text()):
            start = len(log.read_text()) if log.exists() else 0
            try:
                faults = list(faults_of(spark, root / expected["name"], expected))
            except Exception as error:  # Whatever the reader throws is its answer.
                faults = [f"{type(error).__name__}: {str(error)[:2000]}"]
            faults += warnings_since(log, start)
            failed += len(faults) > 0
            print(f"{'FAILED' if faults else 'ok'} {expected['name']}: {len(expected['versions'])} versions in Spark", *faults, sep="\n  " if faults else " ", flush=True)
        spark.stop()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
