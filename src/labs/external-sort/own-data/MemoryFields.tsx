import { formatBytes, formatPlural } from '../../../base/format.ts'
import { Button } from '../../../ui/Button.tsx'
import { Switch } from '../../../ui/Switch.tsx'
import { ChoiceField } from './ChoiceField.tsx'
import { CountField } from './CountField.tsx'
import { fanInOf, MEMORY_STOPS, pageOf, pagesOf, type Misfit, type SortForm } from './form.ts'
import type { FileReport } from './reports.ts'
import { SizeField } from './SizeField.tsx'
import { sizeText } from './size-text.ts'

interface MemoryFieldsProps {
  readonly form: SortForm
  readonly report: FileReport
  readonly misfit: Misfit | undefined
  readonly onChange: (form: SortForm) => void
}

const FORMATIONS = [
  { value: 'fill-sort-spill', text: 'fill, sort, spill' },
  { value: 'replacement-selection', text: 'replacement selection' },
] as const

const STRUCTURES = [
  { value: 'loser-tree', text: 'loser tree' },
  { value: 'binary-heap', text: 'binary heap' },
] as const

const FIRST_PASSES = [
  { value: 'full', text: 'full merges' },
  { value: 'optimal', text: 'a small merge first' },
] as const

const BAD_ROWS = [
  { value: 'stop', text: 'stop and name the line' },
  { value: 'skip', text: 'skip and keep in a file' },
] as const

/** Memory and everything that decides how it is used. */
export function MemoryFields({ form, report, misfit, onChange }: MemoryFieldsProps) {
  const problem = (field: Misfit['field']): string | undefined => (misfit?.field === field ? misfit.reason : undefined)
  const pages = pagesOf(form, report)
  const enoughBytes = misfit?.enoughBytes
  return (
    <div className="own-fields">
      <SizeField
        label="Memory"
        bytes={form.memoryBytes}
        stops={MEMORY_STOPS}
        problem={problem('memory')}
        note="The sort holds no more than this at one time."
        onChange={(memoryBytes) => onChange({ ...form, memoryBytes })}
      />
      {enoughBytes !== undefined && (
        <Button
          onPress={() => onChange({ ...form, memoryBytes: enoughBytes })}
        >{`Take ${sizeText(enoughBytes)}`}</Button>
      )}
      <SizeField
        label="Page"
        bytes={pageOf(form)}
        problem={problem('page')}
        note={pagesNote(form, pages)}
        onChange={(pageBytes) => onChange({ ...form, pageBytes })}
      />
      <CountField
        label="Runs merged at a time"
        value={fanInOf(form, report)}
        problem={problem('fanIn')}
        onChange={(fanIn) => onChange({ ...form, fanIn })}
      />
      <ChoiceField
        label="Runs are made by"
        value={form.formation}
        options={FORMATIONS}
        onChange={(formation) => onChange({ ...form, formation })}
      />
      <ChoiceField
        label="Merged with a"
        value={form.structure}
        options={STRUCTURES}
        onChange={(structure) => onChange({ ...form, structure })}
      />
      <ChoiceField
        label="First merge pass"
        value={form.firstPass}
        options={FIRST_PASSES}
        onChange={(firstPass) => onChange({ ...form, firstPass })}
      />
      {report.format !== 'parquet' && (
        <ChoiceField
          label="A row that cannot be read"
          value={form.badRows}
          options={BAD_ROWS}
          onChange={(badRows) => onChange({ ...form, badRows })}
        />
      )}
      {form.badRows === 'skip' && report.format !== 'parquet' && (
        <p className="own-note">In that file each row stands under a line “# line 12: ” with what is wrong.</p>
      )}
      <Switch on={form.doubleBuffering} onChange={(doubleBuffering) => onChange({ ...form, doubleBuffering })}>
        Read the next page while one is merged
      </Switch>
    </div>
  )
}

/** How many pages there are, and what the rest of memory is for. */
export function pagesNote(form: SortForm, pages: number): string {
  const rest = form.memoryBytes - pages * pageOf(form)
  return `Memory has ${formatPlural(pages, 'page')}; the other ${formatBytes(rest)} hold what reading takes, the counters, and 64 B for each run merged at a time.`
}
