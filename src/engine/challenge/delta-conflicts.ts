import type { Action, Metadata, PartitionValues, Protocol } from '../delta/action-types.ts'
import { checkConflicts, createWinningCommit, isBlindAppend } from '../delta/conflict.ts'
import type { WinningCommit } from '../delta/conflict.ts'
import { canUseSnapshotIsolation } from '../delta/isolation.ts'
import type { IsolationLevel } from '../delta/isolation.ts'
import { ReadSet } from '../delta/read-set.ts'
import { createAdd, createRemove } from './delta-file-actions.ts'

/** A commit of an exercise: what it has read, and what it writes. Partitions are named by one value. */
export interface ExerciseWriter {
  /** Partitions whose rows it looked for; `all` for the whole table; left out by a blind append. */
  readonly reads?: readonly string[] | 'all'
  readonly readFiles?: readonly PlacedFile[]
  readonly add?: readonly PlacedFile[]
  readonly remove?: readonly PlacedFile[]
  /** False for OPTIMIZE, which only rearranges rows. */
  readonly dataChange?: boolean
  readonly changesSchema?: boolean
}

export interface PlacedFile {
  readonly path: string
  readonly partition: string
}

/** How the one that comes second ends: `commits`, or the exception that it sees. */
export function outcomeAgainst(mine: ExerciseWriter, winner: ExerciseWriter, level: IsolationLevel): string {
  const actions = actionsOf(mine)
  const conflict = checkConflicts(
    {
      protocol: PROTOCOL,
      metadata: metadataOf('before'),
      reads: readsOf(mine),
      actions,
      isolation: canUseSnapshotIsolation(actions) ? 'SnapshotIsolation' : level,
      rootPath: undefined,
    },
    winningOf(winner),
  )
  return conflict?.error.exception ?? 'commits'
}

const COLUMN = 'part'
const PROTOCOL: Protocol = {
  kind: 'protocol',
  minReaderVersion: 1,
  minWriterVersion: 2,
  readerFeatures: undefined,
  writerFeatures: undefined,
}

function winningOf(winner: ExerciseWriter): WinningCommit {
  const actions = actionsOf(winner)
  return { ...createWinningCommit(1, actions), isBlindAppend: isBlindAppend(actions, readsOf(winner)) }
}

function readsOf({ reads = [], readFiles = [] }: ExerciseWriter): ReadSet {
  const set = new ReadSet(undefined)
  set.addFiles(readFiles.map(({ path }) => createAdd(path, {})))
  if (reads === 'all') set.isWholeTable = true
  else {
    for (const partition of reads) {
      set.filters.push({ text: `${COLUMN} = ${partition}`, canMatch: (values) => values.get(COLUMN) === partition })
    }
  }
  return set
}

function actionsOf({ add = [], remove = [], dataChange = true, changesSchema = false }: ExerciseWriter): Action[] {
  return [
    ...(changesSchema ? [metadataOf('after')] : []),
    ...remove.map((file) => createRemove(file.path, { dataChange, partitionValues: placeOf(file) })),
    ...add.map((file) => createAdd(file.path, { dataChange, partitionValues: placeOf(file) })),
  ]
}

function placeOf({ partition }: PlacedFile): PartitionValues {
  return new Map([[COLUMN, partition]])
}

function metadataOf(schema: string): Metadata {
  return {
    kind: 'metaData',
    id: 'exercise',
    name: undefined,
    description: undefined,
    provider: 'parquet',
    schemaString: schema,
    partitionColumns: [COLUMN],
    configuration: new Map(),
    createdTime: undefined,
  }
}
