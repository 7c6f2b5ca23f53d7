import type { Sidecar, TextMap } from './action-types.ts'
import { writeCheckpointRows } from './checkpoint-rows.ts'
import type { CheckpointAction } from './checkpoint-rows.ts'
import { runLogCleanup } from './log-cleanup.ts'
import { LAST_CHECKPOINT, SIDECAR_FOLDER, versionPrefix } from './log-path.ts'
import { sortedFiles } from './plan-files.ts'
import { isOn } from './property-value.ts'
import { deletedFileRetentionMs } from './retention.ts'
import type { Snapshot } from './snapshot.ts'
import { isSupported } from './table-features.ts'
import { openTable, report } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import { formatAction } from './write-actions.ts'

const USUAL_INTERVAL = 10
/** Actions of one sidecar at most, as Delta's documentation has it. */
const SIDECAR_ACTIONS = 50_000

/** Commits between two checkpoints: `delta.checkpointInterval`, 10 by default. */
export function checkpointInterval(configuration: TextMap): number {
  return Number(configuration.get('delta.checkpointInterval') ?? USUAL_INTERVAL)
}

export interface CheckpointOptions {
  /** In place of the table's policy. */
  readonly policy?: 'classic' | 'v2'
  /** Form of the top file of a V2 checkpoint. */
  readonly format?: 'json' | 'parquet'
  readonly sidecarActions?: number
}

/**
 * Writes the checkpoint of a version, classic or V2 with sidecars by the table's policy, then the hint `_last_checkpoint`, and
 * cleans the log behind it unless the table forbids it.
 */
export async function runCheckpoint(
  writer: TableWriter,
  version: number,
  options: CheckpointOptions = {},
): Promise<void> {
  const snapshot = await openTable(writer, { version })
  const { configuration } = snapshot.metadata
  const isV2 = (options.policy ?? configuration.get('delta.checkpointPolicy')) === 'v2'
  const files = reconcileFiles(snapshot, writer.now() - deletedFileRetentionMs(configuration))
  const rest = reconcileRest(snapshot)
  const written =
    isV2 && isSupported(snapshot.protocol, 'v2Checkpoint')
      ? await writeV2(writer, version, rest, files, options)
      : await writeFile(
          writer,
          `${versionPrefix(version)}.checkpoint.parquet`,
          writeCheckpointRows([...rest, ...files], false),
        )
  const actions = rest.length + files.length
  report(writer, { kind: 'checkpointWritten', version, path: written.path, actions, sizeBytes: written.sizeBytes })
  const hint = { version, size: actions, sizeInBytes: written.sizeBytes, numOfAddFiles: snapshot.files.count }
  await writer.store.put(LAST_CHECKPOINT, new TextEncoder().encode(JSON.stringify(hint)))
  if (isOn(configuration, 'delta.enableExpiredLogCleanup', true)) await runLogCleanup(writer, snapshot)
}

/** Live files, and removed ones that must still be known (PROTOCOL.md, Action Reconciliation). */
function reconcileFiles(snapshot: Snapshot, keptSinceMs: number): CheckpointAction[] {
  const tombstones = [...snapshot.tombstones.values()].filter(
    ({ deletionTimestamp = 0 }) => deletionTimestamp > keptSinceMs,
  )
  return [...sortedFiles(snapshot), ...tombstones]
}

function reconcileRest({ protocol, metadata, transactions, domains }: Snapshot): CheckpointAction[] {
  return [protocol, metadata, ...transactions.values(), ...domains.values()]
}

interface WrittenFile {
  readonly path: string
  readonly sizeBytes: number
}

async function writeFile({ store }: TableWriter, path: string, bytes: Uint8Array): Promise<WrittenFile> {
  await store.put(path, bytes)
  return { path, sizeBytes: bytes.length }
}

/** Sidecars first: the file that names them makes the checkpoint. */
async function writeV2(
  writer: TableWriter,
  version: number,
  rest: readonly CheckpointAction[],
  files: readonly CheckpointAction[],
  { format = 'json', sidecarActions = SIDECAR_ACTIONS }: CheckpointOptions,
): Promise<WrittenFile> {
  const sidecars: Sidecar[] = []
  for (let start = 0; start < files.length; start += sidecarActions) {
    const name = `${writer.uuid()}.parquet`
    const bytes = writeCheckpointRows(files.slice(start, start + sidecarActions), true)
    await writer.store.put(SIDECAR_FOLDER + name, bytes)
    sidecars.push({ kind: 'sidecar', path: name, sizeInBytes: bytes.length })
  }
  const top: CheckpointAction[] = [{ kind: 'checkpointMetadata', version }, ...rest, ...sidecars]
  const path = `${versionPrefix(version)}.checkpoint.${writer.uuid()}.${format}`
  return writeFile(writer, path, format === 'json' ? writeJson(top, writer.now()) : writeCheckpointRows(top, false))
}

/** A sidecar's time is not read by anybody, but the protocol asks for it. */
function writeJson(actions: readonly CheckpointAction[], modificationTime: number): Uint8Array {
  const lines = actions.map((action) =>
    action.kind === 'sidecar'
      ? JSON.stringify({ sidecar: { path: action.path, sizeInBytes: action.sizeInBytes, modificationTime } })
      : formatAction(action),
  )
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}
