import { formatPlural } from '../base/format.ts'
import type { ReviewGrade } from '../progress/schedule.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { GRADE_WORDS } from './grade-words.ts'
import { useWindowKey } from './use-window-key.ts'

export interface GradesProps {
  /** Days until it comes back, by grade. */
  readonly days: Readonly<Record<ReviewGrade, number>>
  /** The grade that counts now. */
  readonly current: ReviewGrade
  readonly letterKeys: boolean
  readonly onGrade: (grade: ReviewGrade) => void
}

const GRADES = [1, 2, 3, 4] as const

/** How well it went, in four grades; each says when it would come back. */
export function Grades({ days, current, letterKeys, onGrade }: GradesProps) {
  useWindowKey((key) => {
    const grade = letterKeys ? GRADES.find((each) => String(each) === key) : undefined
    if (grade !== undefined) onGrade(grade)
    return grade !== undefined
  })
  return (
    <ul className="grades">
      {GRADES.map((grade) => (
        <li key={grade}>
          <button
            type="button"
            aria-pressed={grade === current}
            aria-keyshortcuts={String(grade)}
            onClick={() => onGrade(grade)}
          >
            <Kbd keys={[String(grade)]} />
            <span>{GRADE_WORDS[grade]}</span>
            <span className="num">{`in ${formatPlural(days[grade], 'day')}`}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
