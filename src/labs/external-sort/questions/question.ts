import type { SortState } from '../../../engine/sort/state.ts'
import type { Moment, Question } from '../../../player/lab.ts'
import { FORMATION_TOPICS } from './formation.ts'
import { HEAP_TOPICS } from './heap.ts'
import { finishQuestion, sceneOf, shuffled, type Topic } from './kit.ts'
import { MERGE_TOPICS } from './merge.ts'
import { ORDER_TOPICS } from './order.ts'
import { PAGE_TOPICS } from './pages.ts'
import { PASS_TOPICS } from './passes.ts'
import { SELECTION_TOPICS } from './selection.ts'

/** Everything that can be asked. */
export const TOPICS: readonly Topic[] = [
  ...MERGE_TOPICS,
  ...HEAP_TOPICS,
  ...PAGE_TOPICS,
  ...FORMATION_TOPICS,
  ...SELECTION_TOPICS,
  ...ORDER_TOPICS,
  ...PASS_TOPICS,
]

/** A question about what comes next; `salt` chooses among those that fit here. Undefined where none does. */
export function questionOf(
  moment: Moment<SortState>,
  stateAt: (position: number) => SortState,
  salt: number,
): Question | undefined {
  const { log, position, state } = moment
  if (position >= log.length) return undefined
  const scene = sceneOf(moment, stateAt, salt)
  const isPaged = state.header.detail === 'page'
  for (const topic of shuffled(TOPICS, scene.rng)) {
    if (isPaged && topic.isForPages !== true) continue
    const question = ask(topic, scene)
    if (question !== undefined) return question
  }
  return undefined
}

/** The question of one topic at this moment; undefined where it is not worth asking. */
export function ask(topic: Topic, scene: ReturnType<typeof sceneOf>): Question | undefined {
  const draft = topic.make(scene)
  return draft === undefined ? undefined : finishQuestion(topic, draft, scene.rng)
}
