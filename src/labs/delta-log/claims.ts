import type { ScenarioEntry } from '../../player/lab.ts'

/** What each scenario claims: all that the catalogue knows of it. `scenarios.ts` says how it is run. */
export const CLAIMS: readonly ScenarioEntry[] = [
  {
    id: 'one-partition',
    claim:
      'A and B change different files of one partition, and B is refused: f19 came into region EU after B had looked there.',
  },
  {
    id: 'two-partitions',
    claim: 'UPDATE in EU and UPDATE in US never meet: B loses version 3, passes all 7 checks and commits version 4.',
  },
  {
    id: 'same-partition',
    claim: 'Two UPDATEs in one partition collide although no row is common; begun again, B commits version 4.',
  },
  {
    id: 'appends',
    claim: 'Appends never collide, not even under Serializable: B loses the put and keeps its file for version 4.',
  },
  {
    id: 'blind-append',
    claim: 'A blind append into what B has read is excused under WriteSerializable and a conflict under Serializable.',
  },
  {
    id: 'optimize-and-delete',
    claim: 'OPTIMIZE changes no row and still refuses a DELETE behind it; the other way round OPTIMIZE is refused.',
  },
  {
    id: 'crash-before-commit',
    claim: 'A dies before its put: the table stays at version 2, and one file of 216 B is an orphan.',
  },
  {
    id: 'crash-after-commit',
    claim: 'A dies behind its put and never hears of it: version 3 is there all the same.',
  },
  {
    id: 'one-app-id',
    claim:
      'Two copies of one stream write batch 7: one is refused, and begun again it finds the batch recorded and skips it.',
  },
  {
    id: 'lost-commit',
    claim: 'Without put-if-absent the third order tried loses a commit; with it none of all 4 orders does.',
  },
  {
    id: 'without-checkpoints',
    claim: 'Reading version 12 replays 13 commits without a checkpoint, and 2 behind checkpoint 10.',
  },
  {
    id: 'small-files',
    claim: 'OPTIMIZE makes 2 files of 16: a full read opens 2 instead of 16, and the folder holds more than before.',
  },
  {
    id: 'z-order',
    claim: 'Ordered by x alone, x = 3 reads 1 of 16 files and y = 3 all 16; Z-ordered by both, either reads 4.',
  },
  {
    id: 'clustered',
    claim:
      'Clustered by x and y, OPTIMIZE alone orders the files: y = 3 read all 16 before and reads 4 now, as x = 3 does; a second OPTIMIZE writes nothing.',
  },
  {
    id: 'restore',
    claim: 'RESTORE forgets nothing: version 4 adds the 4 files of version 2 again, and version 3 can still be read.',
  },
  {
    id: 'vacuum',
    claim: 'VACUUM changes no row and ends time travel: 2 files removed 8 days ago go, and versions 1 and 2 with them.',
  },
  {
    id: 'clock-skew',
    claim:
      "B's clock is 30 minutes ahead: version 4 is dated 09:30, so AS OF 09:20 shows version 3 and not what had been committed by then.",
  },
  {
    id: 'schema-drift',
    claim:
      'A new column is a conflict for everyone at work: B is refused at check 2, and begun again it writes null into it.',
  },
  {
    id: 'row-level',
    claim:
      'Two UPDATEs of one file both commit with row-level concurrency, by deletion vectors; without it B is refused.',
  },
  {
    id: 'naive-replay',
    claim:
      'What a naive log gets wrong: versions 0 and 99 are its newest, and after RESTORE to 1 it reads 0 rows. The real one refuses 99 and reads 1.',
  },
  {
    id: 'naive-writers',
    claim:
      'What a naive log gets wrong: two writers of one second share a file name and number 1, and 1 row of 2 is left.',
  },
  {
    id: 'naive-optimize',
    claim:
      'What a naive log gets wrong: OPTIMIZE brings back the 2 rows that an overwrite has replaced. The real one refuses it.',
  },
  {
    id: 'naive-overwrite',
    claim:
      'What a naive log gets wrong: an overwrite takes a row with it that came in between and that no entry removes.',
  },
]
