import type { TheoryRow } from '../lab.ts'

/** A bound or closed form for each row, and under it what was measured. */
export function TheoryTable({ rows }: { readonly rows: readonly TheoryRow[] }) {
  return (
    <table className="kv theory">
      <tbody>
        {rows.map(({ label, expected, measured }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="num">
              {expected}
              {measured !== undefined && <small>measured {measured}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
