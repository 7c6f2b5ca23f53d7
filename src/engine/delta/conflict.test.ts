import { describe, expect, it } from 'vitest'
import { MemoryStore } from '../storage/memory-store.ts'
import { runAppend } from './append.ts'
import { checkConflicts, createWinningCommit, isBlindAppend } from './conflict.ts'
import type { CheckOutcome, PendingCommit } from './conflict.ts'
import type { Action, Add, Metadata, Protocol } from './action-types.ts'
import { runCreate } from './create.ts'
import { runDelete } from './delete.ts'
import { isolationOf } from './isolation.ts'
import type { IsolationLevel, Product } from './isolation.ts'
import { runMerge } from './merge.ts'
import { runOptimize } from './optimize.ts'
import { runSetProperties } from './alter.ts'
import { runRestore } from './restore.ts'
import { ALL_ROWS } from './row-condition.ts'
import { ALL_PARTITIONS, ReadSet } from './read-set.ts'
import { commitLast, packStore, runActors, writerActor } from './test-actors.ts'
import type { Operate } from './test-actors.ts'
import { createTestWriter, ITEMS, items, readItems, where, whereId } from './test-tables.ts'
import { runUpdate } from './update.ts'
import type { WriteStep } from './write-steps.ts'

const insert: Operate = (writer) => runAppend(writer, items('8 n x'))
const insertSelect: Operate = (writer) => runAppend(writer, items('9 s x'), { readsTable: true })
const update: Operate = (writer) => runUpdate(writer, { where: whereId(1), set: ([id, , part]) => [id, 'U', part] })
const updateOther: Operate = (writer) =>
  runUpdate(writer, { where: whereId(3), set: ([id, , part]) => [id, 'V', part] })
/** Goes with its whole file: nothing is added. */
const deleteFile: Operate = (writer) => runDelete(writer, { where: where('id < 3', ([id]) => (id as number) < 3) })
const optimize: Operate = (writer) => runOptimize(writer)
const merge: Operate = (writer) =>
  runMerge(writer, {
    source: items('1 M x', '6 m x').rows,
    on: { text: 't.id = s.id', target: ALL_ROWS, test: ([a], [b]) => a === b },
    matched: [{ kind: 'update', set: (_, source) => source }],
    notMatched: [{ insert: (source) => source }],
  })
const setOwner: Operate = (writer) => runSetProperties(writer, new Map([['owner', 'me']]))
const restore: Operate = (writer) => runRestore(writer, { target: { version: 0 } })

async function createStore(partitionColumns: readonly string[] = []) {
  const store = new MemoryStore()
  const writer = createTestWriter(store, 'maker')
  await runCreate(writer, { schema: ITEMS, partitionColumns }, items('1 a x', '2 b x'))
  await runAppend(writer, items('3 c y'))
  await runAppend(writer, items('4 d y'))
  return packStore(store)
}

const stores = Promise.all([createStore(), createStore(['part'])])

async function meet(
  me: Operate,
  winner: Operate,
  product: Product,
  options: { isPartitioned?: boolean; isolation?: IsolationLevel; onStep?: (step: WriteStep) => void } = {},
) {
  const fill = (await stores)[options.isPartitioned === true ? 1 : 0]
  const store = fill()
  const { isolation, onStep } = options
  const overrides = { product, ...(isolation && { isolation }), ...(onStep && { onStep }) }
  const actors = [
    writerActor(store, 'me', me, { overrides }),
    writerActor(store, 'winner', winner, { overrides: { product } }),
  ]
  const { resultOf } = await runActors(actors, commitLast('me'))
  expect(resultOf('winner').kind).toBe('committed')
  const result = resultOf('me')
  return {
    result,
    rows: await readItems(store),
    word: result.kind === 'conflicted' ? result.conflict.code : result.kind,
  }
}

