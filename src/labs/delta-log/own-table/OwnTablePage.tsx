import { useEffect, useEffectEvent, useRef, useState, type ChangeEvent, type RefObject } from 'react'
import { formatCount, formatPlural } from '../../../base/format.ts'
import { AskError, ask, type Asking, type Engine } from '../../../player/ask.ts'
import { createBenchUi, type BenchUi } from '../../../player/bench/bench-ui.ts'
import type { OwnDataProps } from '../../../player/lab.ts'
import '../../../player/own-page.css'
import type { Session } from '../../../player/session.ts'
import { announce } from '../../../ui/LiveRegion.tsx'
import { CheckTable } from './CheckTable.tsx'
import { withTable } from './held-table.ts'
import { keepLastTable, readLastTable } from './last-table.ts'
import { openTableSession } from './open-table.ts'
import { OpenTable } from './OpenTable.tsx'
import './own-table.css'
import { PickTable, type TableProblem } from './PickTable.tsx'
import { sourceOfArchive, sourceOfEntry, sourceOfPicked, type TableSource } from './table-files.ts'
import { countFindings, isRefused, parseTableReport, type RefusedTable, type TableReport } from './table-report.ts'
import { useTableDrop } from './use-table-drop.ts'

type Step =
  | { readonly type: 'pick' }
  | { readonly type: 'reading'; readonly name: string; readonly told: string }
  | { readonly type: 'checked'; readonly table: Engine; readonly report: TableReport; readonly version: number }
  | { readonly type: 'open'; readonly table: Engine; readonly report: TableReport; readonly session: Session }

/** A table of the user's: picked, checked, and its history stepped through. */
export function OwnTablePage(props: OwnDataProps) {
  const { topBar, singleLetterKeys } = props
  const [ui] = useState(createBenchUi)
  const folder = useRef<HTMLInputElement>(null)
  const archive = useRef<HTMLInputElement>(null)
  const { step, setStep, problem, open, fail, stop } = useTable(props)
  const [last, setLast] = useState(readLastTable)
  const drop = useTableDrop(open, (error) => fail('What was dropped', error))
  const pickOther = (): void => {
    keepLastTable(undefined)
    setLast(undefined)
    setStep({ type: 'pick' })
  }
  const show = (): void => {
    if (step.type !== 'checked') return
    const { table, report, version } = step
    setStep({ type: 'open', table, report, session: openTableSession(table, report, version) })
    announce(`The log of ${report.name} is read.`)
  }
  useStepKeys(singleLetterKeys, step, () => folder.current?.click(), show)
  useOnBench(step, ui, props)
  const pick = (files: FileList | null): void => {
    const source = sourceOfPicked([...(files ?? [])])
    if (source !== undefined) open(source)
  }
  return (
    <div className="own">
      {step.type === 'open' ? undefined : topBar}
      {(step.type === 'pick' || step.type === 'reading') && (
        <PickTable
          problem={problem}
          last={last}
          busy={step.type === 'reading' ? `checking the log of ${step.name}${step.told}` : undefined}
          found={drop.found}
          onFolder={() => folder.current?.click()}
          onArchive={() => archive.current?.click()}
          onStop={stop}
        />
      )}
      {step.type === 'checked' && (
        <CheckTable
          table={step.table}
          report={step.report}
          version={step.version}
          onVersion={(version) => setStep({ ...step, version })}
          onOpen={show}
          onOther={pickOther}
        />
      )}
      {step.type === 'open' && (
        <OpenTable
          session={step.session}
          ui={ui}
          name={step.report.name}
          topBar={topBar}
          singleLetterKeys={singleLetterKeys}
          onReport={() => {
            const { table, report } = step
            setStep({ type: 'checked', table, report, version: report.version })
          }}
          onOther={pickOther}
        />
      )}
      <Pickers folder={folder} archive={archive} onFiles={pick} />
      {drop.isOver && <div className="own-over">Drop the table to look at it</div>}
    </div>
  )
}

interface PickersProps {
  readonly folder: RefObject<HTMLInputElement | null>
  readonly archive: RefObject<HTMLInputElement | null>
  readonly onFiles: (files: FileList | null) => void
}

