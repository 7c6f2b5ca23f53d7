import { recallAt, type Schedules } from '../progress/schedule.ts'
import { itemName } from '../progress/schedule-item.ts'
import { daysUntil } from '../ui/dates.ts'
import { challengesOf, type Concept } from './concepts.ts'

/** How a concept stands with the learner. */
export interface ConceptStanding {
  /**
   * How likely what was asked is still known, 0 to 1, on average; undefined where nothing was asked. What was not known when
   * it was last asked counts nothing, since an answer that was shown a moment ago is not knowledge yet.
   */
  readonly recall: number | undefined
  readonly asked: number
  readonly total: number
  readonly due: number
}

/** A concept in the graph: rows from the top, lanes from the left. */
export interface ConceptNode {
  readonly concept: Concept
  readonly row: number
  readonly lane: number
}

export interface ConceptEdge {
  readonly from: ConceptNode
  readonly to: ConceptNode
}

export interface ConceptGraph {
  readonly nodes: readonly ConceptNode[]
  readonly edges: readonly ConceptEdge[]
  readonly lanes: number
}

/** Everything by which it is seen whether a concept is known, as schedules name it. */
export function itemsOf(concept: Concept): readonly string[] {
  const moments = Object.entries(concept.topics).flatMap(([lab, ids]) =>
    ids.map((topic) => itemName({ kind: 'topic', lab, topic })),
  )
  return [...challengesOf(concept).map((challenge) => itemName({ kind: 'challenge', challenge })), ...moments]
}

export function standingOf(concept: Concept, schedules: Schedules, now: Date): ConceptStanding {
  const items = itemsOf(concept)
  const found = items.map((name) => schedules.get(name)).filter((schedule) => schedule !== undefined)
  const known = found.filter(({ lastGrade }) => lastGrade !== 1)
  const sum = known.reduce((total, schedule) => total + recallAt(schedule, now), 0)
  return {
    recall: found.length === 0 ? undefined : sum / found.length,
    asked: found.length,
    total: items.length,
    due: found.filter(({ due }) => daysUntil(due, now) <= 0).length,
  }
}

/**
 * Concepts as commits: one to a row, in the order that they are given, which must have each behind what it needs. A concept
 * that goes on where its first need is the newest of its lane stays there; any other one branches off into a lane of its
 * own. One that needs several brings them together in the lane of the first. Throws where a need is not before it.
 */
export function layoutConcepts(concepts: readonly Concept[]): ConceptGraph {
  const nodes = new Map<string, ConceptNode>()
  const edges: ConceptEdge[] = []
  let lanes = 0
  concepts.forEach((concept, row) => {
    const needs = concept.needs.map((id) => {
      const node = nodes.get(id)
      if (node === undefined) throw new RangeError(`${concept.id} stands before ${id}, which it needs`)
      return node
    })
    const [first] = needs
    const isTrunk = first === undefined || needs.length > 1 || !isBranching(first, concepts)
    const lane = first === undefined ? 0 : isTrunk ? first.lane : lanes
    const node = { concept, row, lane }
    nodes.set(concept.id, node)
    lanes = Math.max(lanes, lane + 1)
    edges.push(...needs.map((from) => ({ from, to: node })))
  })
  return { nodes: [...nodes.values()], edges, lanes }
}

/** Several concepts go on from it. */
function isBranching({ concept }: ConceptNode, concepts: readonly Concept[]): boolean {
  return concepts.filter(({ needs }) => needs[0] === concept.id).length > 1
}
