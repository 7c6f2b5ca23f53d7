import { memo } from 'react'
import type { Session } from '../session.ts'
import { useBenchUi, type BenchUi } from './bench-ui.ts'
import { useTurnMoment } from './turns.ts'

interface LitLineProps {
  readonly session: Session
  readonly ui: BenchUi
}

/** The line of the pseudo-code that was just executed and what came of it; press for the whole story. */
export const LitLine = memo(function LitLine({ session, ui }: LitLineProps) {
  const moment = useTurnMoment(session, 'story')
  const open = useBenchUi(ui, (state) => state.storyOpen)
  if (moment === undefined) return undefined
  const { code, line } = session.lab.story(moment)
  const text = code[line - 1]
  return (
    <button
      type="button"
      className="lit-line"
      aria-expanded={open}
      onClick={() => ui.setState({ storyOpen: !open, phoneTab: 'story' })}
    >
      {text !== undefined && (
        <code>
          <i>{line}</i>
          {text.trim()}
        </code>
      )}
      <span>{session.lab.outcome(moment)}</span>
    </button>
  )
})
