import type { ReviewGrade } from '../progress/schedule.ts'

/** Grades as they are called everywhere. */
export const GRADE_WORDS: Readonly<Record<ReviewGrade, string>> = { 1: 'again', 2: 'hard', 3: 'good', 4: 'easy' }
