import type { Prediction } from '../session-state.ts'

/** "Right, and fairly sure". */
export function verdictOf({ question, chosen, confidence }: Prediction): string {
  const sure = { guess: 'a guess', fairly: 'fairly sure', certain: 'certain' }[confidence]
  return `${chosen === question.right ? 'Right' : 'Not so'}, and ${sure}`
}
