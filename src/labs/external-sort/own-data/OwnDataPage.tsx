import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { OwnDataProps } from '../../../player/lab.ts'
import type { Session } from '../../../player/session.ts'
import { decodeMoment, type SharedMoment } from '../../../player/share-link.ts'
import { announce } from '../../../ui/LiveRegion.tsx'
import { ask, AskError, type Engine } from './ask.ts'
import { ChooseStep } from './ChooseStep.tsx'
import { FileDrop } from './FileDrop.tsx'
import { paramsOf, type SortForm } from './form.ts'
import { dataOf, openShared, paramsOfLeftover, startRun, tryRunEvent } from './open-run.ts'
import './own-data.css'
import { PickStep } from './PickStep.tsx'
import { parseFileReport, type FileReport, type Leftover } from './reports.ts'
import { ResultStep } from './ResultStep.tsx'
import { RunStep, secondsOf } from './RunStep.tsx'
import { tryMismatch, wantedFile, type Step, type Wanted } from './steps.ts'
import { useLeftovers } from './use-leftovers.ts'

export interface OwnDataPageProps extends OwnDataProps {
  /** A link to a run on somebody's own data, as it stands in the address: asks for the file and shows that moment. */
  readonly link?: string
  /** A sort is on the bench, so that its moment can be shared; `data` goes with it. Undefined when it is left. */
  readonly onSession?: (session: Session | undefined, data?: SharedMoment['data']) => void
}

/** A file of the user's own: picked, looked at, sorted with spill to this browser's disk, watched, saved. */
export function OwnDataPage(props: OwnDataPageProps) {
  const { engine, topBar, singleLetterKeys, initialFile, link } = props
  const [step, setStep] = useState<Step>({ type: 'pick' })
  const [wanted, setWanted] = useState<Wanted>()
  const [problem, setProblem] = useState<{ readonly name: string; readonly error: AskError }>()
  const leftovers = useLeftovers(engine)
  const input = useRef<HTMLInputElement>(null)
  const openDialog = (): void => input.current?.click()

  const openFile = async (file: File): Promise<void> => {
    setStep({ type: 'reading', name: file.name })
    setProblem(undefined)
    try {
      const report = parseFileReport(await ask(engine, 'inspect-file', { source: file }).answer)
      setStep(nextStep(engine, file, report, wanted))
      setWanted(undefined)
    } catch (error) {
      const told = error instanceof AskError ? error : new AskError('UNKNOWN', String(error), file.name)
      setProblem({ name: file.name, error: told })
      setStep({ type: 'pick' })
    }
  }
  useFileFrom(initialFile, openFile)
  useLink(link, setWanted, (error) => setProblem({ name: 'The link', error }))
  useRunOnBench(step, props)
  useOpenKey(singleLetterKeys && step.type !== 'run', openDialog)

  const backToPick = (): void => {
    setStep({ type: 'pick' })
    setProblem(undefined)
    leftovers.refresh()
  }
  return (
    <div className="own">
      {step.type === 'run' ? undefined : topBar}
      {(step.type === 'pick' || step.type === 'reading') && (
        <PickStep
          problem={problem}
          wanted={wantedFile(wanted)}
          reading={step.type === 'reading' ? step.name : undefined}
          leftovers={leftovers}
          onResume={(leftover) => {
            setWanted({ type: 'resume', leftover })
            openDialog()
          }}
          onShow={(leftover) => setStep({ type: 'result', leftover })}
          onPick={openDialog}
        />
      )}
      {step.type === 'choose' && (
        <ChooseStep
          key={step.report.fingerprint}
          report={step.report}
          before={step.before}
          onSort={(form) => setStep(sortStep(engine, step.file, step.report, form))}
          onOther={openDialog}
        />
      )}
      {step.type === 'run' && (
        <RunStep
          engine={engine}
          topBar={topBar}
          singleLetterKeys={singleLetterKeys}
          run={step.run}
          report={step.report}
          onEnd={(branch) => {
            const event = tryRunEvent(branch, step.report, secondsOf(step.run.session, branch))
            if (event !== undefined) props.onRun(event)
          }}
          onFree={(job) => leftovers.remove([job])}
          onChange={() =>
            setStep({
              type: 'choose',
              file: step.file,
              report: step.report,
              ...(step.form === undefined ? {} : { before: step.form }),
            })
          }
          onOther={backToPick}
        />
      )}
      {step.type === 'result' && (
        <ResultStep
          engine={engine}
          leftover={step.leftover}
          onFree={() => {
            leftovers.remove([step.leftover.job])
            setStep({ type: 'pick' })
          }}
          onOther={backToPick}
        />
      )}
      <input
        ref={input}
        type="file"
        className="own-file"
        tabIndex={-1}
        aria-hidden="true"
        accept=".csv,.tsv,.txt,.ndjson,.jsonl,.json,.parquet"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file !== undefined) void openFile(file)
        }}
      />
      <FileDrop onFile={(file) => void openFile(file)} />
    </div>
  )
}

/** Where a file leads that was looked at. Throws when it is not the one that is wanted. */
function nextStep(engine: Engine, file: File, report: FileReport, wanted: Wanted): Step {
  const expected = wantedFile(wanted)
  if (wanted === undefined || expected === undefined) return { type: 'choose', file, report }
  const mismatch = tryMismatch(report, expected)
  if (mismatch !== undefined) throw mismatch
  if (wanted.type === 'shared') {
    return { type: 'run', file, report, form: undefined, run: openShared(engine, file, wanted.moment) }
  }
  const { leftover } = wanted
  const run = startRun(engine, file, { params: paramsOfLeftover(leftover) }, leftover.job)
  return { type: 'run', file, report, form: undefined, run }
}

function sortStep(engine: Engine, file: File, report: FileReport, form: SortForm): Step {
  const run = startRun(engine, file, { params: paramsOf(form, report) })
  announce(`Sorting ${report.name}.`)
  return { type: 'run', file, report, form, run }
}

/** Opens a file that was dropped on another page, once. */
function useFileFrom(file: File | undefined, open: (file: File) => Promise<void>): void {
  const act = useEffectEvent(open)
  useEffect(() => {
    if (file !== undefined) void act(file)
  }, [file])
}

function useLink(
  link: string | undefined,
  onWanted: (wanted: Wanted) => void,
  onFault: (error: AskError) => void,
): void {
  const take = useEffectEvent(onWanted)
  const refuse = useEffectEvent(onFault)
  useEffect(() => {
    if (link === undefined) return
    decodeMoment(link).then(
      (moment) => take({ type: 'shared', moment }),
      (error: unknown) =>
        refuse(new AskError('BAD_LINK', error instanceof Error ? error.message : String(error), 'link')),
    )
  }, [link])
}

/** Tells the page around of the session on the bench, and ends it when it is left: what it wrote stays. */
function useRunOnBench(step: Step, { onSession }: OwnDataPageProps): void {
  const tell = useEffectEvent((session: Session | undefined, report?: FileReport) =>
    onSession?.(session, report === undefined ? undefined : dataOf(report)),
  )
  const run = step.type === 'run' ? step.run : undefined
  const report = step.type === 'run' ? step.report : undefined
  useEffect(() => {
    if (run === undefined) return undefined
    tell(run.session, report)
    return () => {
      tell(undefined)
      run.session.close()
    }
  }, [run, report])
}

/** O opens the dialog for a file, outside of fields. */
function useOpenKey(isOn: boolean, open: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (!isOn || event.key.toLowerCase() !== 'o' || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target instanceof Element && event.target.closest('input, select, textarea, dialog') !== null) return
    event.preventDefault()
    open()
  })
  useEffect(() => {
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
