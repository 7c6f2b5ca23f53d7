import { describe, expect, it } from 'vitest'
import { outcomeAgainst } from './delta-conflicts.ts'
import type { ExerciseWriter } from './delta-conflicts.ts'

const f = { path: 'f', partition: 'EU' }
const g = { path: 'g', partition: 'US' }
const fresh = { path: 'new', partition: 'EU' }

const insert: ExerciseWriter = { add: [fresh] }
const update: ExerciseWriter = { reads: ['EU'], readFiles: [f], remove: [f], add: [{ ...f, path: 'f2' }] }
const elsewhere: ExerciseWriter = { reads: ['US'], readFiles: [g], remove: [g], add: [{ ...g, path: 'g2' }] }
const optimize: ExerciseWriter = { readFiles: [f], remove: [f], add: [{ ...f, path: 'f3' }], dataChange: false }
const truncate: ExerciseWriter = { reads: 'all', readFiles: [f, g], remove: [f, g] }

describe('the matrix of the documentation', () => {
  it.each([
    ['an append behind anything', insert, [insert, update, optimize], 'WriteSerializable', 'commits'],
    ['an append behind anything', insert, [insert, update, optimize], 'Serializable', 'commits'],
    ['an update behind a blind append', update, [insert], 'WriteSerializable', 'commits'],
    ['an update behind a blind append', update, [insert], 'Serializable', 'ConcurrentAppendException'],
    ['an update behind another partition', update, [elsewhere], 'Serializable', 'commits'],
    ['an update behind one of its files', update, [update, optimize], 'Serializable', 'ConcurrentAppendException'],
    ['OPTIMIZE behind an append', optimize, [insert], 'Serializable', 'commits'],
    ['OPTIMIZE behind its files', optimize, [update, optimize], 'Serializable', 'ConcurrentDeleteReadException'],
    ['an update behind a truncation', update, [truncate], 'Serializable', 'ConcurrentDeleteReadException'],
  ] as const)('%s, %#', (_, mine, winners, level, expected) => {
    for (const winner of winners) expect(outcomeAgainst(mine, winner, level)).toBe(expected)
  })
})

it('reports the first check that fails', () => {
  const all: ExerciseWriter = { ...update, changesSchema: true }
  expect(outcomeAgainst(update, all, 'Serializable')).toBe('MetadataChangedException')
  expect(outcomeAgainst(insert, all, 'Serializable')).toBe('MetadataChangedException')
  expect(outcomeAgainst({ remove: [f] }, truncate, 'Serializable')).toBe('ConcurrentDeleteDeleteException')
})
