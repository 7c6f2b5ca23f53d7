import type { DeltaState } from '../../../engine/delta/state.ts'
import type { Moment, Question, QuestionTopic } from '../../../player/lab.ts'
import { finishQuestion, shuffled } from '../../../player/question-draft.ts'
import { capital } from '../phases.ts'
import { CHECKING_TOPICS } from './checking.ts'
import { COMMITTING_TOPICS } from './committing.ts'
import { sceneOf, type Topic } from './kit.ts'
import { NAIVE_TOPICS } from './naive.ts'
import { READING_TOPICS } from './reading.ts'
import { UPKEEP_TOPICS } from './upkeep.ts'
import { ORPHAN_RUN, WHERE } from './where.ts'

export const TOPICS: readonly Topic[] = [
  ...READING_TOPICS,
  ...COMMITTING_TOPICS,
  ...CHECKING_TOPICS,
  ...UPKEEP_TOPICS,
  ...NAIVE_TOPICS,
]

/** A question of one topic at this moment; undefined where it is not worth asking. */
export function ask(
  topic: Topic,
  moment: Moment<DeltaState>,
  stateAt: (position: number) => DeltaState,
  salt: number,
): Question | undefined {
  const scene = sceneOf(moment, stateAt, salt)
  if ((moment.state.header.log === 'naive') !== NAIVE_TOPICS.includes(topic)) return undefined
  if (scene === undefined || !topic.behind.includes(scene.event.kind)) return undefined
  const draft = topic.make(scene)
  return draft === undefined ? undefined : finishQuestion(topic, { ...draft, text: capital(draft.text) }, scene.rng)
}

/**
 * The question to ask here, one of those that fit, or of topic `only` where that is given; the table's past is asked about
 * only when nobody else is at work.
 */
export function questionOf(
  moment: Moment<DeltaState>,
  stateAt: (position: number) => DeltaState,
  salt: number,
  only?: string,
): Question | undefined {
  const scene = sceneOf(moment, stateAt, salt)
  if (scene === undefined) return undefined
  const topics = only === undefined ? shuffled(TOPICS, scene.rng) : TOPICS.filter(({ id }) => id === only)
  for (const topic of topics) {
    const question = ask(topic, moment, stateAt, salt)
    if (question !== undefined) return question
  }
  return undefined
}

/** What the lab fetches before it asks. */
export const questions = { questionOf, topics: TOPICS.map(topicOf) }

function topicOf({ id, label }: Topic): QuestionTopic {
  const scenarios = WHERE[id]
  if (id === 'orphan-found') return { id, label, run: ORPHAN_RUN }
  return scenarios === undefined ? { id, label } : { id, label, scenarios }
}
