import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { OwnDataProps } from '../../../player/lab.ts'
import { formatPlural } from '../../../base/format.ts'
import { plainText } from '../../../base/plain-text.ts'
import { createBenchUi, type BenchUi } from '../../../player/bench/bench-ui.ts'
import type { Branch } from '../../../player/branch.ts'
import { momentAt } from '../../../player/moment-address.ts'
import { announce } from '../../../ui/LiveRegion.tsx'
import { AskError, type Engine } from '../../../player/ask.ts'
import { ChooseStep } from './ChooseStep.tsx'
import { describeCutOff } from './CutOffBar.tsx'
import { FileDrop } from './FileDrop.tsx'
import { formOf, paramsOf, type SortForm } from './form.ts'
import { LatestAsk } from './latest-ask.ts'
import { openShared, paramsOfLeftover, startRun, tryRunEvent, type OpenedRun } from './open-run.ts'
import './own-data-form.css'
import '../../../player/own-page.css'
import { PickStep, type Problem } from './PickStep.tsx'
import { tryRefusal, type SortRefusal } from './refusals.ts'
import { proofOf } from './proof.ts'
import { parseFileReport, parseSortReport, type FileReport, type Leftover } from './reports.ts'
import { ResultStep } from './ResultStep.tsx'
import { RunStep, secondsOf } from './RunStep.tsx'
import { tryMismatch, wantedFile, type Step, type Wanted } from './steps.ts'
import { useLeftovers, type Leftovers } from './use-leftovers.ts'

/** A file of the user's own: picked, looked at, sorted with spill to this browser's disk, watched, saved. */
export function OwnDataPage(props: OwnDataProps) {
  const input = useRef<HTMLInputElement>(null)
  const desk = useDesk(props, () => input.current?.click())
  const [ui] = useState(createBenchUi)
  const { step } = desk
  useRunOnBench(step, ui, props)
  useOpenKey(props.singleLetterKeys && step.type !== 'run', desk.openDialog)
  return (
    <div className="own">
      {step.type === 'run' ? undefined : props.topBar}
      <StepView {...props} desk={desk} ui={ui} />
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
          if (file !== undefined) desk.openFile(file)
        }}
      />
      {/* A run asks first. */}
      {step.type === 'run' ? undefined : <FileDrop onFile={desk.openFile} />}
    </div>
  )
}

/** What lies on the page and what can be done with it. */
interface Desk {
  readonly step: Step
  readonly setStep: (step: Step) => void
  readonly wanted: Wanted
  /** What was not done with the last file, and why. */
  readonly problem: Problem | undefined
  readonly setProblem: (problem: Problem) => void
  readonly leftovers: Leftovers
  readonly openFile: (file: File) => void
  /** Asks the user for a file. */
  readonly openDialog: () => void
  /** Asks the user for the file of a sort, to go on with its runs. */
  readonly askToResume: (leftover: Leftover) => void
  readonly backToPick: () => void
}

function useDesk({ engine, initialFile, link, tryMoment }: OwnDataProps, openDialog: () => void): Desk {
  const [step, showStep] = useState<Step>({ type: 'pick' })
  const [wanted, setWanted] = useState<Wanted>()
  const [problem, setProblem] = useState<Desk['problem']>()
  const leftovers = useLeftovers(engine)
  const [inspection] = useState(() => new LatestAsk())
  // A file that is looked at while the page is left must not begin a sort that nobody would end, or lead elsewhere.
  useEffect(() => () => inspection.drop(), [inspection])
  const setStep = (next: Step): void => {
    inspection.drop()
    showStep(next)
  }
  const openFile = async (file: File): Promise<void> => {
    const before = chosenFor(file, step)
    const name = plainText(file.name, 255)
    setStep({ type: 'reading', name })
    setProblem(undefined)
    try {
      if (tryMoment !== undefined) {
        const looked = await inspection.wait(tryMoment(file))
        if (looked === undefined) return
        const [open] = looked
        if (open !== undefined) {
          setStep({ type: 'pick' })
          return open()
        }
      }
      const found = await inspection.ask(engine, 'inspect-file', { source: file })
      if (found === undefined) return
      setStep(nextStep(engine, file, parseFileReport(found[0]), wanted, before))
      setWanted(undefined)
    } catch (error) {
      setProblem({ name, undone: 'opened', message: faultOf(error) })
      setStep({ type: 'pick' })
      // A sort that it ended may have left something.
      void leftovers.refresh()
    }
  }
  const backToPick = (): void => {
    setStep({ type: 'pick' })
    setProblem(undefined)
    void leftovers.refresh()
  }
  const askToResume = (leftover: Leftover): void => {
    setStep({ type: 'pick' })
    setWanted({ type: 'resume', leftover })
    openDialog()
  }
  useFileFrom(initialFile, openFile)
  useLink(
    link,
    (asked) => {
      setWanted(asked)
      setStep({ type: 'pick' })
    },
    ({ message }) => setProblem({ name: 'The link', undone: 'opened', message }),
  )
  return {
    ...{ step, setStep, wanted, problem, setProblem, leftovers, openDialog, askToResume, backToPick },
    openFile: (file) => void openFile(file),
  }
}

