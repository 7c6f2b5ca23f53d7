import { useRef, useState } from 'react'
import { formatBytes } from '../../../base/format.ts'
import { Button } from '../../../ui/Button.tsx'
import type { Engine } from '../../../player/ask.ts'
import { CheckOutput } from './CheckOutput.tsx'
import { DeletedBar } from './DeletedBar.tsx'
import type { FileFormat, Leftover, SortReport } from './reports.ts'
import { ResultBar } from './ResultBar.tsx'
import { isDeleted, useDeletion } from './use-deletion.ts'
import { useRegainedFocus } from './use-regained-focus.ts'
import { useShownResult } from './use-shown-result.ts'

interface ResultStepProps {
  readonly engine: Engine
  readonly leftover: Leftover
  /** It was read back, and is not what was written. */
  readonly onRefuted: () => void
  /** It is to go, unseen. */
  readonly onFree: () => void
  /** It is deleted here; resolves with why it could not be. */
  readonly onDelete: () => Promise<string | undefined>
  readonly onOther: () => void
}

/** A sorted file of an earlier visit, to be saved. Its log is gone with that visit. */
export function ResultStep({ engine, leftover, onRefuted, onFree, onDelete, onOther }: ResultStepProps) {
  const page = useRef<HTMLElement>(null)
  const deletion = useDeletion(onDelete)
  useRegainedFocus(deletion, page)
  useShownResult(isDeleted(deletion) ? undefined : leftover.job)
  const [checked, setChecked] = useState<SortReport>()
  const { name, fileSizeBytes, params, report = checked } = leftover
  return (
    <main className="own-main own-alone" ref={page} tabIndex={-1}>
      <div className="own-pad">
        <h2 className="own-title">{name} is sorted</h2>
        <p className="own-lead">
          {formatBytes(fileSizeBytes)}, sorted on an earlier visit. Its log ended with that visit; sort the file again
          to step through it.
        </p>
        {report === undefined ? (
          <p className="own-acts">
            <CheckOutput left={leftover} onChecked={setChecked} {...{ engine, onRefuted, onFree }} />
          </p>
        ) : deletion.stage !== 'none' ? (
          <DeletedBar deletion={deletion} rest="The file it was made of is where it was." />
        ) : (
          <ResultBar
            engine={engine}
            name={name}
            format={formatOf(params['format'])}
            report={report}
            seconds={undefined}
            onSaved={() => undefined}
            onFree={() => deletion.begin(leftover.job)}
          />
        )}
        <p className="own-acts own-onward">
          <Button onPress={onOther}>Back</Button>
        </p>
      </div>
    </main>
  )
}

function formatOf(value: unknown): FileFormat {
  return value === 'ndjson' || value === 'parquet' ? value : 'csv'
}
