import type { TheoryRow } from '../lab.ts'

/** A bound or closed form for each row, and what was measured; on one line where the two have room beside the label. */
export function TheoryTable({ rows }: { readonly rows: readonly TheoryRow[] }) {
  return (
    <dl className="theory">
      {rows.map(({ label, expected, measured }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="num">
            {expected}
            {measured !== undefined && (
              <b>
                <span className="visually-hidden">measured </span>
                {measured}
              </b>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
