import type { Action, DeletionVectorDescriptor, SetTransaction, TextMap } from './action-types.ts'

/** Bytes of a commit: one action a line (PROTOCOL.md, Delta Log Entries). */
export function writeActions(actions: Iterable<Action>): Uint8Array<ArrayBuffer> {
  let text = ''
  for (const action of actions) text += `${formatAction(action)}\n`
  return new TextEncoder().encode(text)
}

/** An action as one line of JSON: the inverse of `parseAction`. */
export function formatAction(action: Action): string {
  if (action.kind === 'txn') return formatTransaction(action)
  return JSON.stringify({ [action.kind]: toFields(action) })
}

/** The fields of an action as JSON has them; what is undefined is left out, a null in a map is null. */
export function toFields(action: Action): Readonly<Record<string, unknown>> {
  switch (action.kind) {
    case 'add': {
      const { path, partitionValues, size, modificationTime, dataChange, stats, deletionVector } = action
      const { tags, baseRowId, defaultRowCommitVersion, clusteringProvider } = action
      return {
        path,
        partitionValues: toObject(partitionValues),
        size,
        modificationTime,
        dataChange,
        stats,
        tags: tags === undefined ? undefined : toObject(tags),
        deletionVector: vectorFields(deletionVector),
        baseRowId,
        defaultRowCommitVersion,
        clusteringProvider,
      }
    }
    case 'remove': {
      const { path, deletionTimestamp, dataChange, partitionValues, size, deletionVector } = action
      return {
        path,
        deletionTimestamp,
        dataChange,
        extendedFileMetadata: partitionValues !== undefined && size !== undefined ? true : undefined,
        partitionValues: partitionValues === undefined ? undefined : toObject(partitionValues),
        size,
        deletionVector: vectorFields(deletionVector),
      }
    }
    case 'cdc':
      return {
        path: action.path,
        partitionValues: toObject(action.partitionValues),
        size: action.size,
        dataChange: false,
      }
    case 'metaData': {
      const { id, name, description, provider, schemaString, partitionColumns, configuration, createdTime } = action
      return {
        id,
        name,
        description,
        format: { provider, options: {} },
        schemaString,
        partitionColumns,
        configuration: toObject(configuration),
        createdTime,
      }
    }
    case 'commitInfo':
      return action.fields
    default:
      return Object.fromEntries(Object.entries(action).filter(([name]) => name !== 'kind'))
  }
}

/** By hand, since JSON of the program has no bigint. */
function formatTransaction({ appId, version, lastUpdated }: SetTransaction): string {
  const time = lastUpdated === undefined ? '' : `,"lastUpdated":${lastUpdated}`
  return `{"txn":{"appId":${JSON.stringify(appId)},"version":${version}${time}}}`
}

function vectorFields(vector: DeletionVectorDescriptor | undefined): unknown {
  if (vector === undefined) return undefined
  const { storageType, pathOrInlineDv, offset, sizeInBytes, cardinality } = vector
  return { storageType, pathOrInlineDv, offset, sizeInBytes, cardinality }
}

function toObject(map: TextMap): Record<string, string | null> {
  return Object.fromEntries([...map].map(([key, value]) => [key, value ?? null]))
}
