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

/** What a sort under way is left for. */
export type LeavingTo = 'file' | 'choices'

interface StopSheetProps {
  readonly name: string
  readonly to: LeavingTo
  /** What is kept of the sort, in a sentence. */
  readonly kept: string
  readonly onStay: () => void
  readonly onStop: () => void
}

/** Asks once before a sort under way is left, which ends it. */
export function StopSheet({ name, to, kept, onStay, onStop }: StopSheetProps) {
  return (
    <Sheet open onClose={onStay} title="The sort is not done">
      <div className="own-sheet">
        <p>
          {to === 'choices' ? 'Going back to the choices' : 'Another file'} ends the sort of <b>{name}</b>. {kept}
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
