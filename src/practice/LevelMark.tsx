import { LEVEL_WORDS } from './catalogue-model.ts'

/** A level as steps: one for easy, three for hard. */
export function LevelMark({ level }: { readonly level: 1 | 2 | 3 }) {
  return (
    <svg className="level-mark" width="23" height="8" role="img" aria-label={LEVEL_WORDS[level]}>
      {[1, 2, 3].map((step) => (
        <rect
          key={step}
          x={(step - 1) * 8 + 0.5}
          y={7.5 - step * 2}
          width="6"
          height={step * 2}
          fill={step <= level ? 'var(--ink-2)' : 'none'}
          stroke={step <= level ? 'var(--ink-2)' : 'var(--line-2)'}
        />
      ))}
    </svg>
  )
}
