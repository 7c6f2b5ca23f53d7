import { useEffect, useEffectEvent, useMemo, type ReactNode } from 'react'
import { formatCount } from '../../../base/format.ts'
import { Bench } from '../../../player/bench/Bench.tsx'
import { useBranch, useSession } from '../../../player/bench/use-moment.ts'
import type { Branch } from '../../../player/branch.ts'
import type { Session } from '../../../player/session.ts'
import { Button } from '../../../ui/Button.tsx'
import type { Engine } from './ask.ts'
import { parseSortReport, type FileFormat } from './reports.ts'
import { ResultBar } from './ResultBar.tsx'
import { useProgressWords } from './use-progress-words.ts'

export interface RunStepProps {
  readonly session: Session
  readonly engine: Engine
  readonly topBar: ReactNode
  readonly singleLetterKeys: boolean
  readonly name: string
  readonly format: FileFormat
  /** The first run of the session ended. */
  readonly onEnd: (branch: Branch) => void
  readonly onSaved: (job: string, name: string) => void
  readonly onFree: (job: string) => void
  /** Back to the choices. */
  readonly onChange: () => void
  readonly onOther: () => void
}

/** The sort in the player, and under it how far it is or what came of it. */
export function RunStep(props: RunStepProps) {
  const { session, topBar, singleLetterKeys } = props
  useEnd(session, props.onEnd)
  return (
    <div className="own-run">
      <Bench
        session={session}
        lab={session.lab}
        topBar={topBar}
        singleLetterKeys={singleLetterKeys}
        onOpen={props.onOther}
      />
      <StatusBar {...props} />
    </div>
  )
}

/** About the run on the stage. */
function StatusBar(props: RunStepProps) {
  const { session } = props
  const branch = useBranch(session)
  const type = useSession(session, () => branch.end.type)
  if (type === 'writing') return <WritingBar session={session} branch={branch} name={props.name} />
  return (
    <div className="own-status">
      <EndedBar {...props} branch={branch} type={type} />
      <span className="own-acts own-onward">
        <Button onPress={props.onChange}>Change and sort again</Button>
        <Button onPress={props.onOther} keys={['O']}>
          Another file
        </Button>
      </span>
    </div>
  )
}

function WritingBar({ session, branch, name }: Pick<RunStepProps, 'session' | 'name'> & { readonly branch: Branch }) {
  const words = useProgressWords(session, branch)
  return (
    <div className="own-status">
      <p className="own-writing">
        <b>{name}</b> <span>{words}</span>
      </p>
      <Button onPress={() => session.branching.stopRun()}>Stop here</Button>
    </div>
  )
}

function EndedBar(props: RunStepProps & { readonly branch: Branch; readonly type: Branch['end']['type'] }) {
  const { branch, type, session, engine, name, format } = props
  const report = useMemo(() => reportOf(branch, type), [branch, type])
  const at = formatCount(branch.log.length)
  if (branch.end.type === 'failed') {
    return (
      <p className="own-writing bad">
        {branch.log.length === 0 ? '' : `The log ends at ${at}: `}
        {branch.end.error.message}.{branch.log.length === 0 ? '' : ` State at ${at} is intact.`}
      </p>
    )
  }
  if (report === undefined) {
    return (
      <p className="own-writing">Stopped at event {at}. What was written can be stepped; finished runs are kept.</p>
    )
  }
  if (branch.spec.parent !== undefined) {
    return <p className="own-writing">This fork sorted the file once more; its output is checked and not kept.</p>
  }
  return (
    <ResultBar
      engine={engine}
      name={name}
      format={format}
      report={report}
      seconds={branch.startedAt === 0 ? undefined : secondsOf(session, branch)}
      onSaved={(saved) => props.onSaved(report.job, saved)}
      onFree={() => props.onFree(report.job)}
    />
  )
}

function reportOf(branch: Branch, type: Branch['end']['type']): ReturnType<typeof parseSortReport> | undefined {
  return type === 'complete' && branch.end.type === 'complete' ? parseSortReport(branch.end.result) : undefined
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
