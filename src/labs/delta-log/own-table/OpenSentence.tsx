import { useId, useState } from 'react'
import { formatCount, formatPlural } from '../../../base/format.ts'
import { NumberValue } from '../../../player/bench/NumberValue.tsx'
import '../../../player/bench/sentence.css'
import type { TableReport } from './table-report.ts'

export interface OpenSentenceProps {
  readonly report: TableReport
  /** The version that the log is opened at. */
  readonly version: number
  readonly onVersion: (version: number) => void
}

/** What pressing Open does, as one sentence: the version in it can be changed, as a value of a lab's sentence can. */
export function OpenSentence({ report, version, onVersion }: OpenSentenceProps) {
  const [refused, setRefused] = useState<string>()
  const reasonId = useId()
  const { name, lines, version: max } = report
  const min = lines.bars[0]?.first ?? 0
  const change = (value: number): void => {
    if (!Number.isInteger(value) || value < min || value > max) {
      setRefused(`the log has versions ${formatCount(min)} to ${formatCount(max)}; ${value} is none of them`)
      return
    }
    setRefused(undefined)
    onVersion(value)
  }
  const text = formatCount(version)
  return (
    <div className="sentence own-sentence">
      Open <b>{name}</b> at version{' '}
      <NumberValue
        part={{
          type: 'number',
          param: 'version',
          label: 'version to open at',
          text,
          value: version,
          min,
          max,
          step: 1,
        }}
        refusal={refused === undefined ? undefined : reasonId}
        onChange={change}
        onRefuse={setRefused}
        onForget={() => setRefused(undefined)}
      />
      , {linesText(report)}, data files when rows are asked for.
      {refused !== undefined && (
        <span className="refusal" id={reasonId} role="status">
          {refused}
        </span>
      )}
    </div>
  )
}

/** How the lines are read: what some writers leave behind an action is passed over. */
function linesText({ lines: { tails } }: TableReport): string {
  return tails === 0
    ? 'every line read as it stands'
    : `${formatPlural(tails, 'line')} read without what stands behind ${tails === 1 ? 'its' : 'their'} action`
}
