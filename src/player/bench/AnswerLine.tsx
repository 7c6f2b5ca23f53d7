import { Button } from '../../ui/Button.tsx'
import type { Session } from '../session.ts'
import type { Actions } from './actions.ts'
import { useBenchUi, type BenchUi } from './bench-ui.ts'
import { useSession } from './use-moment.ts'
import { verdictOf } from './verdict.ts'
import './predict.css'

interface AnswerLineProps {
  readonly session: Session
  readonly ui: BenchUi
  readonly actions: Actions
}

/** In place of the lit line while an answer is locked in: how to see the truth, what it was, and the way on. */
export function AnswerLine({ session, ui, actions }: AnswerLineProps) {
  const prediction = useSession(session, (state) => state.prediction)
  const open = useBenchUi(ui, (state) => state.storyOpen)
  const isAhead = useSession(session, () => session.predicting.truthAhead)
  if (prediction === undefined) return undefined
  const turnStory = () => ui.setState({ phoneTab: 'story', storyOpen: !open })
  return (
    <div className="lit-line lit-answer">
      <span role="status">
        {isAhead ? (
          'Locked in.'
        ) : (
          <button type="button" className="lit-verdict" aria-expanded={open} onClick={turnStory}>
            {verdictOf(prediction)}: why
          </button>
        )}
      </span>
      <Button primary onPress={actions['lock-in']}>
        {isAhead ? 'Play the truth' : 'Next question'}
      </Button>
    </div>
  )
}
