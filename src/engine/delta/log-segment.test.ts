import { describe, expect, test } from 'vitest'
import { MemoryStore } from '../storage/memory-store.ts'
import type { DeltaError } from './delta-error.ts'
import { LOG_FOLDER, parseLogPath, versionPrefix } from './log-path.ts'
import { earliestVersion, listLog, planSegments } from './log-segment.ts'

const UUID = '80a083e8-7026-4e79-81be-64bd76c43a11'

function kindOf(name: string): unknown {
  const parsed = parseLogPath({ path: LOG_FOLDER + name, sizeBytes: 1, modifiedMs: 0 })
  if (parsed === undefined) return undefined
  const { kind, ...rest } = parsed
  return 'version' in rest ? [kind, rest.version] : [kind]
}

describe('names in the log', () => {
  test.each([
    ['00000000000000000007.json', ['commit', 7]],
    ['00000000000000000007.crc', ['crc', 7]],
    ['00000000000000000010.checkpoint.parquet', ['classicCheckpoint', 10]],
    [`00000000000000000010.checkpoint.${UUID}.json`, ['uuidCheckpoint', 10]],
    [`00000000000000000010.checkpoint.${UUID}.parquet`, ['uuidCheckpoint', 10]],
    ['00000000000000000010.checkpoint.0000000002.0000000003.parquet', ['multiPartCheckpoint', 10]],
    ['00000000000000000004.00000000000000000006.compacted.json', ['compactedCommit', 4]],
    ['00000000000000000010.checkpoint.0000000004.0000000003.parquet', ['unknown']],
    ['00000000000000000010.checkpoint.0000000000.0000000003.parquet', ['unknown']],
    ['00000000000000000006.00000000000000000004.compacted.json', ['unknown']],
    ['99999999999999999999.json', ['unknown']],
    ['7.json', ['unknown']],
    ['00000000000000000007.json.tmp', ['unknown']],
    ['.00000000000000000007.json.crc', ['unknown']],
    ['_last_checkpoint', ['unknown']],
    ['_sidecars/a.parquet', undefined],
  ])('%s', (name, expected) => {
    expect(kindOf(name)).toEqual(expected)
  })
})

/** A log of empty files: numbers are commits, texts are names. */
async function listing(...files: (number | string)[]) {
  const store = new MemoryStore()
  for (const file of files) {
    const path = typeof file === 'number' ? `${versionPrefix(file)}.json` : LOG_FOLDER + file
    store.set(path, new Uint8Array(1), 0)
  }
  return listLog(store)
}

function checkpoint(version: number, rest = ''): string {
  return `${version.toString().padStart(20, '0')}.checkpoint${rest}.parquet`
}

function part(version: number, index: number, parts: number): string {
  return checkpoint(version, `.${index.toString().padStart(10, '0')}.${parts.toString().padStart(10, '0')}`)
}

/** Each segment as its checkpoint's kind and version, and its commits. */
async function plan(version: number, ...files: (number | string)[]) {
  return [...planSegments(await listing(...files), version)].map(({ checkpoint: base, commits }) => [
    base === undefined ? undefined : `${base.kind} ${base.version}`,
    commits.map(({ path }) => Number(path.slice(LOG_FOLDER.length, LOG_FOLDER.length + 20))),
  ])
}

async function codeOf(version: number, ...files: (number | string)[]): Promise<string> {
  const log = await listing(...files)
  try {
    planSegments(log, version).next()
  } catch (error) {
    return (error as DeltaError).code
  }
  return 'no error'
}

describe('the files that make a version', () => {
  test('the newest checkpoint that is not newer, then older ones, then version 0', async () => {
    expect(await plan(3, 0, 1, 2, 3, 4, checkpoint(1), checkpoint(2), checkpoint(4))).toEqual([
      ['classicCheckpoint 2', [3]],
      ['classicCheckpoint 1', [2, 3]],
      [undefined, [0, 1, 2, 3]],
    ])
  })

  test('of one version the UUID-named comes first, then the one in parts, then the classic', async () => {
    const uuid = checkpoint(2, `.${UUID}`)
    expect(await plan(2, checkpoint(2), part(2, 1, 2), part(2, 2, 2), uuid)).toEqual([
      ['uuidCheckpoint 2', []],
      ['multiPartCheckpoint 2', []],
      ['classicCheckpoint 2', []],
    ])
  })

  test('a checkpoint that misses a part does not count', async () => {
    const files = [0, 1, 2, part(2, 1, 3), part(2, 3, 3)]
    expect(await plan(2, ...files)).toEqual([[undefined, [0, 1, 2]]])
    expect((await listing(...files)).incomplete).toEqual([{ version: 2, parts: 3, missing: [2] }])
    expect(await codeOf(2, 2, part(2, 1, 3))).toBe('DELTA_MISSING_PART_FILES')
  })

  test('parts of checkpoints with other numbers of parts are not mixed', async () => {
    expect(await codeOf(2, 2, part(2, 1, 2), part(2, 2, 3), part(2, 3, 3))).toBe('DELTA_MISSING_PART_FILES')
  })

  test('a name that claims a billion parts costs nothing', async () => {
    expect((await listing(part(2, 1, 999_999_999))).incomplete[0]?.missing).toHaveLength(10)
  })

  test('a gap below the checkpoint does not matter, one above does', async () => {
    expect(await plan(4, 0, 2, 3, 4, checkpoint(3))).toEqual([['classicCheckpoint 3', [4]]])
    expect(await codeOf(5, 0, 1, 2, 3, 5, checkpoint(2))).toBe('DELTA_VERSIONS_NOT_CONTIGUOUS')
    expect(await codeOf(2, 0, 2)).toBe('DELTA_VERSIONS_NOT_CONTIGUOUS')
  })

  test('a compacted file stands in only where commits are gone', async () => {
    const compacted = '00000000000000000001.00000000000000000002.compacted.json'
    expect(await plan(3, 0, 1, 2, 3, compacted)).toEqual([[undefined, [0, 1, 2, 3]]])
    expect(await plan(3, 0, 3, compacted)).toEqual([[undefined, [0, 1, 3]]])
    expect(await codeOf(1, 0, 3, compacted)).toBe('DELTA_VERSIONS_NOT_CONTIGUOUS')
  })

  test('versions outside of what is left are not found', async () => {
    const files = [3, 4, 5, checkpoint(4)]
    expect(await codeOf(6, ...files)).toBe('DELTA_VERSION_NOT_FOUND')
    expect(await codeOf(3, ...files)).toBe('DELTA_VERSION_NOT_FOUND')
    expect(await codeOf(-1, ...files)).toBe('DELTA_VERSION_NOT_FOUND')
    expect(await codeOf(5, 3, 4, 5)).toBe('DELTA_NO_RECREATABLE_HISTORY_FOUND')
    expect(earliestVersion(await listing(...files))).toBe(4)
    expect(earliestVersion(await listing(0, ...files))).toBe(0)
  })

  test('100,000 commits with a checkpoint every ten are planned at once', async () => {
    const versions = Array.from({ length: 100_000 }, (_, version) => version)
    const log = await listing(
      ...versions,
      ...versions.filter((version) => version % 10 === 9).map((v) => checkpoint(v)),
    )
    const started = performance.now()
    const [segment] = planSegments(log, 99_995)
    expect(segment?.commits).toHaveLength(6)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('a checkpoint without commits is a version', async () => {
    expect(await plan(7, checkpoint(7))).toEqual([['classicCheckpoint 7', []]])
  })
})