describe('the conflict matrix of open-source Delta (Serializable)', () => {
  it.each([
    ['INSERT', insert, 'INSERT', insert, 'committed'],
    ['INSERT', insert, 'UPDATE', update, 'committed'],
    ['INSERT', insert, 'OPTIMIZE', optimize, 'committed'],
    ['INSERT SELECT', insertSelect, 'INSERT', insert, 'DELTA_CONCURRENT_APPEND'],
    ['UPDATE', update, 'INSERT', insert, 'DELTA_CONCURRENT_APPEND'],
    ['UPDATE', update, 'UPDATE of the same row', update, 'DELTA_CONCURRENT_APPEND'],
    ['UPDATE', update, 'UPDATE of another row in another file', updateOther, 'DELTA_CONCURRENT_APPEND'],
    ['UPDATE', update, 'DELETE of its file', deleteFile, 'DELTA_CONCURRENT_DELETE_READ'],
    ['UPDATE', updateOther, 'DELETE of another file', deleteFile, 'committed'],
    ['UPDATE', update, 'OPTIMIZE', optimize, 'DELTA_CONCURRENT_APPEND'],
    ['DELETE', deleteFile, 'INSERT', insert, 'DELTA_CONCURRENT_APPEND'],
    ['DELETE', deleteFile, 'DELETE', deleteFile, 'DELTA_CONCURRENT_DELETE_READ'],
    ['DELETE', deleteFile, 'OPTIMIZE', optimize, 'DELTA_CONCURRENT_APPEND'],
    ['OPTIMIZE', optimize, 'INSERT', insert, 'committed'],
    ['OPTIMIZE', optimize, 'UPDATE', update, 'DELTA_CONCURRENT_DELETE_READ'],
    ['OPTIMIZE', optimize, 'DELETE', deleteFile, 'DELTA_CONCURRENT_DELETE_READ'],
    ['OPTIMIZE', optimize, 'OPTIMIZE', optimize, 'DELTA_CONCURRENT_DELETE_READ'],
    ['INSERT', insert, 'MERGE', merge, 'committed'],
    ['MERGE', merge, 'INSERT', insert, 'DELTA_CONCURRENT_APPEND'],
    ['MERGE', merge, 'MERGE', merge, 'DELTA_CONCURRENT_APPEND'],
    ['MERGE', merge, 'OPTIMIZE', optimize, 'DELTA_CONCURRENT_APPEND'],
    ['OPTIMIZE', optimize, 'MERGE', merge, 'DELTA_CONCURRENT_DELETE_READ'],
    // RESTORE writes the metadata again, and here they are as they were.
    ['INSERT', insert, 'RESTORE', restore, 'committed'],
    ['UPDATE', update, 'RESTORE', restore, 'committed'],
    ['UPDATE of what it takes out', updateOther, 'RESTORE', restore, 'DELTA_CONCURRENT_DELETE_READ'],
    ['INSERT', insert, 'SET TBLPROPERTIES', setOwner, 'DELTA_METADATA_CHANGED'],
    ['RESTORE', restore, 'INSERT', insert, 'exhausted'],
  ] as const)('%s behind %s: %s', async (...[, me, , winner, expected]) => {
    expect((await meet(me, winner, 'oss')).word).toBe(expected)
  })
})

describe('the conflict matrix of Databricks without row-level concurrency (WriteSerializable)', () => {
  it.each([
    ['INSERT', insert, 'INSERT', insert, 'committed'],
    ['INSERT SELECT', insertSelect, 'INSERT', insert, 'committed'],
    ['UPDATE', update, 'INSERT', insert, 'committed'],
    ['UPDATE', update, 'INSERT SELECT', insertSelect, 'DELTA_CONCURRENT_APPEND'],
    ['UPDATE', update, 'UPDATE of another row', updateOther, 'DELTA_CONCURRENT_APPEND'],
    ['UPDATE', update, 'DELETE of its file', deleteFile, 'DELTA_CONCURRENT_DELETE_READ'],
    ['UPDATE', update, 'OPTIMIZE', optimize, 'DELTA_CONCURRENT_APPEND'],
    ['DELETE', deleteFile, 'INSERT', insert, 'committed'],
    ['MERGE', merge, 'INSERT', insert, 'committed'],
    ['MERGE', merge, 'MERGE', merge, 'DELTA_CONCURRENT_APPEND'],
    ['MERGE', merge, 'OPTIMIZE', optimize, 'DELTA_CONCURRENT_APPEND'],
    ['OPTIMIZE', optimize, 'INSERT', insert, 'committed'],
    ['OPTIMIZE', optimize, 'UPDATE', update, 'DELTA_CONCURRENT_DELETE_READ'],
  ] as const)('%s behind %s: %s', async (...[, me, , winner, expected]) => {
    expect((await meet(me, winner, 'databricks')).word).toBe(expected)
  })

  it('and Serializable, when it is chosen, is as strict as the other product', async () => {
    expect((await meet(update, insert, 'databricks', { isolation: 'Serializable' })).word).toBe(
      'DELTA_CONCURRENT_APPEND',
    )
  })
})

