import { useEffect, useEffectEvent, useRef, useState, type ChangeEvent, type RefObject } from 'react'
import { formatCount, formatPlural } from '../../../base/format.ts'
import { AskError, ask, type Asking } from '../../../player/ask.ts'
import { Bench } from '../../../player/bench/Bench.tsx'
import { createBenchUi, type BenchUi } from '../../../player/bench/bench-ui.ts'
import { useBranch, useSession } from '../../../player/bench/use-moment.ts'
import type { OwnDataProps } from '../../../player/lab.ts'
import '../../../player/own-page.css'
import type { Session } from '../../../player/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { announce } from '../../../ui/LiveRegion.tsx'
import { CheckTable } from './CheckTable.tsx'
import { openTableSession } from './open-table.ts'
import './own-table.css'
import { PickTable } from './PickTable.tsx'
import { sourceOfPicked, type TableSource } from './table-files.ts'
import { parseTableReport, type TableReport } from './table-report.ts'
import { useTableDrop } from './use-table-drop.ts'

type Step =
  | { readonly type: 'pick' }
  | { readonly type: 'reading'; readonly name: string }
  | { readonly type: 'checked'; readonly source: TableSource; readonly report: TableReport }
  | { readonly type: 'open'; readonly source: TableSource; readonly report: TableReport; readonly session: Session }

/** A table of the user's: picked, checked, and its history stepped through. */
export function OwnTablePage(props: OwnDataProps) {
  const { engine, topBar, singleLetterKeys } = props
  const [ui] = useState(createBenchUi)
  const folder = useRef<HTMLInputElement>(null)
  const archive = useRef<HTMLInputElement>(null)
  const { step, setStep, problem, open, fail, stop } = useTable(props)
  const drop = useTableDrop(open, (error) => fail('What was dropped', error))
  const show = (): void => {
    if (step.type !== 'checked') return
    const { source, report } = step
    setStep({ type: 'open', source, report, session: openTableSession(engine, source, report) })
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
          busy={step.type === 'reading' ? `checking the log of ${step.name}` : undefined}
          found={drop.found}
          onFolder={() => folder.current?.click()}
          onArchive={() => archive.current?.click()}
          onStop={stop}
        />
      )}
      {step.type === 'checked' && (
        <CheckTable report={step.report} onOpen={show} onOther={() => setStep({ type: 'pick' })} />
      )}
      {step.type === 'open' && (
        <div className="own-run">
          <Bench
            session={step.session}
            ui={ui}
            topBar={topBar}
            singleLetterKeys={singleLetterKeys}
            onOpen={() => setStep({ type: 'pick' })}
          />
          <TableStatus
            session={step.session}
            name={step.report.name}
            onReport={() => setStep({ type: 'checked', source: step.source, report: step.report })}
            onOther={() => setStep({ type: 'pick' })}
          />
        </div>
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
  readonly problem: { readonly name: string; readonly error: AskError } | undefined
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
  const open = (source: TableSource): void => {
    asking.current?.stop()
    setProblem(undefined)
    setStep({ type: 'reading', name: source.name })
    const startedMs = performance.now()
    const own = ask(engine, 'check-table', { source, name: source.name })
    asking.current = own
    own.answer.then(
      (answer) => {
        if (asking.current !== own) return
        const report = parseTableReport(answer)
        setStep({ type: 'checked', source, report })
        announce(`${report.name}: ${formatPlural(report.findingCount + report.missingCount, 'finding')}.`)
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
  const first = useEffectEvent(open)
  useEffect(() => {
    if (initialFile !== undefined) first({ kind: 'archive', name: initialFile.name, file: initialFile })
  }, [initialFile])
  return { step, setStep, problem, open, fail, stop: () => asking.current?.stop() }
}

interface TableStatusProps {
  readonly session: Session
  readonly name: string
  readonly onReport: () => void
  readonly onOther: () => void
}

/** How far the log is read, or that it ends early. */
function TableStatus({ session, name, onReport, onOther }: TableStatusProps) {
  const branch = useBranch(session)
  const type = useSession(session, () => branch.end.type)
  const length = useSession(session, () => branch.log.length)
  const words =
    branch.end.type === 'failed'
      ? `The log ends at event ${formatCount(length)}: ${branch.end.error.message}`
      : type === 'writing'
        ? `${formatCount(length)} events read`
        : `${formatCount(length)} events`
  return (
    <section className="own-status" aria-label="The table">
      <p className="own-writing">
        <b>{name}</b> <span>{words}</span>
      </p>
      <span className="own-acts own-onward">
        {type === 'writing' && <Button onPress={() => session.branching.stopRun()}>Stop here</Button>}
        <Button onPress={onReport}>The report</Button>
        <Button onPress={onOther} keys={['O']}>
          Another table
        </Button>
      </span>
    </section>
  )
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
    if (event.ctrlKey || event.metaKey || event.altKey || step.type === 'open') return
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
