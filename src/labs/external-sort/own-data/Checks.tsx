import type { Check } from './words.ts'

const PATHS = {
  good: 'M2 6.4l3 3.2l5.4 -7',
  warn: 'M6 1.5l4.6 9h-9.2z',
  bad: 'M2 2l8 8m0 -8l-8 8',
} as const

const WORDS = { good: 'fine', warn: 'look', bad: 'wrong' } as const

/** What was looked at and how it came out, a row each. */
export function Checks({ label, checks }: { readonly label: string; readonly checks: readonly Check[] }) {
  return (
    <table className="kv own-checks" aria-label={label}>
      <tbody>
        {checks.map(({ label: what, value, outcome }) => (
          <tr key={what}>
            <td className="own-check-mark">
              <Mark outcome={outcome} />
            </td>
            <td>{what}</td>
            <td className="num">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A tick, a triangle or a cross; said in a word too. */
export function Mark({ outcome }: { readonly outcome: Check['outcome'] }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" role="img" aria-label={WORDS[outcome]}>
      <path d={PATHS[outcome]} fill="none" stroke={`var(--${outcome})`} strokeWidth={outcome === 'warn' ? 1.6 : 2} />
    </svg>
  )
}