describe('partitions', () => {
  const inX: Operate = (writer) =>
    runUpdate(writer, { where: whereId(1, ['x']), set: ([id, , part]) => [id, 'U', part] })
  const inY: Operate = (writer) =>
    runUpdate(writer, { where: whereId(3, ['y']), set: ([id, , part]) => [id, 'V', part] })

  it('keep two updates apart when each names its own', async () => {
    const { word, rows } = await meet(inX, inY, 'oss', { isPartitioned: true })
    expect(word).toBe('committed')
    expect(rows).toEqual(['1 U x', '2 b x', '3 V y', '4 d y'])
  })

  it('do not when one of them does not, and the message names the partition', async () => {
    const { result } = await meet(update, inY, 'oss', { isPartitioned: true })
    expect(result.kind === 'conflicted' ? result.conflict.error.message : '').toContain('partition [part=y]')
  })
})

it('WriteSerializable: a DELETE that started before an INSERT does not see its row, although it comes behind', async () => {
  const all: Operate = (writer) => runDelete(writer, { where: where('id > 0', () => true) })
  const { rows, result } = await meet(all, insert, 'databricks')
  expect(result).toMatchObject({ kind: 'committed', version: 4, readVersion: 2, attempts: 2 })
  expect(rows).toEqual(['8 n x'])
})

it('steps tell the winner, every check with its outcome, and the retry', async () => {
  const steps: WriteStep[] = []
  await meet(update, insert, 'databricks', { onStep: (step) => steps.push(step) })
  const told = steps.flatMap((step) => {
    if (step.kind === 'conflictChecked') return `${step.winner} check ${step.check} ${step.outcome}`
    if (step.kind === 'winnerRead') return `${step.version} is ${step.operation}, blind ${step.isBlindAppend}`
    return step.kind.startsWith('commit') || step.kind === 'retried' ? `${step.kind}` : []
  })
  expect(told).toEqual([
    ...['commitTried', 'commitLost', '3 is WRITE, blind true'],
    ...[1, 2, 3, 4].map((check) => `3 check ${check} passed`),
    ...['3 check 5 excused', '3 check 6 passed', '3 check 7 passed', 'retried', 'commitTried', 'commitWon'],
  ])
})

