import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type Call = readonly ['append' | 'overwrite', readonly Value[]] | readonly ['read', version?: number]

const WRITES: readonly Call[] = [
  ['append', ['a', 'b']],
  ['append', ['c']],
  ['overwrite', ['d']],
]

export const examples: readonly CodeCase[] = [
  {
    name: 'two writes, each version read',
    args: [
      ['append', ['a']],
      ['overwrite', ['b']],
      ['read', 1],
      ['read', 2],
    ],
  },
  {
    name: 'version 0',
    args: [
      ['append', ['a']],
      ['read', 0],
    ],
  },
  {
    name: 'a version that is not there yet',
    args: [
      ['append', ['a']],
      ['read', 99],
    ],
  },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  return [
    { name: 'the newest version by default', args: [...WRITES, ['read']] },
    { name: 'nothing written, the newest version', args: [['read']] },
    { name: 'nothing written, version 0', args: [['read', 0]] },
    { name: 'nothing written, version 1', args: [['read', 1]] },
    { name: 'all versions, the newest first', args: [...WRITES, ['read', 3], ['read', 2], ['read', 1], ['read', 0]] },
    { name: 'the version after the newest', args: [...WRITES, ['read', WRITES.length + 1]] },
    { name: 'version -1', args: [...WRITES, ['read', -1]] },
    { name: 'a version far below 0', args: [...WRITES, ['read', -7]] },
    {
      name: 'an old version, then another write',
      args: [...WRITES, ['read', 1], ['append', ['e']], ['read'], ['read', 4]],
    },
    {
      name: 'an overwrite without rows',
      args: [['append', ['a']], ['overwrite', []], ['read'], ['read', 2], ['read', 1]],
    },
    ...[5, 12].map((writes) => ({ name: `${writes} writes, versions at random`, args: randomCalls(writes, rng) })),
  ]
}

function randomCalls(writes: number, rng: Rng): readonly Call[] {
  const calls: Call[] = []
  for (let version = 1; version <= writes; version++) {
    const rows = Array.from({ length: rng.nextBelow(3) }, () => rng.nextBelow(100))
    calls.push([rng.nextBelow(3) === 0 ? 'overwrite' : 'append', rows], ['read', rng.nextBelow(version + 1)], ['read'])
  }
  return calls
}

/** Keeps a copy of the whole table for each version. */
export function expectReads(args: readonly Value[]): Expected {
  const versions: (readonly Value[])[] = [[]]
  const outputs: Value[] = []
  for (const [method, value] of args as readonly Call[]) {
    const newest = versions.length - 1
    if (method === 'read') {
      const rows = versions[value === undefined ? newest : value]
      if (rows === undefined) return { throws: { typescript: 'RangeError', python: 'ValueError' } }
      outputs.push(rows)
    } else {
      versions.push(method === 'overwrite' ? value : [...(versions[newest] ?? []), ...value])
      outputs.push(newest + 1)
    }
  }
  return { value: outputs }
}

/** Rows are texts and whole numbers, versions whole numbers. */
export function isAllowed(args: readonly Value[]): boolean {
  return args.every((call) => {
    if (!Array.isArray(call) || call.length > 2) return false
    const [method, value] = call as readonly Value[]
    if (method === 'read') return call.length === 1 || Number.isInteger(value)
    const isWrite = method === 'append' || method === 'overwrite'
    return isWrite && Array.isArray(value) && value.every((row) => typeof row === 'string' || Number.isInteger(row))
  })
}
