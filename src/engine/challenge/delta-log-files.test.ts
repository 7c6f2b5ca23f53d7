import { describe, expect, it } from 'vitest'
import { checkpointsOf, commitName, filesToOpen, lastVersion, oldestReadable, versions } from './delta-log-files.ts'
import type { ExerciseFolder } from './delta-log-files.ts'

const FOLDER: ExerciseFolder = { commits: versions(0, 23), checkpoints: [10, 20] }

/** Every base and every commit behind it, one by one. */
function filesBySearch({ commits, checkpoints }: ExerciseFolder, version: number): number {
  const bases = [...checkpoints, -1].filter((base) => base <= version)
  const costs = bases.flatMap((base) => {
    const needed = versions(base + 1, version)
    return needed.every((each) => commits.includes(each)) ? [needed.length + (base === -1 ? 0 : 1)] : []
  })
  return Math.min(...costs)
}

it('names a commit with twenty digits', () => {
  expect(commitName(12)).toBe('00000000000000000012.json')
  expect(commitName(0)).toHaveLength(25)
})

it('counts versions from 0', () => {
  const commits = Array.from({ length: 5 }, () => ({ isCommit: true }))
  expect(lastVersion(commits)).toBe(4)
  expect(lastVersion([...commits, { isCommit: false }])).toBe(4)
})

it('leaves no checkpoint behind version 0', () => {
  expect(checkpointsOf(25, 10)).toEqual([10, 20])
  expect(checkpointsOf(10, 10)).toEqual([])
  expect(checkpointsOf(11, 10)).toEqual([10])
})

describe('what must be opened', () => {
  it('is the checkpoint and the commits behind it', () => {
    expect(filesToOpen(FOLDER, 23)).toBe(4)
    expect(filesToOpen(FOLDER, 17)).toBe(8)
    expect(filesToOpen(FOLDER, 20)).toBe(1)
    expect(filesToOpen(FOLDER, 9)).toBe(10)
  })

  it('is what trying every checkpoint finds', () => {
    for (const checkpoints of [[], [5], [3, 11, 19], [10, 20]]) {
      const folder = { ...FOLDER, checkpoints }
      for (const version of versions(0, 23)) expect(filesToOpen(folder, version)).toBe(filesBySearch(folder, version))
    }
  })

  it('is never there for a version whose commits are gone', () => {
    expect(() => filesToOpen({ commits: versions(10, 25), checkpoints: [10] }, 9)).toThrow(/version 9/)
  })
})

it('begins with the oldest checkpoint once version 0 is gone', () => {
  expect(oldestReadable({ commits: versions(10, 25), checkpoints: [10, 20] })).toBe(10)
  expect(oldestReadable({ commits: versions(11, 25), checkpoints: [10, 20] })).toBe(10)
  expect(oldestReadable(FOLDER)).toBe(0)
  expect(oldestReadable({ commits: versions(3, 5), checkpoints: [] })).toBeUndefined()
  expect(oldestReadable({ commits: [], checkpoints: [] })).toBeUndefined()
})
