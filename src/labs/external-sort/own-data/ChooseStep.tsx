import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { formatBytes } from '../../../base/format.ts'
import { Button } from '../../../ui/Button.tsx'
import { Checks } from './Checks.tsx'
import {
  createForm,
  createKey,
  isTwice,
  misfitOf,
  planOf,
  raiseKey,
  replaceKey,
  shownName,
  turnKey,
  type SortForm,
} from './form.ts'
import { KeyRow } from './KeyRow.tsx'
import { MemoryFields } from './MemoryFields.tsx'
import { Preview } from './Preview.tsx'
import { RefusalNote } from './RefusalNote.tsx'
import type { SortRefusal } from './refusals.ts'
import { UNORDERED, type FileReport } from './reports.ts'
import { useFocusKept } from './use-focus-kept.ts'
import { checksOf, describeMisfit, describePlan } from './words.ts'

interface ChooseStepProps {
  readonly report: FileReport
  /** What was chosen before, when the user comes back from a run. */
  readonly before: SortForm | undefined
  /** Why it was not sorted like that. */
  readonly refusal: SortRefusal | undefined
  readonly onSort: (form: SortForm) => void
  readonly onOther: () => void
}

/** What was found in the file, and what to do with it. */
export function ChooseStep({ report, before, refusal, onSort, onOther }: ChooseStepProps) {
  const [form, setForm] = useState(() => before ?? createForm(report))
  const misfit = misfitOf(form, report)
  const plan = planOf(form, report)
  const { title, paragraphs } =
    misfit === undefined || misfit.field === 'keys' ? describePlan(report, form, plan) : describeMisfit(misfit)
  const [isTried, setTried] = useState(false)
  // A column that is yet to be chosen is no fault.
  const isWrong = misfit !== undefined && (misfit.field !== 'keys' || form.keys.length > 0 || isTried)
  const main = useRef<HTMLElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const focusSort = (): void => bar.current?.querySelector('button')?.focus({ preventScroll: true })
  const pressHead = (name: string, isPointed: boolean): void => {
    // A column's head that is pressed by mouse would keep the Enter that the button promises to take.
    if (isPointed || form.keys.length === 0) focusSort()
    setForm(pressColumn(form, name))
  }
  const change = (changed: SortForm): void => {
    // Enter twice is a column and the sort: what comes next has the focus.
    if (form.keys.length === 0) focusSort()
    setForm(changed)
  }
  const sort = (): void => {
    if (misfit === undefined) onSort(form)
    else setTried(true)
  }
  useEnter(sort)
  useFocusKept(main)
  return (
    <div className="own-grid">
      <aside className="own-story">
        <div className="own-pad">
          <h2 className="own-title">Sort a file of your own</h2>
          <p className="own-lead">
            <b>{report.name}</b>, {formatBytes(report.sizeBytes)}. Nothing leaves this browser.
          </p>
          <Checks label="What was found" checks={checksOf(report, form, plan)} />
          {report.remarks.length > 0 && <Remarks remarks={report.remarks} />}
        </div>
        <div className="land own-land" role="status">
          <span className="cap">{title}</span>
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      </aside>
      <main className="own-main" ref={main} tabIndex={-1}>
        <div className="own-scroll">
          {refusal !== undefined && <RefusalNote {...{ refusal, form, report, onSort, onOther }} />}
          <KeyList form={form} report={report} onChange={change} />
          {misfit?.field === 'keys' && isWrong && <p className="own-note bad own-key-note">{misfit.reason}</p>}
          <Preview report={report} keys={form.keys} onColumn={pressHead} />
        </div>
        <div className="own-bar" ref={bar}>
          <Button primary onPress={sort} keys={['↵']} disabled={misfit?.reason}>
            Sort the file
          </Button>
          <Button onPress={onOther} keys={['O']}>
            Another file
          </Button>
          <span className={isWrong ? 'bad' : misfit === undefined ? 'i3' : 'i2'}>{misfit?.reason ?? title}</span>
        </div>
      </main>
      <aside className="own-side" aria-label="How it is sorted">
        <MemoryFields form={form} report={report} misfit={misfit} onChange={setForm} />
      </aside>
    </div>
  )
}

function KeyList(props: {
  readonly form: SortForm
  readonly report: FileReport
  readonly onChange: (form: SortForm) => void
}) {
  const { form, report, onChange } = props
  const next = report.columns.find(
    ({ name, type }) =>
      type !== UNORDERED &&
      name !== '' &&
      !isTwice(report.columns, name) &&
      form.keys.every((key) => key.column !== name),
  )
  return (
    <section aria-label="Sort key">
      <ol className="own-keys">
        {form.keys.map((key, index) => (
          <KeyRow
            key={index}
            index={index}
            formKey={key}
            report={report}
            onChange={(changed) => onChange(replaceKey(form, index, changed))}
            onRaise={() => onChange(raiseKey(form, index))}
          />
        ))}
      </ol>
      {next !== undefined && (
        <Button onPress={() => onChange({ ...form, keys: [...form.keys, createKey(next.name)] })}>
          {form.keys.length === 0 ? `Choose ${shownName(next.name)}` : 'Then by another column'}
        </Button>
      )}
    </section>
  )
}

function Remarks({ remarks }: { readonly remarks: readonly string[] }) {
  return (
    <ul className="own-remarks">
      {remarks.slice(0, 4).map((remark) => (
        <li key={remark}>{remark}</li>
      ))}
    </ul>
  )
}

function pressColumn(form: SortForm, name: string): SortForm {
  const index = form.keys.findIndex((key) => key.column === name)
  const key = form.keys[index]
  if (key === undefined) return { ...form, keys: [...form.keys, createKey(name)] }
  return replaceKey(form, index, turnKey(key))
}

/** Enter sorts, as the button says, unless what has the focus does something of its own with it. */
function useEnter(act: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.defaultPrevented) return
    if (event.target instanceof Element && event.target.closest('button, select, a, dialog') !== null) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
