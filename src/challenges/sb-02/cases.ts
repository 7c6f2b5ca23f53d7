import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

const MODES = ['append', 'overwrite', 'optimize', 'restore'] as const

interface LogEntry {
  readonly [key: string]: Value
  readonly version: number
  readonly mode: (typeof MODES)[number]
  readonly adds: readonly string[]
  readonly removes: readonly string[]
}

const RESTORED: readonly LogEntry[] = [
  entryOf(0, 'append', 'a', ''),
  entryOf(1, 'overwrite', 'b', 'a'),
  entryOf(2, 'restore', 'a', 'b'),
]
const OPTIMIZED: readonly LogEntry[] = [
  entryOf(0, 'append', 'a b', ''),
  entryOf(1, 'append', 'c', ''),
  entryOf(2, 'optimize', 'd', 'a b c'),
]
const OVERTAKEN: readonly LogEntry[] = [
  entryOf(0, 'append', 'a', ''),
  entryOf(1, 'append', 'b', ''),
  entryOf(2, 'overwrite', 'c', 'a'),
]

export const examples: readonly CodeCase[] = [
  { name: 'a restore adds a file that was removed', args: [RESTORED, 2] },
  { name: 'an append that the overwrite did not list', args: [OVERTAKEN, 2] },
  { name: 'entries in another order', args: [[...OPTIMIZED.slice(2), ...OPTIMIZED.slice(0, 2)], 1] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const long = randomLog(13, rng)
  return [
    { name: 'no entries', args: [[], 0] },
    { name: 'one entry', args: [[entryOf(0, 'append', 'a', '')], 0] },
    { name: 'one entry, newer than the version', args: [[entryOf(3, 'append', 'a', '')], 2] },
    { name: 'an entry that names no file', args: [[...OPTIMIZED, entryOf(3, 'overwrite', '', '')], 3] },
    { name: 'before the restore', args: [RESTORED, 1] },
    { name: 'after optimize', args: [OPTIMIZED, 2] },
    { name: 'before optimize', args: [OPTIMIZED, 1] },
    { name: 'restored to before optimize', args: [[...OPTIMIZED, entryOf(3, 'restore', 'a b c', 'd')], 3] },
    {
      name: 'overwritten twice',
      args: [[...OVERTAKEN, entryOf(3, 'overwrite', 'd', 'b c'), entryOf(4, 'overwrite', 'e', 'd')], 4],
    },
    {
      name: 'restored and overwritten again',
      args: [[...RESTORED, entryOf(3, 'overwrite', 'b', 'a')], 3],
    },
    {
      name: 'a file added twice and removed once',
      args: [[entryOf(0, 'append', 'a b', ''), entryOf(1, 'append', 'a', ''), entryOf(2, 'optimize', 'c', 'a b')], 2],
    },
    { name: 'a file removed that never was there', args: [[entryOf(0, 'append', 'b', 'a'), ...shift(RESTORED)], 1] },
    { name: 'the newest entry first', args: [RESTORED.toReversed(), 2] },
    { name: 'versions with gaps', args: [[entryOf(4, 'append', 'a', ''), entryOf(9, 'append', 'b', 'a')], 7] },
    {
      name: 'version 10 before version 9',
      args: [long.toSorted((a, b) => (String(a.version) < String(b.version) ? -1 : 1)), 10],
    },
    ...[3, 8, 12].map((version) => ({ name: `thirteen entries, version ${version}`, args: [long, version] })),
    ...[6, 20].map((length) => ({
      name: `${length} entries in any order`,
      args: [shuffled(randomLog(length, rng), rng), length - 2],
    })),
  ]
}

function entryOf(version: number, mode: LogEntry['mode'], adds: string, removes: string): LogEntry {
  const list = (names: string): readonly string[] => (names === '' ? [] : names.split(' '))
  return { version, mode, adds: list(adds), removes: list(removes) }
}

function shift(log: readonly LogEntry[]): readonly LogEntry[] {
  return log.map((entry) => ({ ...entry, version: entry.version + 1 }))
}

function shuffled<T>(items: readonly T[], rng: Rng): readonly T[] {
  const left = [...items]
  return items.flatMap(() => left.splice(rng.nextBelow(left.length), 1))
}

/** Few files, so that they come and go. */
function randomLog(length: number, rng: Rng): readonly LogEntry[] {
  return Array.from({ length }, (_, version) => {
    const adds = 'abcdefgh'.split('').filter(() => rng.nextBelow(5) === 0)
    const removes = 'abcdefgh'.split('').filter((file) => !adds.includes(file) && rng.nextBelow(4) === 0)
    return { version, mode: MODES[rng.nextBelow(MODES.length)] ?? 'append', adds, removes }
  })
}

/** Asks for each file which entry named it last. */
export function expectFiles(args: readonly Value[]): Expected {
  const [log, version] = args as readonly [readonly LogEntry[], number]
  const files = [...new Set(log.flatMap(({ adds }) => adds))].sort()
  const value = files.filter((file) => {
    const naming = log.filter((entry) => [...entry.adds, ...entry.removes].includes(file))
    const seen = naming.filter((entry) => entry.version <= version)
    const newest = Math.max(...seen.map((entry) => entry.version))
    return seen.some((entry) => entry.version === newest && entry.adds.includes(file))
  })
  return { value }
}

/** Versions from 0, each once; names of small letters; no file twice in an entry. */
export function isAllowed(args: readonly Value[]): boolean {
  const [log, version, ...more] = args
  if (more.length > 0 || !Array.isArray(log) || !isVersion(version)) return false
  const entries = log as readonly Value[]
  if (!entries.every(isEntry)) return false
  return new Set(entries.map((entry) => entry.version)).size === entries.length
}

function isVersion(value: Value): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isEntry(value: Value): value is LogEntry {
  if (typeof value !== 'object' || value === null) return false
  const { version, mode, adds, removes } = value as Readonly<Record<string, Value>>
  if (!isVersion(version) || !(MODES as readonly Value[]).includes(mode)) return false
  if (!Array.isArray(adds) || !Array.isArray(removes)) return false
  const names = [...(adds as readonly Value[]), ...(removes as readonly Value[])]
  return (
    new Set(names).size === names.length && names.every((name) => typeof name === 'string' && /^[a-z]+$/.test(name))
  )
}
