import { expect, it } from 'vitest'
import { readableVersions, vacuumed } from './delta-vacuum.ts'

const LOG = [
  { day: 0, add: ['A'] },
  { day: 2, remove: ['A'], add: ['B'] },
  { day: 9, remove: ['B'], add: ['C'] },
]

it('counts from the day of the removal', () => {
  expect(vacuumed(LOG, 12, 7)).toEqual(['A'])
  expect(readableVersions(LOG, 12, 7)).toEqual([1, 2])
})

it('takes one version after the other as days go by', () => {
  const left = [8, 9, 10, 16, 17].map((today) => readableVersions(LOG, today, 7))
  expect(left).toEqual([[0, 1, 2], [0, 1, 2], [1, 2], [1, 2], [2]])
})

it('keeps what was brought back', () => {
  const restored = [...LOG, { day: 10, remove: ['C'], add: ['A'] }]
  expect(vacuumed(restored, 100, 7)).toEqual(['B', 'C'])
  expect(readableVersions(restored, 100, 7)).toEqual([0, 3])
})
