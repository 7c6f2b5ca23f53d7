import { useEffect, useEffectEvent, useMemo, useRef, useState, type ReactNode } from 'react'
import { Bench } from '../../../player/bench/Bench.tsx'
import type { BenchUi } from '../../../player/bench/bench-ui.ts'
import { useBranch, useSession } from '../../../player/bench/use-moment.ts'
import type { Branch } from '../../../player/branch.ts'
import type { Session } from '../../../player/session.ts'
import { Button } from '../../../ui/Button.tsx'
import type { Engine } from '../../../player/ask.ts'
import { CutOffBar } from './CutOffBar.tsx'
import { DeletedBar } from './DeletedBar.tsx'
import { FileDrop } from './FileDrop.tsx'
import { followEdge } from './follow-edge.ts'
import { describeKeptNow } from './kept-words.ts'
import { LeaveSheet, StopSheet, type LeavingTo } from './LeaveSheet.tsx'
import { LinkNote } from './LinkNote.tsx'
import type { OpenedRun } from './open-run.ts'
import { parseSortReport, type FileReport, type Leftover, type SortReport } from './reports.ts'
import { ResultBar } from './ResultBar.tsx'
import type { SavedPart } from './save.ts'
import { isDeleted, isLeaving, useDeletion, type Deletion } from './use-deletion.ts'
import { useRegainedFocus } from './use-regained-focus.ts'
import { useShownResult } from './use-shown-result.ts'
import { useProgressWords } from './use-progress-words.ts'

export interface RunStepProps {
  readonly engine: Engine
  readonly topBar: ReactNode
  readonly singleLetterKeys: boolean
  /** What is open on the bench. */
  readonly ui: BenchUi
  readonly run: OpenedRun
  /** It goes on with the finished runs of an earlier sort. */
  readonly isResumed: boolean
  /** The file as it was found. */
  readonly report: FileReport
  /** The first run of the session ended. */
  readonly onEnd: (branch: Branch) => void
  /** What the sort has left in this browser; undefined for nothing, and while it is not known. */
  readonly left: Leftover | undefined
  readonly isLeftKnown: boolean
  readonly onResume: (left: Leftover) => void
  /** Resolves with why its file could not be deleted. */
  readonly onFree: (job: string) => Promise<string | undefined>
  /** The output was read back, and is not what was written. */
  readonly onRefuted: () => void
  /** Back to the choices. */
  readonly onChange: () => void
  readonly onOther: () => void
  /** A file was dropped, and what is here may be left. */
  readonly onFile: (file: File) => void
}

/** The sort in the player, and under it how far it is or what came of it. */
export function RunStep(props: RunStepProps) {
  const { run, topBar, singleLetterKeys, onFree } = props
  const { session } = run
  const [saved, setSaved] = useState<readonly SavedPart[]>([])
  const [checked, setChecked] = useState<SortReport>()
  const deletion = useDeletion(onFree)
  const [isGone, setGone] = useState(false)
  const [leaving, setLeaving] = useState<Leaving>()
  const result = useResult(session) ?? checked
  const isWriting = useIsWriting(session)
  const unsaved = isLeaving(deletion) || isGone ? undefined : tryUnsaved(result, saved)
  useShownResult(isDeleted(deletion) || isGone ? undefined : result?.job)
  useEnd(session, props.onEnd)
  // A link names the moment that is to be seen.
  useFollow(session, run.link === undefined)
  useVolatile(props.report.storage.kind === 'memory' && unsaved !== undefined)
  const leave = (to: LeavingTo, go: () => void): void => {
    if (!isWriting && (result === undefined || unsaved === undefined)) go()
    else setLeaving({ to, go })
  }
  return (
    <>
      <div className="own-run">
        <Bench
          session={session}
          ui={props.ui}
          topBar={topBar}
          singleLetterKeys={singleLetterKeys}
          onOpen={() => leave('file', props.onOther)}
        />
        <LinkNote link={run.link} />
        <StatusBar
          {...props}
          deletion={deletion}
          checked={checked}
          onChecked={(report) => {
            setLeaving(undefined)
            setChecked(report)
          }}
          onFree={deletion.finish}
          onGone={() => setGone(true)}
          onSaved={(what) => setSaved([...saved, what])}
          onChange={() => leave('choices', props.onChange)}
          onOther={() => leave('file', props.onOther)}
        />
        {leaving !== undefined && isWriting && (
          <RunStopSheet {...props} leaving={leaving} onStay={() => setLeaving(undefined)} />
        )}
        {leaving !== undefined && result !== undefined && unsaved !== undefined && (
          <LeaveSheet
            name={props.report.name}
            what={unsaved}
            report={result}
            onStay={() => setLeaving(undefined)}
            onKeep={leaving.go}
            onDelete={() => {
              deletion.finish(result.job)
              leaving.go()
            }}
          />
        )}
      </div>
      <FileDrop onFile={(file) => leave('file', () => props.onFile(file))} />
    </>
  )
}

/** Where to, asked before a sort or its result is left. */
interface Leaving {
  readonly to: LeavingTo
  readonly go: () => void
}

interface RunStopSheetProps extends Pick<RunStepProps, 'run' | 'report' | 'isResumed'> {
  readonly leaving: Leaving
  readonly onStay: () => void
}

