import './own-table.css'
import type { FoundFeature } from './table-report.ts'

/** What a table has, and whether it can be read here; what cannot comes first. Of a table that is refused it says why. */
export function FeatureTable({ found }: { readonly found: readonly FoundFeature[] }) {
  const isRefused = found.some(({ status }) => status === 'harmless')
  return (
    <table className="kv table-found">
      <caption className="cap">
        Features found <span>{isRefused ? 'why it cannot be read' : 'can Lakescope read it'}</span>
      </caption>
      <tbody>
        {found
          .toSorted((a, b) => ORDER[a.status] - ORDER[b.status])
          .map((feature) => (
            <Feature key={feature.name} feature={feature} />
          ))}
      </tbody>
    </table>
  )
}

const ORDER: Readonly<Record<FoundFeature['status'], number>> = { refused: 0, read: 1, harmless: 1, unused: 2 }
const WORDS: Readonly<Record<FoundFeature['status'], string>> = {
  refused: 'no',
  read: 'yes',
  harmless: 'not the reason',
  unused: 'not used',
}

function Feature({ feature: { name, detail, status } }: { readonly feature: FoundFeature }) {
  return (
    <tr className={`table-found-${status}`}>
      <td>
        {name} <span className="i3">{detail}</span>
      </td>
      <td>{WORDS[status]}</td>
    </tr>
  )
}
