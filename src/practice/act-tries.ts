import type { Play } from '../engine/challenge/act/play.ts'
import type { AttemptMoment } from './attempts.ts'

/** The field of an attempt that holds what was tried: one move a line. */
export const TRIES_FIELD = 'tries'

export function readTries(text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : text.split('\n')
}

export function writeTries(tries: readonly string[]): string {
  return tries.join('\n')
}

/** Moments of an attempt in which a try was wrong. Those that were gone back before count too: what was seen stays seen. */
export function findMistakes(play: Play, moments: readonly AttemptMoment[]): readonly AttemptMoment[] {
  return moments.filter(({ kind, work }) => {
    if (kind !== 'edit') return false
    return play.after(readTries(work.texts.get(TRIES_FIELD))).tries.at(-1)?.why !== undefined
  })
}

export function countMistakes(play: Play, moments: readonly AttemptMoment[]): number {
  return findMistakes(play, moments).length
}
