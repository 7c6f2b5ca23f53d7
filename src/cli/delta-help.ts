/** In a file of its own, since the help is printed without loading the command. */
export const DELTA_HELP = `delta inspect DIR [--version N | --timestamp T] [--json]
  What a Delta table is at a version: protocol, features, files, rows, bytes, schema and history, the newest version first.
  DIR is the table's folder, or a .zip, .tar, .tar.gz or .tgz with one table in it. No data file is read.

delta rows DIR [--version N | --timestamp T] [--format ndjson]
  Every row as one line of JSON, in no promised order. Decimals are texts at their scale, dates "2024-02-29", timestamps
  "2024-02-29T13:04:05.000006" in UTC, binary "0x0a", whole numbers beyond ±2^53, NaN and infinities texts, maps lists of
  [key, value].

delta changes DIR --from V [--to V] [--format ndjson]
  The change data feed of these versions, both included; without --to up to the latest. A line for each changed row, as for
  rows and in the columns of the last of the versions, with _change_type (insert, delete, update_preimage, update_postimage),
  _commit_version and _commit_timestamp. All of them need delta.enableChangeDataFeed.

delta verify DIR [--json]
  Checks every file of the log against the others, and of the latest version every data file with its deletion vector
  and statistics. Prints a list of findings, {"code","message","where"}; exit code 1 when there are some.

delta demo SCENARIO --out DIR [--fork] [--json]
  Writes the table that a scenario of the lab Delta log ends with into a new folder; --fork the one of its other future. An
  unknown SCENARIO lists them.

  --version N        the table at this version (default: the latest)
  --timestamp T      at the last commit that is not after T: 2024-02-29, 2024-02-29T13:04:05.006Z or with +05:30; UTC
                     unless it says otherwise. A commit's time is its own where the table keeps it, else its file's.
`
