import type { SortState } from '../../../engine/sort/state.ts'
import type { Moment, Question, QuestionTopic } from '../../../player/lab.ts'
import { CRASH_TOPICS } from './crashes.ts'
import { CROSSING_TOPICS } from './crossing.ts'
import { FORMATION_TOPICS } from './formation.ts'
import { HEAD_TOPICS } from './heads.ts'
import { HEAP_TOPICS } from './heap.ts'
import { sceneOf, type Topic } from './kit.ts'
import { finishQuestion, shuffled } from '../../../player/question-draft.ts'
import { MATCH_TOPICS } from './matches.ts'
import { MEMORY_TOPICS } from './memory.ts'
import { ORDER_TOPICS } from './order.ts'
import { PAGE_TOPICS } from './pages.ts'
import { PASS_TOPICS } from './passes.ts'
import { SELECTION_TOPICS } from './selection.ts'
import { STEP_TOPICS } from './steps.ts'
import { STRUCTURE_TOPICS } from './structures.ts'
import { WHERE } from './where.ts'

/** Everything that can be asked. */
export const TOPICS: readonly Topic[] = [
  ...MATCH_TOPICS,
  ...HEAD_TOPICS,
  ...STRUCTURE_TOPICS,
  ...HEAP_TOPICS,
  ...PAGE_TOPICS,
  ...CROSSING_TOPICS,
  ...FORMATION_TOPICS,
  ...SELECTION_TOPICS,
  ...ORDER_TOPICS,
  ...PASS_TOPICS,
  ...MEMORY_TOPICS,
  ...STEP_TOPICS,
  ...CRASH_TOPICS,
]

/**
 * A question about what comes next, of topic `only` where that is given; `salt` chooses among those that fit here.
 * Undefined where none does.
 */
export function questionOf(
  moment: Moment<SortState>,
  stateAt: (position: number) => SortState,
  salt: number,
  only?: string,
): Question | undefined {
  const { log, position, state } = moment
  if (position >= log.length) return undefined
  const scene = sceneOf(moment, stateAt, salt)
  const isPaged = state.header.detail === 'page'
  for (const topic of topicsOf(only, scene)) {
    if (isPaged && topic.isForPages !== true) continue
    const question = ask(topic, scene)
    if (question !== undefined) return question
  }
  return undefined
}

function topicsOf(only: string | undefined, { rng }: ReturnType<typeof sceneOf>): readonly Topic[] {
  return only === undefined ? shuffled(TOPICS, rng) : TOPICS.filter(({ id }) => id === only)
}

/** The question of one topic at this moment; undefined where it is not worth asking. */
export function ask(topic: Topic, scene: ReturnType<typeof sceneOf>): Question | undefined {
  const draft = topic.make(scene)
  return draft === undefined ? undefined : finishQuestion(topic, draft, scene.rng)
}

/** What the lab fetches before it asks. */
export const questions = { questionOf, topics: TOPICS.map(topicOf) }

function topicOf({ id, label }: Topic): QuestionTopic {
  const scenarios = WHERE[id]
  return scenarios === undefined ? { id, label } : { id, label, scenarios }
}
