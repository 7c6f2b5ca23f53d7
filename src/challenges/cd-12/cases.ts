import type { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CodeCase, Expected } from '../../practice/types.ts'

type Need = readonly [task: string, needed: string]

/** Needs as a text: "b<a" is b, which needs a. */
function needsOf(text: string): readonly Need[] {
  const needs = text.split(' ').filter((need) => need !== '')
  return needs.map((need) => {
    const [task = '', needed = ''] = need.split('<')
    return [task, needed]
  })
}

export const examples: readonly CodeCase[] = [
  {
    name: 'five tasks, two of them in a circle',
    args: [['report', 'load', 'clean', 'audit', 'retry'], needsOf('report<clean clean<load retry<audit audit<retry')],
  },
  { name: 'two tasks without needs', args: [['b', 'a'], []] },
]

export function hiddenCases(rng: Rng): readonly CodeCase[] {
  const letters = (text: string): readonly string[] => [...text]
  return [
    { name: 'no tasks', args: [[], []] },
    { name: 'one task', args: [['a'], []] },
    { name: 'a task that needs itself', args: [letters('ba'), needsOf('a<a')] },
    { name: 'a chain against the alphabet', args: [letters('abcd'), needsOf('a<b b<c c<d')] },
    { name: 'one line twice', args: [letters('ab'), needsOf('b<a b<a')] },
    { name: 'a line three times among others', args: [letters('dcba'), needsOf('d<a d<b d<a c<d d<a')] },
    { name: 'a task becomes ready that is smaller than those that wait', args: [letters('zyba'), needsOf('a<b')] },
    { name: 'a small task behind a large one', args: [letters('bcaz'), needsOf('a<z a<b')] },
    { name: 'all in one circle', args: [letters('cab'), needsOf('a<b b<c c<a')] },
    { name: 'a task behind a circle', args: [letters('dcba'), needsOf('b<c c<b d<c')] },
    { name: 'a task before a circle', args: [letters('dcba'), needsOf('c<a b<c c<b d<a')] },
    { name: 'a task between two circles', args: [letters('edcba'), needsOf('a<b b<a c<b d<c d<e e<d')] },
    { name: 'numbers in names', args: [['t10', 't9', 't1', 't2'], needsOf('t1<t9')] },
    { name: 'a diamond', args: [letters('dbca'), needsOf('b<a c<a d<b d<c')] },
    { name: 'many without needs', args: [shuffle(rng, 40), []] },
    ...[6, 12, 24].map((count) => ({ name: `${count} tasks, no circle`, args: [...makeGraph(rng, count, count)] })),
    ...[6, 12, 24].map((count) => ({
      name: `${count} tasks, few needs and some turned round`,
      args: [...makeGraph(rng, count, count, 6)],
    })),
    { name: '60 tasks, few needs', args: [...makeGraph(rng, 60, 40)] },
  ]
}

/** Names of tasks in an order at random. */
function shuffle(rng: Rng, count: number): readonly string[] {
  const names = Array.from({ length: count }, (_, i) => `t${i}`)
  for (let i = count - 1; i > 0; i--) {
    const j = rng.nextBelow(i + 1)
    const [a = '', b = ''] = [names[i], names[j]]
    names[i] = b
    names[j] = a
  }
  return names
}

/** Each task needs some before it in an order at random; one need in `turned` is turned round. */
function makeGraph(rng: Rng, count: number, needs: number, turned = 0): readonly [readonly string[], readonly Need[]] {
  const names = shuffle(rng, count)
  const pairs = Array.from({ length: needs }, (): Need => {
    const later = 1 + rng.nextBelow(count - 1)
    const [task = '', needed = ''] = [names[later], names[rng.nextBelow(later)]]
    return turned > 0 && rng.nextBelow(turned) === 0 ? [needed, task] : [task, needed]
  })
  return [shuffle(rng, count), pairs]
}

/** Looks through all tasks that are left, again and again, for those that could run, and takes the first by name. */
export function expectOrder(args: readonly Value[]): Expected {
  const [tasks, needs] = args as readonly [readonly string[], readonly Need[]]
  const order: string[] = []
  let left = tasks.toSorted()
  for (;;) {
    const waiting = left
    const next = waiting.find((task) => needs.every(([other, needed]) => other !== task || !waiting.includes(needed)))
    if (next === undefined) return { value: [order, left] }
    order.push(next)
    left = left.filter((task) => task !== next)
  }
}

/** Different names, and pairs of these. */
export function isAllowed(args: readonly Value[]): boolean {
  const [tasks, needs, ...more] = args
  if (more.length > 0 || !Array.isArray(tasks) || !Array.isArray(needs)) return false
  const names = new Set<Value>(tasks as readonly Value[])
  const isName = (name: Value): boolean => typeof name === 'string' && /^[a-z][a-z0-9]*$/.test(name)
  if (names.size !== tasks.length || ![...names].every(isName)) return false
  return (needs as readonly Value[]).every((need) => {
    return Array.isArray(need) && need.length === 2 && (need as readonly Value[]).every((name) => names.has(name))
  })
}

/** n tasks with n needs among them; many are ready at one time. */
export function makeLarge(n: number, rng: Rng): readonly Value[] {
  return [...makeGraph(rng, n, n)]
}
