import { formatBytes, formatCount } from '../../../base/format.ts'
import './own-table.css'
import type { FoundFeature, TableReport } from './table-report.ts'

/** What a table has and whether it can be read here, what would have been refused, and its columns. */
export function TableFacts({ report }: { readonly report: TableReport }) {
  const { found, columns, readerVersion, writerVersion, rows, liveBytes } = report
  return (
    <>
      <table className="kv table-found">
        <caption className="cap">
          Features found <span>can Lakescope read it</span>
        </caption>
        <tbody>
          {[...found]
            .sort((a, b) => ORDER[a.status] - ORDER[b.status])
            .map((feature) => (
              <Feature key={feature.name} feature={feature} />
            ))}
        </tbody>
      </table>
      <h3 className="cap">The table</h3>
      <table className="kv">
        <tbody>
          <tr>
            <td>Reader and writer version</td>
            <td className="num">
              {readerVersion}, {writerVersion}
            </td>
          </tr>
          <tr>
            <td>Live bytes</td>
            <td className="num">{formatBytes(liveBytes)}</td>
          </tr>
          <tr>
            <td>Rows by the statistics</td>
            <td className="num">{rows === undefined ? 'not told' : formatCount(rows)}</td>
          </tr>
        </tbody>
      </table>
      <table className="kv table-found">
        <caption className="cap">
          What would have been refused <span>and what is named</span>
        </caption>
        <tbody>
          {REFUSED.map(([what, named]) => (
            <tr key={what}>
              <td>{what}</td>
              <td>{named}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3 className="cap">Columns</h3>
      <p className="table-words mono">{columns === '' ? 'none' : columns}</p>
    </>
  )
}

const ORDER: Readonly<Record<FoundFeature['status'], number>> = { refused: 0, read: 1, unused: 2 }
const WORDS: Readonly<Record<FoundFeature['status'], string>> = { refused: 'no', read: 'yes', unused: 'not used' }

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

/** The tests of the snapshot, the schema and damaged tables hold the engine to these. */
const REFUSED: readonly (readonly [what: string, named: string])[] = [
  ['A reader feature that is not known', 'its name'],
  ['A table that only its catalog knows', 'the feature'],
  ['A commit missing above the checkpoint', 'its version'],
  ['A column of an unknown type', 'its column'],
  ['A type change that is not one of the protocol', 'its column'],
  ['A line that is no action', 'file, line and field'],
  ['A page with a wrong checksum', 'its file'],
]
