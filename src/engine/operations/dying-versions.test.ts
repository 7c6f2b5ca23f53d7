import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import type { Action, Add } from '../delta/action-types.ts'
import { parseAction } from '../delta/actions.ts'
import { DyingVersions } from './dying-versions.ts'

function addOf(path: string): Action {
  const action = parseAction({ add: { path, partitionValues: {}, size: 1, modificationTime: 1, dataChange: true } }, '')
  return action as Add
}

function removeOf(path: string): Action {
  return parseAction({ remove: { path, dataChange: true } }, '') as Action
}

interface Log {
  readonly first: number
  readonly commits: readonly (readonly Action[] | undefined)[]
}

function dying({ first, commits }: Log, there: readonly string[], doomed: readonly string[], missing = 0) {
  const versions = new DyingVersions(new Set(there), new Set(doomed), undefined)
  commits.forEach((actions, i) => versions.add({ version: first + i, bytes: undefined, actions }))
  return versions.finish({ first, last: first + commits.length - 1 }, missing)
}

describe('versions that die', () => {
  const commits = [[addOf('a')], [addOf('b')], [removeOf('a'), addOf('c')], [removeOf('b')]]

  it('are those that need what goes', () => {
    expect(dying({ first: 0, commits }, ['a', 'b', 'c'], ['a'])).toEqual([[0, 2]])
    expect(dying({ first: 0, commits }, ['a', 'b', 'c'], ['a', 'b'])).toEqual([[0, 3]])
    expect(dying({ first: 0, commits }, ['a', 'b', 'c', 'x'], ['x'])).toEqual([])
  })

  it('are none that cannot be read now', () => {
    expect(dying({ first: 0, commits }, ['b', 'c'], ['b'])).toEqual([[2, 3]])
  })

  it('are counted from the first that the log can rebuild', () => {
    expect(dying({ first: 7, commits: [[], [removeOf('old')]] }, ['old'], ['old'])).toEqual([[7, 8]])
    expect(dying({ first: 7, commits: [[], [removeOf('old')]] }, ['old'], ['old'], 1)).toEqual([])
  })

  it('are not told behind a commit that cannot be read', () => {
    expect(dying({ first: 0, commits: [[addOf('a')], undefined] }, ['a'], ['a'])).toBeUndefined()
  })
})

for (let seed = 1; seed <= 20; seed++) {
  it(`are those that a replay of every version finds, seed ${seed}`, () => {
    const rng = new Rng(seed, 'dying')
    const names = Array.from({ length: 12 }, (_, i) => `f${i}`)
    const live = new Set<string>()
    const contents: ReadonlySet<string>[] = []
    const commits = Array.from({ length: 15 }, () => {
      const actions: Action[] = []
      for (const name of names) {
        if (rng.nextBelow(5) > 0) continue
        actions.push(live.has(name) ? removeOf(name) : addOf(name))
        if (!live.delete(name)) live.add(name)
      }
      contents.push(new Set(live))
      return actions
    })
    const there = names.filter(() => rng.nextBelow(6) > 0)
    const doomed = there.filter((name) => !live.has(name) && rng.nextBelow(2) === 0)
    const missing = [...live].filter((name) => !there.includes(name)).length
    const slow = contents.flatMap((files, version) => {
      const isWhole = [...files].every((name) => there.includes(name))
      return isWhole && doomed.some((name) => files.has(name)) ? [version] : []
    })
    const fast = dying({ first: 0, commits }, there, doomed, missing) ?? []
    expect(fast.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i))).toEqual(slow)
  })
}
