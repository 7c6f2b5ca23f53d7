import { expect, it } from 'vitest'
import { liveFiles } from './delta-actions.ts'

it('brings a file back that is added again', () => {
  const log = [
    { add: ['A', 'B'] },
    { add: ['C'] },
    { remove: ['A', 'B', 'C'], add: ['D'] },
    { remove: ['D'], add: ['E'] },
    { remove: ['E'], add: ['A', 'B', 'C'] },
  ]
  expect(liveFiles(log)).toEqual(['A', 'B', 'C'])
  expect(log.map((_, i) => liveFiles(log.slice(0, i + 1)).join(''))).toEqual(['AB', 'ABC', 'D', 'E', 'ABC'])
})
