import { useEffect, useMemo, useState } from 'react'
import { formatCount } from '../base/format.ts'
import { tryLab } from '../labs/registry.ts'
import { Picture } from '../player/bench/StagePane.tsx'
import { useMoment, useSession } from '../player/bench/use-moment.ts'
import { whenWritten } from '../player/review.ts'
import { Session } from '../player/session.ts'
import type { SessionPorts } from '../player/session-core.ts'
import { createSessionPorts } from '../player/session-ports.ts'
import { addressOf } from '../player/moment-address.ts'
import type { SharedMoment } from '../player/share-link.ts'
import { momentOf } from '../player/share.ts'
import { usePlayback } from '../player/usePlayback.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { announce } from '../ui/LiveRegion.tsx'
import './moment-stage.css'
import type { LabMoment } from './types.ts'

export interface MomentStageProps {
  readonly moment: LabMoment
  readonly engine: SessionPorts['engine']
  /** The verdict is out: the truth may be played. */
  readonly isDone: boolean
  /** Opens the lab at what is shown; `text` is the moment as an address has it. */
  readonly onOpen: (shared: SharedMoment, text: string) => void
}

interface Opened {
  readonly session: Session
  /** Where the moment is frozen. */
  readonly at: number
}

/** The challenge's own case as a lab draws it, frozen until the verdict; then it can be played, stepped and opened. */
export function MomentStage(props: MomentStageProps) {
  const { moment, engine } = props
  const [tries, setTries] = useState(0)
  const opening = useOpened(moment, engine, tries)
  if (opening === undefined) {
    return (
      <section className="moment-stage" aria-label="The moment">
        <p className="moment-caption i2">{`Running ${tryLab(moment.lab)?.title ?? moment.lab} with these values`}</p>
        <div className="picture" />
      </section>
    )
  }
  if ('problem' in opening) {
    return (
      <section className="moment-stage" aria-label="The moment">
        <p className="moment-caption" role="alert">
          {`The moment did not open: ${opening.problem}. The question can be answered without it.`}
        </p>
        <div className="moment-acts">
          <Button onPress={() => setTries(tries + 1)}>Try again</Button>
        </div>
      </section>
    )
  }
  return <Shown {...props} {...opening} />
}

/** Runs the lab and stops behind the event that the challenge names; the session is closed when it is left. */
function useOpened(
  moment: LabMoment,
  engine: SessionPorts['engine'],
  tries: number,
): Opened | { readonly problem: string } | undefined {
  const [opening, setOpening] = useState<Opened | { readonly problem: string } | undefined>()
  useEffect(() => {
    const abort = new AbortController()
    let session: Session | undefined
    const open = async () => {
      const lab = await tryLab(moment.lab)?.load()
      if (lab === undefined) throw new Error(`there is no lab "${moment.lab}"`)
      await lab.prepareWords?.()
      if (abort.signal.aborted) return
      session = new Session(lab, createSessionPorts(engine), { params: { ...lab.defaults, ...moment.params } })
      if (!(await whenWritten(session, abort.signal))) return
      const at = session.branch.log.nth(moment.behind.kind, moment.behind.nth)
      if (at === undefined) throw new Error('the run does not come to it')
      session.core.set({ speed: 6 })
      session.seek(at)
      setOpening({ session, at })
    }
    setOpening(undefined)
    open().catch((error: unknown) => {
      if (!abort.signal.aborted) setOpening({ problem: error instanceof Error ? error.message : String(error) })
    })
    return () => {
      abort.abort()
      session?.close()
    }
  }, [moment, engine, tries])
  return opening
}

function Shown({ moment, isDone, onOpen, session, at }: MomentStageProps & Opened) {
  const shown = useMoment(session)
  const position = useSession(session, (state) => state.position)
  const isPlaying = useSession(session, (state) => state.direction !== 0)
  usePlayback(session)
  useEffect(() => {
    // Another try at the question begins where it began.
    if (!isDone) session.seek(at)
  }, [isDone, session, at])
  const drawn = useMemo(() => shown && { ...shown, hidesFuture: !isDone }, [shown, isDone])
  if (shown === undefined || drawn === undefined) return undefined
  const { length } = session.branch.log
  const step = (direction: -1 | 1) => {
    session.seek(Math.min(length, Math.max(0, position + direction)))
    const now = session.core.moment(session.branch, session.state.position)
    if (now !== undefined) announce(session.lab.outcome(now))
  }
  const open = async () => {
    const shared = momentOf(session, '')
    if (shared !== undefined) onOpen(shared, await addressOf(shared))
  }
  const outcome = isDone && position !== at ? session.lab.outcome(shown) : ''
  return (
    <section className="moment-stage" aria-label="The moment">
      <p className="moment-caption">
        <span>{moment.caption}</span>
        <span className="num i3">
          {isDone
            ? `event ${formatCount(position)} of ${formatCount(length)}`
            : `frozen at event ${formatCount(position)}`}
        </span>
      </p>
      <Picture session={session} moment={drawn} compact={false} />
      {isDone && (
        <div className="moment-acts">
          <Button onPress={() => (isPlaying ? session.pause() : session.play(1))}>
            {isPlaying ? 'Pause' : 'Play what happens'}
          </Button>
          <IconButton label="One event back" onPress={() => step(-1)}>
            <span aria-hidden="true">←</span>
          </IconButton>
          <IconButton label="One event on" onPress={() => step(1)}>
            <span aria-hidden="true">→</span>
          </IconButton>
          <Button onPress={() => session.seek(at)}>Back to the moment</Button>
          <Button onPress={() => void open()}>Open this moment in the lab</Button>
          <p className="moment-outcome i2">{outcome}</p>
        </div>
      )}
    </section>
  )
}