function StepView(props: OwnDataProps & { readonly desk: Desk; readonly ui: BenchUi }) {
  const { desk, engine } = props
  const { step, setStep, leftovers, openDialog, backToPick } = desk
  switch (step.type) {
    case 'pick':
    case 'reading':
      return <PickView desk={desk} />
    case 'choose':
      return (
        <ChooseStep
          key={step.report.fingerprint}
          report={step.report}
          before={step.before}
          refusal={step.refusal}
          onSort={(form) => setStep(sortStep(engine, step.file, step.report, form))}
          onOther={openDialog}
        />
      )
    case 'run':
      return <RunView {...props} step={step} />
    case 'result':
      return (
        <ResultStep
          engine={engine}
          leftover={step.leftover}
          onRefuted={() => void leftovers.refresh()}
          onFree={() => {
            void leftovers.remove([step.leftover.job])
            setStep({ type: 'pick' })
          }}
          onDelete={() => leftovers.remove([step.leftover.job])}
          onOther={backToPick}
        />
      )
  }
}

function PickView({ desk }: { readonly desk: Desk }) {
  const { step, setStep, wanted, problem, leftovers, openDialog, askToResume } = desk
  return (
    <PickStep
      problem={problem}
      wanted={wantedFile(wanted)}
      reading={step.type === 'reading' ? step.name : undefined}
      leftovers={leftovers}
      onResume={askToResume}
      onShow={(leftover) => setStep({ type: 'result', leftover })}
      onPick={openDialog}
    />
  )
}

type RunViewProps = OwnDataProps & {
  readonly desk: Desk
  readonly ui: BenchUi
  readonly step: Extract<Step, { readonly type: 'run' }>
}

function RunView({ desk, ui, step, engine, topBar, singleLetterKeys, onRun }: RunViewProps) {
  const { file, report, run, isResumed = false } = step
  const { leftovers } = desk
  const [known, setKnown] = useState<string>()
  const choose = (refusal?: SortRefusal): void =>
    desk.setStep({ type: 'choose', file, report, before: chosenIn(run, report), refusal })
  const end = (branch: Branch): void => {
    if (isResumed && branch.end.type === 'failed' && branch.log.length === 0) {
      desk.backToPick()
      return desk.setProblem({ name: report.name, undone: 'gone on with', message: branch.end.error.message })
    }
    const refusal = run.link === undefined ? tryRefusal(branch.end, branch.log.length) : undefined
    if (refusal !== undefined) {
      announce(`${report.name} was not sorted: ${refusal.message}.`)
      // Runs of an earlier sort, with which it went on, may be gone.
      void leftovers.refresh()
      return choose(refusal)
    }
    announce(endWords(report.name, branch))
    void leftovers.refresh().then((isKnown) => setKnown(isKnown ? run.id : undefined))
    const event = tryRunEvent(branch, report, secondsOf(run.session, branch))
    if (event !== undefined) onRun(event)
  }
  return (
    <RunStep
      key={run.id}
      engine={engine}
      topBar={topBar}
      singleLetterKeys={singleLetterKeys}
      ui={ui}
      run={run}
      isResumed={isResumed}
      report={report}
      isLeftKnown={known === run.id}
      left={leftovers.list.find(({ job }) => job === run.job)}
      onEnd={end}
      onResume={(left) => {
        if (isFileRefused(run, report)) desk.askToResume(left)
        else desk.setStep(resumeStep(engine, file, report, left))
      }}
      onFree={(job) => leftovers.remove([job])}
      onRefuted={() => void leftovers.refresh()}
      onChange={() => choose()}
      onOther={desk.backToPick}
      onFile={desk.openFile}
    />
  )
}

