import type { PredictionSummary } from '../player/bench/PredictInspector.tsx'
import type { ProgressState } from '../progress/state.ts'

const MOST_MISSED = 4

/** How the learner's predictions came out, and the topics of this lab that were got wrong most. */
export function summarizeCalls(state: ProgressState, lab: string): PredictionSummary {
  const missed = [...state.topics.values()]
    .filter((topic) => topic.lab === lab && topic.right < topic.total)
    .map((topic) => ({ label: topic.label, wrong: topic.total - topic.right }))
    .sort((left, right) => right.wrong - left.wrong)
  return {
    ...state.confidence,
    due: missed.slice(0, MOST_MISSED).map(({ label, wrong }) => ({ label, when: `${wrong} wrong` })),
  }
}
