import { formatBytes, formatPlural } from '../../../base/format.ts'
import { Button } from '../../../ui/Button.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import type { SortReport } from './reports.ts'
import type { SavedPart } from './save.ts'

interface LeaveSheetProps {
  readonly name: string
  /** What was not saved. */
  readonly what: SavedPart
  readonly report: SortReport
  readonly onStay: () => void
  readonly onKeep: () => void
  readonly onDelete: () => void
}

/** Asks once what becomes of a result that was not saved, or not all of it. */
export function LeaveSheet({ name, what, report, onStay, onKeep, onDelete }: LeaveSheetProps) {
  const isOutput = what === 'output'
  return (
    <Sheet open onClose={onStay} title={isOutput ? 'The sorted file is not saved' : 'The rejected rows are not saved'}>
      <div className="own-sheet">
        <p>
          The sorted <b>{name}</b> takes {formatBytes(report.outputBytes)} in this browser
          {isOutput ? '' : `, and ${formatPlural(report.rejectedRows, 'row')} that could not be read lie beside it`}.
          Kept, it is offered when you come back to this page.
        </p>
        <div className="own-acts own-sheet-acts">
          <Button primary onPress={onKeep}>
            Keep it here
          </Button>
          <Button danger onPress={onDelete}>
            Delete it
          </Button>
          <Button onPress={onStay}>Stay</Button>
        </div>
      </div>
    </Sheet>
  )
}

interface StopSheetProps {
  readonly name: string
  readonly onStay: () => void
  readonly onStop: () => void
}

/** Asks once before a sort under way is left, which ends it. */
export function StopSheet({ name, onStay, onStop }: StopSheetProps) {
  return (
    <Sheet open onClose={onStay} title="The sort is not done">
      <div className="own-sheet">
        <p>
          Another file ends the sort of <b>{name}</b>. Runs that are finished are kept, and can be gone on with; a sort
          without any begins again.
        </p>
        <div className="own-acts own-sheet-acts">
          <Button primary onPress={onStay}>
            Let it run
          </Button>
          <Button danger onPress={onStop}>
            End it
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
