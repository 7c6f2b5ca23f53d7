import { formatBytes } from '../../../base/format.ts'
import { Button } from '../../../ui/Button.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'

interface LeaveSheetProps {
  readonly name: string
  readonly sizeBytes: number
  readonly onStay: () => void
  readonly onKeep: () => void
  readonly onDelete: () => void
}

/** Asks once what becomes of a sorted file that was not saved. */
export function LeaveSheet({ name, sizeBytes, onStay, onKeep, onDelete }: LeaveSheetProps) {
  return (
    <Sheet open onClose={onStay} title="The sorted file is not saved">
      <p>
        The sorted <b>{name}</b> takes {formatBytes(sizeBytes)} in this browser. Kept, it is offered when you come back
        to this page.
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
    </Sheet>
  )
}
