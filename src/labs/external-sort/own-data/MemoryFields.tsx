import { formatPlural } from '../../../base/format.ts'
import { Switch } from '../../../ui/Switch.tsx'
import { ChoiceField } from './ChoiceField.tsx'
import { CountField } from './CountField.tsx'
import { fanInOf, pageOf, pagesOf, type Misfit, type SortForm } from './form.ts'
import type { FileReport } from './reports.ts'
import { SizeField } from './SizeField.tsx'

interface MemoryFieldsProps {
  readonly form: SortForm
  readonly report: FileReport
  readonly misfit: Misfit | undefined
  readonly onChange: (form: SortForm) => void
}

const STOPS = [64e3, 128e3, 256e3, 512e3, 1e6, 2e6, 4e6, 8e6, 16e6, 32e6, 64e6, 128e6, 256e6]

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
  return (
    <div className="own-fields">
      <SizeField
        label="Memory"
        bytes={form.memoryBytes}
        stops={STOPS}
        problem={problem('memory')}
        note="The sort holds no more than this at one time."
        onChange={(memoryBytes) => onChange({ ...form, memoryBytes })}
      />
      <SizeField
        label="Page"
        bytes={pageOf(form)}
        problem={problem('page')}
        note={`Memory has ${formatPlural(pages, 'page')}.`}
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
      <Switch on={form.doubleBuffering} onChange={(doubleBuffering) => onChange({ ...form, doubleBuffering })}>
        Read the next page while one is merged
      </Switch>
    </div>
  )
}
