import type { PanelProps } from './panel.ts'

/** Why nothing can be typed while what is handed in is judged. */
export const HANDING_IN = 'It cannot be changed while it is judged to be handed in.'

/** Why nothing can be typed, in a sentence; undefined where it can. */
export function lockWords(
  { locked, isDone, refusal }: Pick<PanelProps, 'locked' | 'isDone' | 'refusal'>,
  isHandingIn: boolean,
): string | undefined {
  if (isHandingIn) return HANDING_IN
  if (!locked) return undefined
  return isDone ? 'It is handed in.' : (refusal ?? 'The time is up.')
}
