import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

interface LogEntry {
  readonly [key: string]: Value
  readonly adds: readonly string[]
  readonly removes: readonly string[]
}

interface Mine extends LogEntry {
  readonly version: number
  readonly whole: boolean
}

type Args = readonly [log: readonly LogEntry[], rivals: readonly LogEntry[], mine: Mine]

const TABLE = entryOf('a b', '')
const APPEND = entryOf('r', '')
const OVERWRITE = entryOf('s', 'a b')
const NOTHING = entryOf('', '')
const MY_APPEND = mineOf(0, 'x', '', false)
const MY_OVERWRITE = mineOf(0, 'y', 'a b', true)
const MY_OPTIMIZE = mineOf(0, 'z', 'a b', false)

export const examples: readonly CodeCase[] = [
  { name: 'two appends', args: [[TABLE], [APPEND], MY_APPEND] },
  { name: 'an overwrite against an append', args: [[TABLE], [APPEND], MY_OVERWRITE] },
  { name: 'OPTIMIZE against an append', args: [[TABLE], [APPEND], MY_OPTIMIZE] },
  { name: 'OPTIMIZE against an overwrite', args: [[TABLE], [OVERWRITE], MY_OPTIMIZE] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const DELETE = entryOf('', 'b')
  return [
    { name: 'nobody else writes', args: [[TABLE], [], MY_OVERWRITE] },
    { name: 'an append against an overwrite', args: [[TABLE], [OVERWRITE], MY_APPEND] },
    { name: 'an append that lost three races', args: [[TABLE], [APPEND, entryOf('p', ''), OVERWRITE], MY_APPEND] },
    { name: 'the second race was lost to a conflict', args: [[TABLE], [APPEND, OVERWRITE], MY_OPTIMIZE] },
    { name: 'the first race was lost to a conflict', args: [[TABLE], [OVERWRITE, APPEND], MY_OPTIMIZE] },
    { name: 'the conflict had landed before the first try', args: [[TABLE, OVERWRITE, APPEND], [], MY_OPTIMIZE] },
    { name: 'appends had landed before the first try', args: [[TABLE, APPEND, entryOf('p', '')], [], MY_OPTIMIZE] },
    {
      name: 'the conflict lies before the version that was read',
      args: [[TABLE, DELETE, APPEND], [], mineOf(1, 'x', 'a', true)],
    },
    { name: 'all that landed was read', args: [[TABLE, APPEND], [], mineOf(1, 'x', 'a r', true)] },
    { name: 'one file of two is gone', args: [[TABLE], [DELETE], MY_OPTIMIZE] },
    { name: 'another file is gone', args: [[TABLE], [DELETE], mineOf(0, 'x', 'a', false)] },
    { name: 'all was read, the winner only removes', args: [[TABLE], [DELETE], mineOf(0, 'x', '', true)] },
    { name: 'all was read, the winner changes nothing', args: [[TABLE], [NOTHING], MY_OVERWRITE] },
    {
      name: 'all was read and one race lost to nothing, one to an append',
      args: [[TABLE], [NOTHING, APPEND], MY_OVERWRITE],
    },
    { name: 'a commit without files', args: [[TABLE], [OVERWRITE], mineOf(0, '', '', false)] },
    { name: 'the winner adds the file that I add', args: [[TABLE], [entryOf('x', '')], MY_APPEND] },
    { name: 'the winner adds again what I remove', args: [[TABLE], [entryOf('a', '')], MY_OPTIMIZE] },
    ...Array.from({ length: 8 }, (_, i) => ({ name: `a race at random, ${i + 1}`, args: randomRace(rng) })),
  ]
}

function entryOf(adds: string, removes: string): LogEntry {
  const list = (names: string): readonly string[] => (names === '' ? [] : names.split(' '))
  return { adds: list(adds), removes: list(removes) }
}

function mineOf(version: number, adds: string, removes: string, whole: boolean): Mine {
  return { version, ...entryOf(adds, removes), whole }
}

function randomRace(rng: Rng): Args {
  const some = (names: string, one: number): readonly string[] => names.split('').filter(() => rng.nextBelow(one) === 0)
  const others = (length: number): readonly LogEntry[] =>
    Array.from({ length }, () => ({ adds: some('pqr', 3), removes: some('abcdef', 6) }))
  const log = [entryOf('a b c d e f', ''), ...others(rng.nextBelow(4))]
  const mine = { adds: some('xyz', 2), removes: some('abcdef', 4), whole: rng.nextBelow(4) === 0 }
  return [log, others(rng.nextBelow(4)), { ...mine, version: rng.nextBelow(log.length) }]
}

/** All that landed since are winners, in whichever order one meets them. */
export function expectOutcome(args: readonly Value[]): Expected {
  const [log, rivals, mine] = args as Args
  const winners = [...log.slice(mine.version + 1), ...rivals]
  const gone = winners.flatMap(({ removes }) => removes)
  const changes = winners.flatMap(({ adds, removes }) => [...adds, ...removes])
  if (mine.removes.some((file) => gone.includes(file)) || (mine.whole && changes.length > 0)) {
    return { value: 'conflict' }
  }
  const after = [...log, ...rivals, { adds: mine.adds, removes: mine.removes }]
  return { value: { version: after.length - 1, log: after } }
}

/** A log with at least one entry, a version that is in it, names of small letters. */
export function isAllowed(args: readonly Value[]): boolean {
  const [log, rivals, mine, ...more] = args
  if (more.length > 0 || !areEntries(log) || !areEntries(rivals) || !areEntries([mine])) return false
  const { version, whole } = mine as unknown as Readonly<Record<string, Value>>
  if (typeof whole !== 'boolean' || typeof version !== 'number' || !Number.isInteger(version)) return false
  return version >= 0 && version < (log as readonly Value[]).length
}

function areEntries(value: Value): boolean {
  return Array.isArray(value) && (value as readonly Value[]).every(isEntry)
}

function isEntry(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { adds, removes } = value as Readonly<Record<string, Value>>
  if (!Array.isArray(adds) || !Array.isArray(removes)) return false
  const names = [...(adds as readonly Value[]), ...(removes as readonly Value[])]
  return (
    new Set(names).size === names.length && names.every((name) => typeof name === 'string' && /^[a-z]+$/.test(name))
  )
}
