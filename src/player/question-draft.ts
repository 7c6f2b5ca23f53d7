import { formatCount } from '../base/format.ts'
import type { Rng } from '../base/rng.ts'
import type { Question } from './lab.ts'

/** An answer and the thought that leads to it; the thought must not tell whether it is right. */
export interface Answer {
  readonly text: string
  readonly note: string
}

/** A question before its answers are shuffled. */
export interface Draft {
  readonly text: string
  readonly right: Answer
  /** Usual wrong answers, the most tempting first; those that read like the right one are left out. */
  readonly wrong: readonly Answer[]
  readonly because: string
  readonly until: number
}

/** What a question is about, for the review schedule ("next-winner") and for people. */
export interface DraftTopic {
  readonly id: string
  readonly label: string
}

const MOST_ANSWERS = 4

/** Shuffles the answers; undefined when no wrong answer differs from the right one. */
export function finishQuestion({ id, label }: DraftTopic, draft: Draft, rng: Rng): Question | undefined {
  const wrong: Answer[] = []
  for (const answer of draft.wrong) {
    const isNew = answer.text !== draft.right.text && wrong.every(({ text }) => text !== answer.text)
    if (isNew && wrong.length < MOST_ANSWERS - 1) wrong.push(answer)
  }
  if (wrong.length === 0) return undefined
  const answers = shuffled([draft.right, ...wrong], rng)
  return {
    topic: id,
    topicLabel: label,
    text: draft.text,
    answers,
    right: answers.indexOf(draft.right),
    because: draft.because,
    until: draft.until,
  }
}

/** The items in an order that the stream decides. */
export function shuffled<T>(items: readonly T[], rng: Rng): readonly T[] {
  const order = items.slice()
  for (let i = order.length - 1; i > 0; i--) {
    const j = rng.nextBelow(i + 1)
    const item = order[i] as T
    order[i] = order[j] as T
    order[j] = item
  }
  return order
}

/** A number as an answer. */
export function numeric(value: number, note: string): Answer {
  return { text: formatCount(value), note }
}

/** Wrong numbers with the thought behind each; negative ones are no temptation. */
export function numerics(values: readonly (readonly [value: number, note: string])[]): Answer[] {
  return values.filter(([value]) => value >= 0).map(([value, note]) => numeric(value, note))
}
