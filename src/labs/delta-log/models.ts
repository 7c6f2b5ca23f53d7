import type { LabModels } from '../../player/lab-models.ts'

/** For the about page. */
export const MODELS: LabModels = {
  /** What the lab's engine does as Delta Lake does it. */
  models: [
    'A working Delta writer and reader: real JSON commits, real Parquet data files and checkpoints, by the names of PROTOCOL.md; delta-rs opens what it writes.',
    'Optimistic concurrency: a commit is a put of the next version that fails when it is there; the loser reads the winners and makes the seven checks in the order of Delta’s ConflictChecker.',
    'Isolation levels Serializable and WriteSerializable, SnapshotIsolation for commits that change no data, blind appends, and row-level concurrency as Databricks has it.',
    'INSERT, UPDATE, DELETE and MERGE with copy on write or deletion vectors, OPTIMIZE by bin packing, Z-order, VACUUM with its retention check, RESTORE, checkpoints, cleaning of the log.',
    'A store with put-if-absent, and one without, where two writers may both believe that they have won.',
    'Writers that die before or after any of their calls; every order of the calls of two or three writers, tried one by one.',
    'Time travel by version and by timestamp, with the times that the commit files have.',
    'The log that a guide for interviews prints, rebuilt with seven of its mistakes, for the scenarios that begin with “What a naive log gets wrong”.',
    'Skipping of files by partition values and by the minimum and maximum in their statistics.',
  ],
  /** What it leaves out, so that nobody takes its numbers for more than they are. */
  leavesOut: [
    'The time that a call takes: 20 to 60 ms and 20 ms for each MiB are round figures of our own, so that order can be seen; they are no product’s.',
    'Parallel work of one writer: its calls come one after the other.',
    'A driver that keeps the last snapshot in memory: every statement here reads the log again from the nearest checkpoint.',
    'Query engines: SELECT reads every live file of the version; what Spark would skip for its WHERE is not shown.',
    'The rules of Delta 4.1 and later for old files: there RETAIN n HOURS other than 0 gives way to the table’s property, and versions older than the retention are refused even before VACUUM.',
    'Catalog-managed commits, auto compaction, optimized writes, predictive optimization and deletion of whole tables.',
    'Photon, caching, and everything else that makes one engine faster than another.',
  ],
}
