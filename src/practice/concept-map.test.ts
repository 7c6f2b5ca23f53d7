import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHALLENGES } from '../challenges/registry.ts'
import { LABS } from '../labs/registry.ts'
import type { ProgressEvent } from '../progress/events.ts'
import { readRecord } from '../progress/record.ts'
import { foldSchedules, recallAt } from '../progress/schedule.ts'
import { itemName } from '../progress/schedule-item.ts'
import { itemsOf, layoutConcepts, standingOf } from './concept-map.ts'
import { CONCEPTS, type Concept } from './concepts.ts'

describe('the concepts', () => {
  it('hold every challenge and every topic of every lab, each once, and nothing that is not there', async () => {
    const labs = await Promise.all(
      LABS.map(async (entry) => {
        const lab = await entry.load()
        await lab.prepareQuestions?.()
        return (lab.topics?.() ?? []).map(({ id }) => itemName({ kind: 'topic', lab: entry.id, topic: id }))
      }),
    )
    const challenges = CHALLENGES.map(({ id }) => itemName({ kind: 'challenge', challenge: id }))
    expect(CONCEPTS.flatMap(itemsOf).toSorted()).toEqual([...labs.flat(), ...challenges].toSorted())
  })

  it('name only challenges that are there', () => {
    const ids = CHALLENGES.map(({ id }) => id)
    for (const { challenges } of CONCEPTS) for (const id of challenges) expect(ids).toContain(id)
  })

  it('have names of their own, short enough for their column, and something to ask', () => {
    expect(new Set(CONCEPTS.map(({ id }) => id)).size).toBe(CONCEPTS.length)
    expect(new Set(CONCEPTS.map(({ title }) => title)).size).toBe(CONCEPTS.length)
    for (const concept of CONCEPTS) {
      expect(concept.title.length).toBeLessThanOrEqual(22)
      expect(itemsOf(concept).length).toBeGreaterThan(0)
    }
  })

  it('need only what stands before them, so there is no circle', () => {
    CONCEPTS.forEach(({ needs }, i) => {
      const before = CONCEPTS.slice(0, i).map(({ id }) => id)
      for (const need of needs) expect(before).toContain(need)
    })
    const [first, ...rest] = CONCEPTS
    expect(first?.needs).toEqual([])
    for (const { needs } of rest) expect(needs.length).toBeGreaterThan(0)
  })
})

describe('layoutConcepts', () => {
  it('keeps the trunk at the left and gives each branch a lane of its own', () => {
    const { nodes, edges, lanes } = layoutConcepts(CONCEPTS)
    expect(nodes.map(({ row }) => row)).toEqual(CONCEPTS.map((_, i) => i))
    const laneOf = (id: string) => nodes.find(({ concept }) => concept.id === id)?.lane
    expect(['append-only-log', 'replay', 'sizing', 'design'].map(laneOf)).toEqual([0, 0, 0, 0])
    expect(laneOf('k-way-merge')).toBe(laneOf('sorted-runs'))
    expect(laneOf('optimistic-commits')).not.toBe(laneOf('sorted-runs'))
    expect(edges.length).toBe(CONCEPTS.reduce((sum, { needs }) => sum + needs.length, 0))
    expect(lanes).toBe(new Set(nodes.map(({ lane }) => lane)).size)
  })

  it('draws every edge downwards and no branch over another one, seed 13', () => {
    const graph = fc.array(fc.nat(9), { minLength: 1, maxLength: 14 }).map((picks) =>
      picks.map((pick, i): Concept => {
        const needs = i === 0 ? [] : [`c${pick % i}`]
        return { id: `c${i}`, title: `C ${i}`, needs, challenges: [], topics: {} }
      }),
    )
    fc.assert(
      fc.property(graph, (concepts) => {
        const { nodes, edges, lanes } = layoutConcepts(concepts)
        for (const { from, to } of edges) expect(from.row).toBeLessThan(to.row)
        for (const { lane } of nodes) expect(lane).toBeLessThan(lanes)
        // Within a lane one follows from the other, so the line between them is an edge.
        for (let lane = 1; lane < lanes; lane++) {
          const inLane = nodes.filter((node) => node.lane === lane)
          inLane.slice(1).forEach((node, i) => expect(node.concept.needs[0]).toBe(inLane[i]?.concept.id))
        }
      }),
      { seed: 13 },
    )
  })

  it('refuses what stands before what it needs', () => {
    const concept = (id: string, needs: readonly string[]): Concept => ({
      id,
      title: id,
      needs,
      challenges: [],
      topics: {},
    })
    expect(() => layoutConcepts([concept('a', ['b']), concept('b', [])])).toThrow(/a stands before b/)
  })
})

describe('standingOf', () => {
  const at = (days: number) => new Date(Date.parse('2026-11-02T12:00:00.000Z') + days * 86_400_000)
  const merge = CONCEPTS.find(({ id }) => id === 'k-way-merge') as Concept
  const call = (topic: string, right: boolean): ProgressEvent => ({
    type: 'prediction',
    lab: 'external-sort',
    topic,
    topicLabel: topic,
    right,
    confidence: 'certain',
    position: 1,
  })
  const schedulesOf = (...events: readonly (readonly [day: number, ProgressEvent])[]) =>
    foldSchedules(events.map(([day, event], i) => readRecord({ ...event, id: `t.${i}`, at: at(day).toISOString() })))

  it('averages what was asked, and counts what is due', () => {
    const schedules = schedulesOf([0, call('next-winner', true)], [0, call('stability', true)])
    const standing = standingOf(merge, schedules, at(90))
    const each = [...schedules.values()].map((schedule) => recallAt(schedule, at(90)))
    expect(standing).toMatchObject({ asked: 2, due: 2, total: itemsOf(merge).length })
    expect(standing.recall).toBeCloseTo(((each[0] ?? 0) + (each[1] ?? 0)) / 2, 9)
    expect(standingOf(merge, new Map(), at(3))).toMatchObject({ recall: undefined, asked: 0, due: 0 })
  })

  it('takes nothing for known that was wrong when it was last asked', () => {
    const wrong = call('stability', false)
    expect(standingOf(merge, schedulesOf([0, wrong]), at(0))).toMatchObject({ recall: 0, asked: 1 })
    const half = schedulesOf([0, wrong], [0, call('next-winner', true)])
    expect(standingOf(merge, half, at(0)).recall).toBeCloseTo(0.5, 9)
    const mended = schedulesOf([0, wrong], [1, call('stability', true)])
    expect(standingOf(merge, mended, at(1)).recall).toBeCloseTo(1, 9)
    const forgotten = schedulesOf([0, call('stability', true)], [9, wrong])
    expect(standingOf(merge, forgotten, at(9)).recall).toBe(0)
  })
})
