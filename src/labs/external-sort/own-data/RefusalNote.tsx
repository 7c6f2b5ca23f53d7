import { Button } from '../../../ui/Button.tsx'
import type { SortForm } from './form.ts'
import { offersFor, type SortRefusal } from './refusals.ts'
import type { FileReport } from './reports.ts'
import { withoutName } from './words.ts'

interface RefusalNoteProps {
  readonly refusal: SortRefusal
  readonly form: SortForm
  readonly report: FileReport
  readonly onSort: (form: SortForm) => void
  readonly onOther: () => void
}

/** The file is another one, or is not read any more as it was picked. */
const PICKED_AGAIN: ReadonlySet<string> = new Set(['INPUT_CHANGED', 'READ_FAILED'])

/** Why the file was not sorted, and what can be pressed to sort it all the same. */
export function RefusalNote({ refusal, form, report, onSort, onOther }: RefusalNoteProps) {
  const { code, message } = refusal
  return (
    <section className="own-refusal" aria-label="Why it was not sorted">
      <p className="bad">
        <b>{report.name}</b> was not sorted: {withoutName(report.name, message)}.
      </p>
      <span className="own-acts">
        {offersFor(refusal, form, report).map((offer) => (
          <Button key={offer.text} onPress={() => onSort(offer.form)}>
            {offer.text}
          </Button>
        ))}
        {PICKED_AGAIN.has(code) && <Button onPress={onOther}>Pick it again</Button>}
      </span>
    </section>
  )
}
