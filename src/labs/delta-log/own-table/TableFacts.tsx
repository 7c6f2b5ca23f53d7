import { formatBytes, formatCount } from '../../../base/format.ts'
import '../../../player/bench/inspector.css'
import { Json } from '../../../player/bench/Json.tsx'
import { FeatureTable } from './FeatureTable.tsx'
import './own-table.css'
import { formatPlace } from './table-report.ts'
import type { TableReport } from './table-report.ts'

/** What a table has and whether it can be read here, what would have been refused, and its columns. */
export function TableFacts({ report }: { readonly report: TableReport }) {
  const { found, columns, readerVersion, writerVersion, rows, liveBytes, bytesThere, recordedProtocol } = report
  return (
    <>
      <FeatureTable found={found} />
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
            <td>{bytesThere === liveBytes ? 'Live bytes' : 'Live bytes by the log'}</td>
            <td className="num">{formatBytes(liveBytes)}</td>
          </tr>
          {bytesThere !== liveBytes && (
            <tr>
              <td>Of them in the folder</td>
              <td className="num">{formatBytes(bytesThere)}</td>
            </tr>
          )}
          <tr>
            <td>Rows by the statistics</td>
            <td className="num">{rows === undefined ? 'not told' : formatCount(rows)}</td>
          </tr>
        </tbody>
      </table>
      {recordedProtocol !== undefined && (
        <>
          <h3 className="cap table-recorded">
            Recorded: protocol <span>{formatPlace(recordedProtocol)}</span>
          </h3>
          <Recorded text={recordedProtocol.text} />
        </>
      )}
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

/** A line of the log as the inspector shows JSON, without an `x` behind it; one that is none, as it stands. */
function Recorded({ text }: { readonly text: string }) {
  const value = tryParseLine(text)
  return value === undefined ? <pre className="table-words mono">{text}</pre> : <Json value={value} />
}

function tryParseLine(text: string): unknown {
  try {
    return JSON.parse(text.replace(/\}x$/, '}'))
  } catch {
    return undefined
  }
}

/** The tests of the snapshot, the schema and damaged tables hold the engine to these. */
const REFUSED: readonly (readonly [what: string, named: string])[] = [
  ['A reader feature that is not known', 'its name'],
  ['A table that only its catalog knows', 'the feature'],
  ['A log of which no version is whole', 'what is missing'],
  ['A column of an unknown type', 'its column'],
  ['A type change that is not one of the protocol', 'its column'],
  ['A page with a wrong checksum', 'its file'],
]