/** The two dialogs: a folder is one, a file another. */
function Pickers({ folder, archive, onFiles }: PickersProps) {
  const take = (event: ChangeEvent<HTMLInputElement>): void => {
    onFiles(event.target.files)
    event.target.value = ''
  }
  const hidden = { type: 'file', className: 'own-file', tabIndex: -1, 'aria-hidden': true, onChange: take } as const
  return (
    <>
      {/* A folder is asked for by this attribute in every browser; React knows it by no other name. */}
      <input ref={folder} {...hidden} {...{ webkitdirectory: '' }} />
      <input ref={archive} {...hidden} accept=".zip,.tar,.gz,.tgz" />
    </>
  )
}

interface TableDesk {
  readonly step: Step
  readonly setStep: (step: Step) => void
  readonly problem: TableProblem | undefined
  readonly open: (source: TableSource) => void
  readonly fail: (name: string, error: unknown) => void
  readonly stop: () => void
}

function useTable({ engine, initialFile, onRun }: OwnDataProps): TableDesk {
  const [step, setStep] = useState<Step>({ type: 'pick' })
  const [problem, setProblem] = useState<TableDesk['problem']>()
  const asking = useRef<Asking>(undefined)
  const fail = (name: string, error: unknown): void => {
    const told = error instanceof AskError ? error : new AskError('UNKNOWN', String(error), name)
    setProblem(told.code === 'STOPPED' ? undefined : { name, error: told })
    setStep({ type: 'pick' })
  }
  const refuse = (name: string, { refusal: { code, message, where }, found }: RefusedTable): void => {
    setProblem({ name, error: new AskError(code, message, where), found })
    setStep({ type: 'pick' })
  }
  const open = (source: TableSource): void => {
    asking.current?.stop()
    setProblem(undefined)
    setStep({ type: 'reading', name: source.name, told: '' })
    const startedMs = performance.now()
    const table = withTable(engine, source)
    const own: Asking = ask(table, 'check-table', { name: source.name }, (done, total, unit) => {
      if (asking.current !== own || total === 0) return
      setStep({ type: 'reading', name: source.name, told: `: ${formatCount(done)} of ${formatCount(total)} ${unit}` })
    })
    asking.current = own
    own.answer.then(
      (answer) => {
        if (asking.current !== own) return
        if (isRefused(answer)) return refuse(source.name, answer)
        const report = parseTableReport(answer)
        setStep({ type: 'checked', table, report, version: report.version })
        keepLastTable(report.name)
        announce(`${report.name}: ${formatPlural(countFindings(report), 'finding')}.`)
        onRun({
          name: report.name,
          sizeBytes: report.sizeBytes,
          rows: report.rows ?? 0,
          seconds: (performance.now() - startedMs) / 1000,
          outcome: 'finished',
        })
      },
      (error: unknown) => {
        if (asking.current === own) fail(source.name, error)
      },
    )
  }
  useEffect(() => () => asking.current?.stop(), [])
  const first = useEffectEvent((dropped: File | FileSystemDirectoryEntry) => {
    if (dropped instanceof File) return open(sourceOfArchive(dropped))
    const { name } = dropped
    const tell = (found: number): void =>
      setStep({ type: 'reading', name, told: `: ${formatPlural(found, 'file')} found so far` })
    tell(0)
    sourceOfEntry(dropped, tell).then(open, (error: unknown) => fail(name, error))
  })
  useEffect(() => {
    if (initialFile !== undefined) first(initialFile)
  }, [initialFile])
  return { step, setStep, problem, open, fail, stop: () => asking.current?.stop() }
}

/** Tells the page around of the session on the bench, and ends it when it is left. */
function useOnBench(step: Step, ui: BenchUi, { onBench }: OwnDataProps): void {
  const tell = useEffectEvent((bench: Parameters<NonNullable<OwnDataProps['onBench']>>[0]) => onBench?.(bench))
  const session = step.type === 'open' ? step.session : undefined
  useEffect(() => {
    if (session === undefined) return undefined
    tell({ session, ui })
    return () => {
      tell(undefined)
      session.close()
    }
  }, [session, ui])
}

/** O asks for a folder, Enter opens a table that was checked; outside of fields. */
function useStepKeys(isOn: boolean, step: Step, onPick: () => void, onShow: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || step.type === 'open' || event.defaultPrevented) return
    if (event.target instanceof Element && event.target.closest('input, select, textarea, dialog, button, a') !== null)
      return
    if (isOn && event.key.toLowerCase() === 'o') onPick()
    else if (event.key === 'Enter' && step.type === 'checked') onShow()
    else return
    event.preventDefault()
  })
  useEffect(() => {
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
