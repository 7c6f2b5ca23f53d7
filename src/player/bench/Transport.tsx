import { memo } from 'react'
import { formatCount } from '../../base/format.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { describeSpeed } from '../playback.ts'
import type { Session } from '../session.ts'
import type { Actions } from './actions.ts'
import { useBenchUi, type BenchUi } from './bench-ui.ts'
import { Equation } from './Equation.tsx'
import { LogEdge } from './LogEdge.tsx'
import { BackSign, EndSign, OnSign, PauseSign, PlaySign, StartSign } from './transport-icons.tsx'
import { useTurn } from './turns.ts'
import { useBranch, useSession } from './use-moment.ts'

interface TransportProps {
  readonly session: Session
  readonly ui: BenchUi
  readonly actions: Actions
  /** The run is only looked at: nothing is said of forks and bookmarks. */
  readonly plain?: boolean
}

/** What stands in the timeline's gutter: the buttons, the number of the event, what the state is made of, the hints. */
export const Transport = memo(function Transport({ session, ui, actions, plain }: TransportProps) {
  return (
    <div className="transport">
      <div className="transport-now">
        <Seq session={session} />
        <Equation session={session} />
      </div>
      <Buttons session={session} actions={actions} />
      <div className="transport-notes">
        <LogEdge session={session} />
        <RunName session={session} ui={ui} />
      </div>
      {plain !== true && <Hints session={session} actions={actions} />}
    </div>
  )
})

/** From so many events on the numbers are set smaller: both must fit beside the names of the rows. */
const LONG = 100_000
const LONG_PAIR = 10_000
/** From so many on they stand one under the other. */
const TWO_LINES = 1_000_000

function Seq({ session }: { readonly session: Session }) {
  const branch = useBranch(session)
  const position = useTurn(session, 'timeline', (state) => state.position)
  const other = useSession(session, (state) => state.comparison?.otherPosition)
  const length = useSession(session, () => branch.log.length)
  const most = Math.max(length, other ?? 0)
  return (
    <div
      className="seq"
      data-long={most >= (other === undefined ? LONG : LONG_PAIR) || undefined}
      data-stacked={most >= TWO_LINES || undefined}
    >
      {formatCount(Math.min(position, length))}{' '}
      <small>{other === undefined ? `of ${formatCount(length)}` : `and ${formatCount(other)}`}</small>
    </div>
  )
}

function Buttons({ session, actions }: Omit<TransportProps, 'ui'>) {
  const playing = useSession(session, (state) => state.direction !== 0)
  return (
    <div className="transport-buttons" role="group" aria-label="Transport">
      <span className="wide-only">
        <IconButton label="To the start" keys={['home']} onPress={actions.start}>
          <StartSign />
        </IconButton>
      </span>
      <IconButton label="One event back" keys={['←']} onPress={actions['step-back']}>
        <BackSign />
      </IconButton>
      <span className="transport-play">
        <IconButton label={playing ? 'Pause' : 'Play'} keys={['space']} onPress={actions.play}>
          {playing ? <PauseSign /> : <PlaySign />}
        </IconButton>
      </span>
      <IconButton label="One event on" keys={['→']} onPress={actions['step-on']}>
        <OnSign />
      </IconButton>
      <span className="wide-only">
        <IconButton label="To the end" keys={['end']} onPress={actions.end}>
          <EndSign />
        </IconButton>
      </span>
    </div>
  )
}

/** Which run is on the stage, when there are several; opens the list of them. */
function RunName({ session, ui }: Omit<TransportProps, 'actions'>) {
  const branch = useBranch(session)
  const count = useSession(session, (state) => state.branches.length)
  const open = useBenchUi(ui, (state) => state.popover === 'runs')
  if (count < 2) return undefined
  return (
    <button
      type="button"
      className="run-name"
      aria-expanded={open}
      aria-haspopup="dialog"
      onClick={() => ui.setState({ popover: open ? undefined : 'runs' })}
      title={`${branch.spec.name}: one of ${count} runs`}
    >
      <span>{branch.spec.name}</span> <small>of {count}</small>
    </button>
  )
}

function Hints({ session, actions }: Omit<TransportProps, 'ui'>) {
  const speed = useSession(session, (state) => state.speed)
  const lock = useSession(session, (state) => state.comparison?.lock)
  if (lock !== undefined) {
    return (
      <div className="transport-hints">
        <Hint cap="⇧F" word="swap" onPress={actions.compare} />
        <Hint cap="L" word={lock === 'nothing' ? 'lock' : 'unlock'} onPress={actions.unlock} />
        <Hint cap="esc" word="one stage" onPress={actions.escape} />
      </div>
    )
  }
  return (
    <div className="transport-hints">
      <span className="hint-speed">
        {describeSpeed(speed)} <Hint cap="[" label="Slower" onPress={actions.slower} />{' '}
        <Hint cap="]" label="Faster" onPress={actions.faster} />
      </span>
      <Hint cap="F" word="fork" onPress={actions.fork} />
      <Hint cap="B" word="mark" onPress={actions.bookmark} />
      <Hint cap="P" word="predict" onPress={actions.predict} />
    </div>
  )
}

interface HintProps {
  readonly cap: string
  readonly word?: string
  readonly label?: string
  readonly onPress: () => void
}

function Hint({ cap, word, label, onPress }: HintProps) {
  return (
    <button type="button" className="hint" aria-label={label} onClick={onPress}>
      <kbd>{cap}</kbd>
      {word !== undefined && ` ${word}`}
    </button>
  )
}