describe('the seven checks', () => {
  const protocol: Protocol = {
    kind: 'protocol',
    minReaderVersion: 3,
    minWriterVersion: 7,
    readerFeatures: ['deletionVectors'],
    writerFeatures: ['deletionVectors'],
  }
  const metadata: Metadata = {
    kind: 'metaData',
    id: 'm',
    name: undefined,
    description: undefined,
    provider: 'parquet',
    schemaString: '{}',
    partitionColumns: [],
    configuration: new Map(),
    createdTime: 0,
  }
  const add = (path: string): Add => ({
    kind: 'add',
    path,
    partitionValues: new Map(),
    size: 1,
    modificationTime: 0,
    dataChange: true,
    stats: undefined,
    deletionVector: undefined,
    tags: undefined,
    baseRowId: undefined,
    defaultRowCommitVersion: undefined,
    clusteringProvider: undefined,
  })
  const remove = (path: string): Action => ({
    kind: 'remove',
    path,
    deletionTimestamp: 0,
    dataChange: true,
    partitionValues: undefined,
    size: undefined,
    deletionVector: undefined,
  })
  const domain = (name: string): Action => ({ kind: 'domainMetadata', domain: name, configuration: '', removed: false })
  const txn: Action = { kind: 'txn', appId: 'app', version: 1, lastUpdated: undefined }
  const blind: Action = { kind: 'commitInfo', fields: { isBlindAppend: true } }
  const configured = (...entries: [string, string][]): Metadata => ({ ...metadata, configuration: new Map(entries) })

  function pending(actions: readonly Action[], read: (reads: ReadSet) => void = () => undefined): PendingCommit {
    const reads = new ReadSet(undefined)
    read(reads)
    return { protocol, metadata, reads, actions, isolation: 'Serializable', rootPath: undefined }
  }
  const column = (name: string, type: string, id?: number) => ({
    name,
    type,
    nullable: true,
    metadata:
      id === undefined ? {} : { 'delta.columnMapping.id': id, 'delta.columnMapping.physicalName': `col-${name}` },
  })
  const nested = (name: string, inner: object) => ({
    ...column(name, ''),
    type: { type: 'struct', fields: [{ ...column('leaf', 'integer'), metadata: inner }] },
  })
  const schemaOf = (fields: readonly object[]): string => JSON.stringify({ type: 'struct', fields })
  const [ID, NAME] = [column('id', 'integer', 1), column('name', 'string', 2)]
  const PLAIN = [column('id', 'integer'), column('name', 'string')]
  const mapping = (fields: readonly object[]): PendingCommit => ({
    ...pending([add('b')]),
    protocol: { ...protocol, readerFeatures: ['columnMapping'], writerFeatures: ['columnMapping'] },
    metadata: { ...metadata, schemaString: schemaOf(fields) },
  })
  const mapped = (mode: string, fields: readonly object[]): Metadata => ({
    ...configured(['delta.columnMapping.mode', mode], ['delta.columnMapping.maxColumnId', '9']),
    schemaString: schemaOf(fields),
  })
  const readAll = (reads: ReadSet): void => void (reads.isWholeTable = true)
  const readApp = (reads: ReadSet): void => void reads.appIds.add('app')
  const readA = (reads: ReadSet): void => reads.addFiles([add('a')])
  const readParts = (reads: ReadSet): void => void reads.filters.push(ALL_PARTITIONS)

  it.each([
    ['both change the protocol', pending([protocol]), [protocol], 1, 'ProtocolChangedException'],
    [
      'a feature is dropped',
      pending([]),
      [{ ...protocol, readerFeatures: [], writerFeatures: [] }],
      1,
      'ProtocolChangedException',
    ],
    ['a feature is added', pending([]), [{ ...protocol, writerFeatures: ['deletionVectors', 'rowTracking'] }], 0, ''],
    [
      'a property changes',
      pending([add('b')]),
      [configured(['delta.appendOnly', 'true'])],
      2,
      'MetadataChangedException',
    ],
    [
      'deletion vectors are switched on in capitals, supported before',
      pending([add('b')]),
      [configured(['delta.enableDeletionVectors', 'TRUE'])],
      0,
      '',
    ],
    [
      'deletion vectors are switched on, supported before',
      pending([add('b')]),
      [configured(['delta.enableDeletionVectors', 'true'])],
      0,
      '',
    ],
    [
      'the same, and I change metadata too',
      pending([metadata]),
      [configured(['delta.enableDeletionVectors', 'true'])],
      2,
      'MetadataChangedException',
    ],
    [
      'row tracking is switched on, not supported before',
      pending([]),
      [configured(['delta.enableRowTracking', 'true'])],
      2,
      'MetadataChangedException',
    ],
    ['the metadata are written as they were', pending([add('b')]), [{ ...metadata }], 0, ''],
    ['the table is described', pending([add('b')]), [{ ...metadata, description: 'x' }], 2, 'MetadataChangedException'],
    ['column mapping by name is switched on', mapping(PLAIN), [mapped('name', [ID, NAME])], 0, ''],
    [
      'and a column comes with it',
      mapping(PLAIN),
      [mapped('name', [ID, NAME, column('more', 'string', 3)])],
      2,
      'MetadataChangedException',
    ],
    [
      'and a column has another name',
      mapping(PLAIN),
      [mapped('name', [ID, { ...NAME, name: 'word' }])],
      2,
      'MetadataChangedException',
    ],
    [
      'and a column has a comment',
      mapping(PLAIN),
      [mapped('name', [ID, { ...NAME, metadata: { ...NAME.metadata, comment: 'x' } }])],
      2,
      'MetadataChangedException',
    ],
    ['column mapping by id is switched on', mapping(PLAIN), [mapped('id', [ID, NAME])], 2, 'MetadataChangedException'],
    [
      'column mapping is switched on, not supported before',
      { ...mapping(PLAIN), protocol },
      [mapped('name', [ID, NAME])],
      2,
      'MetadataChangedException',
    ],
    [
      'inside of a column something is mapped, too',
      mapping([nested('in', {})]),
      [mapped('name', [nested('in', { 'delta.columnMapping.id': 2 })])],
      2,
      'MetadataChangedException',
    ],
    [
      'column mapping is taken off',
      { ...mapping([ID, NAME]), metadata: mapped('name', [ID, NAME]) },
      [{ ...metadata, schemaString: schemaOf(PLAIN) }],
      2,
      'MetadataChangedException',
    ],
    [
      'a property is taken out',
      { ...pending([add('b')]), metadata: configured(['owner', 'me']) },
      [metadata],
      2,
      'MetadataChangedException',
    ],
    ['one domain', pending([domain('d')]), [domain('d')], 3, 'ConcurrentTransactionException'],
    ['two domains', pending([domain('d')]), [domain('e')], 0, ''],
    ['one application id', pending([add('b')], readApp), [txn, add('c')], 4, 'ConcurrentTransactionException'],
    ['an added file, whole table read', pending([], readAll), [add('c'), blind], 5, 'ConcurrentAppendException'],
    ['an added file, partitions read', pending([], readParts), [add('c')], 5, 'ConcurrentAppendException'],
    ['an added file, only files read', pending([], readA), [add('c')], 0, ''],
    ['a removed file that I read', pending([], readA), [remove('a')], 6, 'ConcurrentDeleteReadException'],
    ['the same under an encoded name', pending([], readA), [remove('%61')], 6, 'ConcurrentDeleteReadException'],
    ['any removed file, whole table read', pending([], readAll), [remove('z')], 6, 'ConcurrentDeleteReadException'],
    ['a removed file that I remove', pending([remove('a')]), [remove('a')], 7, 'ConcurrentDeleteDeleteException'],
    [
      'all at once: the first check counts',
      pending([protocol, remove('a')], readAll),
      [protocol, metadata, add('a'), remove('a')],
      1,
      'ProtocolChangedException',
    ],
    [
      'added and removed: added comes first',
      pending([], readAll),
      [add('c'), remove('z')],
      5,
      'ConcurrentAppendException',
    ],
  ] as [string, PendingCommit, Action[], number, string][])('%s', (_, mine, actions, check, exception) => {
    const outcomes: CheckOutcome[] = []
    const conflict = checkConflicts(mine, createWinningCommit(1, actions), (outcome) => outcomes.push(outcome))
    expect([conflict?.check ?? 0, conflict?.error.exception ?? '']).toEqual([check, exception])
    expect(outcomes).toHaveLength(check === 0 ? 7 : check)
  })

  it('a blind append adds files and has read nothing', () => {
    const read = new ReadSet(undefined)
    expect(isBlindAppend([add('a'), txn], read)).toBe(true)
    expect(isBlindAppend([add('a'), remove('b')], read)).toBe(false)
    read.addFiles([add('a')])
    expect(isBlindAppend([add('a')], read)).toBe(false)
  })
})

describe('isolation levels', () => {
  const level = (value?: string) => new Map(value === undefined ? [] : [['delta.isolationLevel', value]])
  it('have a default for each product, and a property', () => {
    expect(isolationOf('oss', level())).toBe('Serializable')
    expect(isolationOf('databricks', level())).toBe('WriteSerializable')
    expect(isolationOf('databricks', level('Serializable'))).toBe('Serializable')
    expect(isolationOf('databricks', level('WriteSerializable'))).toBe('WriteSerializable')
    expect(() => isolationOf('oss', level('WriteSerializable'))).toThrow('only Databricks')
    expect(() => isolationOf('databricks', level('SnapshotIsolation'))).toThrow('SnapshotIsolation')
  })
})
