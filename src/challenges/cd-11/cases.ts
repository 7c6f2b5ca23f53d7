import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type Pair = readonly [string, string]

export const examples: readonly CodeCase[] = [
  {
    name: 'five pairs of a stream',
    args: [
      [
        ['mail1', 'card1'],
        ['mail2', 'card2'],
        ['card2', 'phone2'],
        ['phone2', 'mail2'],
        ['card1', 'phone2'],
      ],
    ],
  },
  { name: 'one pair', args: [[['a', 'b']]] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const pairs = (text: string): readonly Pair[] => text.split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)])
  const random = (length: number, ids: number): readonly Pair[] =>
    Array.from({ length }, () => [`u${rng.nextBelow(ids)}`, `u${rng.nextBelow(ids)}`])
  const chain = Array.from({ length: 14 }, (_, i): Pair => [`c${i}`, `c${i + 1}`])
  return [
    { name: 'no pairs', args: [[]] },
    { name: 'an id with itself', args: [pairs('aa')] },
    { name: 'an id with itself, then with another', args: [pairs('aa bb ab bb')] },
    { name: 'one pair again and again', args: [pairs('ab ab ab')] },
    { name: 'one pair in both directions', args: [pairs('ab ba')] },
    { name: 'a circle', args: [pairs('ab bc cd da ac')] },
    { name: 'a chain forwards', args: [chain] },
    { name: 'a chain backwards', args: [chain.toReversed()] },
    { name: 'a chain, each pair turned', args: [chain.map(([a, b]): Pair => [b, a])] },
    { name: 'a star from its middle', args: [pairs('xa xb xc xd xe')] },
    { name: 'a star to its middle', args: [pairs('ax bx cx dx ex')] },
    { name: 'two groups that meet at their ends', args: [pairs('ab bc de ef fg cg xy ad')] },
    { name: 'two groups that meet by their first ids', args: [pairs('ab ac de df da ef')] },
    { name: 'pairs of ids that nobody else has', args: [pairs('ab cd ef gh ij')] },
    { name: 'a large group, then a small one', args: [pairs('ab bc cd de xy yx xz')] },
    ...[10, 25, 50].map((length) => ({ name: `${length} pairs of few ids`, args: [random(length, 9)] })),
    ...[10, 25, 50].map((length) => ({ name: `${length} pairs of many ids`, args: [random(length, 40)] })),
  ]
}

/** Keeps the groups as lists and puts those together that have one of the two. */
export function expectGroups(args: readonly Value[]): Expected {
  const [pairs] = args as readonly [readonly Pair[]]
  let groups: readonly (readonly string[])[] = []
  const value = pairs.map(([a, b]) => {
    const isTouched = (group: readonly string[]): boolean => group.includes(a) || group.includes(b)
    const joined = [...new Set([a, b, ...groups.filter(isTouched).flat()])]
    groups = [...groups.filter((group) => !isTouched(group)), joined]
    return [groups.length, joined.length]
  })
  return { value }
}

/** One list of pairs of ids: small letters and digits. */
export function isAllowed(args: readonly Value[]): boolean {
  const [pairs, ...more] = args
  return more.length === 0 && Array.isArray(pairs) && (pairs as readonly Value[]).every(isPair)
}

function isPair(pair: Value): boolean {
  if (!Array.isArray(pair) || pair.length !== 2) return false
  return (pair as readonly Value[]).every((id) => typeof id === 'string' && /^[a-z][a-z0-9]*$/.test(id))
}

/** n pairs: half of them make one large group, id by id, the others are at random. */
export function makeLarge(n: number, rng: Rng): readonly Value[] {
  const half = Math.floor(n / 2)
  const idOf = (i: number): Pair => (i < half ? ['u0', `u${i}`] : [`u${rng.nextBelow(n)}`, `u${rng.nextBelow(n)}`])
  return [
    Array.from({ length: n }, (_, i) => {
      const [a, b] = idOf(i)
      return rng.nextBelow(2) === 0 ? [a, b] : [b, a]
    }),
  ]
}
