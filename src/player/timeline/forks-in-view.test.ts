import { expect, it } from 'vitest'
import { Log } from '../../engine/trace/log.ts'
import { TraceWriter } from '../../engine/trace/writer.ts'
import type { TimelineFork } from './contract.ts'
import { chooseForks, forksInView } from './forks-in-view.ts'

function createFork(id: string, at: number, length: number): TimelineFork {
  const writer = new TraceWriter()
  for (let i = 0; i < length; i++) writer.emit(0, 0, 0, 0)
  const log = new Log(1)
  for (const chunk of writer.takeChunks()) log.append(chunk)
  return { id, at, name: id, outcome: '', log }
}

const forks = [createFork('a', 10, 50), createFork('b', 100, 400), createFork('c', 150, 500), createFork('d', 900, 999)]

it('a fork is in view while any of its lane is, the 22 px shift included', () => {
  expect(forksInView(forks, { from: 60, to: 260 }, 400).map((fork) => fork.id)).toEqual(['a', 'b', 'c'])
  expect(forksInView(forks, { from: 62, to: 262 }, 400).map((fork) => fork.id)).toEqual(['b', 'c'])
  expect(forksInView(forks, { from: 800, to: 1000 }, 400).map((fork) => fork.id)).toEqual(['d'])
})

it('the youngest have the lanes, the compared one always has one, and the order stays', () => {
  expect(chooseForks(forks, 2, undefined).map((fork) => fork.id)).toEqual(['c', 'd'])
  expect(chooseForks(forks, 2, 'a').map((fork) => fork.id)).toEqual(['a', 'd'])
  expect(chooseForks(forks, 0, 'a')).toEqual([])
})

it('the trunk comes before the youngest, and after the compared one', () => {
  const [a, b, ...rest] = forks as [TimelineFork, TimelineFork, ...TimelineFork[]]
  const tree = [a, { ...b, isTrunk: true }, ...rest]
  expect(chooseForks(tree, 2, undefined).map((fork) => fork.id)).toEqual(['b', 'd'])
  expect(chooseForks(tree, 1, 'a').map((fork) => fork.id)).toEqual(['a'])
  expect(chooseForks(tree, 2, 'a').map((fork) => fork.id)).toEqual(['a', 'b'])
})