/** What came of a sort, for people who hear the page. */
function endWords(name: string, branch: Branch): string {
  const { end } = branch
  if (end.type !== 'complete') return describeCutOff(branch, undefined)
  const result = parseSortReport(end.result)
  const proof = proofOf(result).map(({ label, outcome }) => (outcome === 'bad' ? `not ${label}` : label))
  return `${name} is sorted. ${formatPlural(result.readBack.records, 'row')} read back: ${proof.join(', ')}.`
}

/** What was chosen for a run on the bench. */
function chosenIn({ session }: OpenedRun, report: FileReport): SortForm | undefined {
  const [first] = session.state.branches
  return first === undefined ? undefined : formOf(first.spec.params, report)
}

/** The browser did not read on in the file: it may do so when that is picked once more. */
function isFileRefused({ session }: OpenedRun, { name }: FileReport): boolean {
  const end = session.state.branches[0]?.end
  return end?.type === 'failed' && end.error.code === 'READ_FAILED' && end.error.where === name
}

/** What was chosen for the file of that name, when it is opened once more. */
function chosenFor({ name }: File, step: Step): SortForm | undefined {
  return step.type === 'choose' && step.file.name === name ? step.before : undefined
}

/** Where a file leads that was looked at. Throws when it is not the one that is wanted. */
function nextStep(engine: Engine, file: File, report: FileReport, wanted: Wanted, before: SortForm | undefined): Step {
  const expected = wantedFile(wanted)
  if (wanted === undefined || expected === undefined) return { type: 'choose', file, report, before }
  const mismatch = tryMismatch(report, expected)
  if (mismatch !== undefined) throw mismatch
  if (wanted.type === 'shared') {
    return { type: 'run', file, report, run: openShared(engine, file, wanted.moment) }
  }
  return resumeStep(engine, file, report, wanted.leftover)
}

function resumeStep(engine: Engine, file: File, report: FileReport, leftover: Leftover): Step {
  const run = startRun(engine, file, { params: paramsOfLeftover(leftover) }, leftover.job)
  return { type: 'run', file, report, run, isResumed: true }
}

function sortStep(engine: Engine, file: File, report: FileReport, form: SortForm): Step {
  const run = startRun(engine, file, { params: paramsOf(form, report) })
  announce(`Sorting ${report.name}.`)
  return { type: 'run', file, report, run }
}

/** What went wrong, for a sentence that the page ends itself. */
function faultOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
}

/** Opens a file that was dropped on another page, once. */
function useFileFrom(file: OwnDataProps['initialFile'], open: (file: File) => Promise<void>): void {
  const act = useEffectEvent(open)
  useEffect(() => {
    if (file instanceof File) void act(file)
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
    momentAt(link).then(
      (moment) => take({ type: 'shared', moment }),
      (error: unknown) => refuse(new AskError('BAD_LINK', faultOf(error), 'link')),
    )
  }, [link])
}

/** Tells the page around of the session on the bench, and ends it when it is left: what it wrote stays. */
function useRunOnBench(step: Step, ui: BenchUi, { onBench }: OwnDataProps): void {
  const tell = useEffectEvent((bench: Parameters<NonNullable<OwnDataProps['onBench']>>[0]) => onBench?.(bench))
  const run = step.type === 'run' ? step.run : undefined
  useEffect(() => {
    if (run === undefined) return undefined
    tell({ session: run.session, ui })
    return () => {
      tell(undefined)
      run.session.close()
    }
  }, [run, ui])
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
