/** Tables that statements make, which between them use what the statement box takes. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  'statements-overwrite': `
    CREATE TABLE t (id INT, name STRING, part STRING) PARTITIONED BY (part)
      TBLPROPERTIES ('delta.checkpointInterval' = '4', 'me' = 'x');
    INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', 'x'), (3, 'c', 'y'), (4, 'd', 'z'), (5, NULL, NULL);
    INSERT INTO t REPLACE WHERE part = 'x' VALUES (6, 'f', 'x');
    INSERT INTO t REPLACE WHERE id < 4 AND part = 'y' VALUES (0, 'g', 'y');
    SET spark.sql.sources.partitionOverwriteMode = dynamic;
    INSERT OVERWRITE t VALUES (7, 'h', 'z'), (8, 'i', 'w');
    SET spark.sql.sources.partitionOverwriteMode = static;
    INSERT OVERWRITE t PARTITION (part = 'w') VALUES (9, 'j');
    SET spark.databricks.delta.write.txnAppId = loader;
    SET spark.databricks.delta.write.txnVersion = 7;
    INSERT INTO t VALUES (10, 'k', 'x');
    INSERT INTO t VALUES (10, 'again', 'x');
    SET spark.databricks.delta.write.txnVersion = 8;
    DELETE FROM t WHERE id = 9;
    SET spark.databricks.delta.write.txnVersion = 9;
    ALTER TABLE t SET TBLPROPERTIES ('delta.appendOnly' = 'TRUE', 'delta.logRetentionDuration' = 'interval 3 days 2 hours');
    ALTER TABLE t UNSET TBLPROPERTIES ('delta.appendOnly', 'me', 'delta.unknown');
    RESTORE TABLE t TO VERSION AS OF 2;
    INSERT OVERWRITE t VALUES (11, 'l', 'v')`,
  'statements-times': `
    CREATE TABLE t (id INT, n INT) TBLPROPERTIES ('delta.checkpointInterval' = '3');
    INSERT INTO t VALUES (1, 1), (2, 2);
    ALTER TABLE t SET TBLPROPERTIES ('delta.enableInCommitTimestamps' = 'true');
    INSERT INTO t VALUES (3, 3);
    ALTER TABLE t ADD CONSTRAINT low CHECK (n < 9);
    ALTER TABLE t SET TBLPROPERTIES ('delta.enableDeletionVectors' = 'true', 'delta.checkpointPolicy' = 'v2');
    DELETE FROM t WHERE id = 1;
    UPDATE t SET n = 8 WHERE id = 2;
    ALTER TABLE t DROP CONSTRAINT low;
    ALTER TABLE t SET TBLPROPERTIES ('delta.enableInCommitTimestamps' = 'false');
    INSERT INTO t VALUES (4, 40);
    OPTIMIZE t ZORDER BY (id, n)`,
  'statements-mapping': `
    CREATE TABLE t (id INT, word STRING, part STRING) PARTITIONED BY (part);
    INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', 'y');
    ALTER TABLE t SET TBLPROPERTIES ('delta.columnMapping.mode' = 'NAME');
    ALTER TABLE t RENAME COLUMN word TO \`a, word\`;
    ALTER TABLE t ADD COLUMNS (n BIGINT COMMENT 'late');
    INSERT INTO t VALUES (3, 'c', 'x', 30);
    ALTER TABLE t RENAME COLUMN part TO region;
    UPDATE t SET n = 20 WHERE region = 'y';
    ALTER TABLE t DROP COLUMN \`a, word\`;
    MERGE INTO t USING (VALUES (1, 'x', 10), (4, 'z', 40)) AS s (id, region, n) ON t.id = s.id
      WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *;
    ALTER TABLE t UNSET TBLPROPERTIES ('delta.columnMapping.mode');
    INSERT INTO t VALUES (5, 'x', 50)`,
  'statements-clustered': `
    CREATE TABLE t (id INT, n INT, s STRING) CLUSTER BY (id, n);
    INSERT INTO t SELECT id, id % 3, CAST(id AS STRING) FROM range(20);
    OPTIMIZE t;
    ALTER TABLE t CLUSTER BY (s);
    INSERT INTO t VALUES (21, 1, 'new');
    OPTIMIZE t FULL;
    ALTER TABLE t CLUSTER BY NONE`,
  'statements-filled': `
    CREATE TABLE t (id INT NOT NULL, ts TIMESTAMP, day DATE GENERATED ALWAYS AS (CAST(ts AS DATE)),
      twice INT GENERATED ALWAYS AS (id * 2), word STRING DEFAULT 'none', n DECIMAL(5,2) DEFAULT 1.5)
      PARTITIONED BY (day) TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported', 'delta.checkpointInterval' = '3');
    INSERT INTO t (id, ts) VALUES (1, TIMESTAMP'2024-01-02 03:04:05'), (2, NULL);
    INSERT INTO t VALUES (3, TIMESTAMP'2024-01-03 00:00:00', DATE'2024-01-03', 6, DEFAULT, 2);
    ALTER TABLE t ALTER COLUMN word SET DEFAULT 'it\\'s';
    ALTER TABLE t ALTER COLUMN n DROP DEFAULT;
    UPDATE t SET id = 5, word = DEFAULT WHERE id = 3;
    MERGE INTO t USING (VALUES (1, TIMESTAMP'2025-01-01 00:00:00'), (9, NULL)) AS s (id, ts) ON t.id = s.id
      WHEN MATCHED THEN UPDATE SET ts = s.ts WHEN NOT MATCHED THEN INSERT (id, ts) VALUES (s.id, s.ts);
    INSERT INTO t REPLACE WHERE day = DATE'2025-01-01'
      VALUES (12, TIMESTAMP'2025-01-01 10:00:00', DATE'2025-01-01', 24, DEFAULT, NULL)`,
}