/** Says of the sort as far as it is now what is kept of it. */
function RunStopSheet({ run: { session }, report, isResumed, leaving, onStay }: RunStopSheetProps) {
  const [trunk] = useState(() => session.state.branches[0] ?? session.branch)
  const kept = useSession(session, () => describeKeptNow(trunk.log, trunk.spec.params, isResumed))
  return <StopSheet name={report.name} to={leaving.to} kept={kept} onStay={onStay} onStop={leaving.go} />
}

interface BarProps extends Omit<RunStepProps, 'onFree'> {
  readonly onFree: (job: string) => void
  readonly deletion: Deletion
  /** What came of it when the output of the first run, cut off behind its writing, was read back. */
  readonly checked: SortReport | undefined
  readonly onChecked: (report: SortReport) => void
  readonly onGone: () => void
  readonly onSaved: (what: SavedPart) => void
}

/** About the run on the stage. */
function StatusBar(props: BarProps) {
  const { session } = props.run
  const branch = useBranch(session)
  const type = useSession(session, () => branch.end.type)
  const section = useRef<HTMLElement>(null)
  useRegainedFocus(props.deletion, section)
  return (
    <section className="own-status" aria-label="The sort" ref={section} tabIndex={-1}>
      {type === 'writing' ? (
        <WritingBar session={session} branch={branch} name={props.report.name} />
      ) : (
        <>
          <EndedBar {...props} branch={branch} type={type} />
          <span className="own-acts own-onward">
            <Button onPress={props.onChange}>Change and sort again</Button>
            <Button onPress={props.onOther} keys={['O']}>
              Another file
            </Button>
          </span>
        </>
      )}
    </section>
  )
}

interface WritingBarProps {
  readonly session: Session
  readonly branch: Branch
  readonly name: string
}

function WritingBar({ session, branch, name }: WritingBarProps) {
  const words = useProgressWords(session, branch)
  return (
    <>
      <p className="own-writing">
        <b>{name}</b> <span>{words}</span>
      </p>
      <Button onPress={() => session.branching.stopRun()}>Stop here</Button>
    </>
  )
}

function EndedBar(props: BarProps & { readonly branch: Branch; readonly type: Branch['end']['type'] }) {
  const { branch, type, run, engine, report } = props
  const isAsked = useSession(run.session, () => run.session.predicting.hidesFuture)
  const isFork = branch.spec.parent !== undefined
  const own = useMemo(() => (type === 'complete' ? tryResult(branch) : undefined), [branch, type])
  const result = own ?? (isFork ? undefined : props.checked)
  if (result === undefined) {
    const { left, isLeftKnown, onResume, onChecked, onRefuted, onFree } = props
    return <CutOffBar {...{ engine, branch, left, isLeftKnown, onResume, onChecked, onRefuted, onFree }} />
  }
  if (isFork) {
    return <p className="own-writing">This fork sorted the file once more; its output was checked and not kept.</p>
  }
  if (props.deletion.stage !== 'none')
    return <DeletedBar deletion={props.deletion} rest="Its log can still be stepped." />
  return (
    <ResultBar
      engine={engine}
      name={report.name}
      format={report.format}
      report={result}
      seconds={own === undefined ? undefined : secondsOf(run.session, branch)}
      isDiskless={report.storage.kind === 'memory'}
      isAsked={isAsked}
      onSaved={props.onSaved}
      onFree={() => props.deletion.begin(result.job)}
      onGone={props.onGone}
    />
  )
}

/** What of a result is only here; of a run without one, its output. */
function tryUnsaved(result: SortReport | undefined, saved: readonly SavedPart[]): SavedPart | undefined {
  if (!saved.includes('output')) return 'output'
  return (result?.rejectedRows ?? 0) > 0 && !saved.includes('rejects') ? 'rejects' : undefined
}

function useFollow(session: Session, isOn: boolean): void {
  useEffect(() => (isOn ? followEdge(session) : undefined), [session, isOn])
}

/** Whether the first run of a session is still written: its file is being sorted. */
function useIsWriting(session: Session): boolean {
  const [trunk] = useState(() => session.branch)
  return useSession(session, () => trunk.end.type === 'writing')
}

/** What the first run of a session gave; undefined while it is written or when it was cut off. */
function useResult(session: Session): SortReport | undefined {
  const [trunk] = useState(() => session.branch)
  const type = useSession(session, () => trunk.end.type)
  return useMemo(() => (type === 'complete' ? tryResult(trunk) : undefined), [trunk, type])
}

function tryResult({ end }: Branch): SortReport | undefined {
  return end.type === 'complete' ? parseSortReport(end.result) : undefined
}

const ENDS = new WeakMap<Branch, number>()

/** Seconds from a branch's start to when its end was seen first. */
export function secondsOf(session: Session, branch: Branch): number {
  const end = ENDS.get(branch) ?? session.core.ports.now()
  ENDS.set(branch, end)
  return (end - branch.startedAt) / 1000
}

function useEnd(session: Session, onEnd: (branch: Branch) => void): void {
  const tell = useEffectEvent(onEnd)
  useEffect(() => {
    const trunk = session.state.branches[0]
    if (trunk === undefined) return undefined
    let isTold = false
    const look = (): void => {
      if (isTold || trunk.end.type === 'writing') return
      isTold = true
      secondsOf(session, trunk)
      tell(trunk)
    }
    look()
    return session.core.store.subscribe(look)
  }, [session])
}

/** A result in memory ends with the page: the browser asks before it goes. */
function useVolatile(isVolatile: boolean): void {
  useEffect(() => {
    if (!isVolatile) return undefined
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isVolatile])
}
