import { useEffect } from 'react'
import type { Session } from '../session.ts'
import type { BenchUi, Panels } from './bench-ui.ts'
import { useSession } from './use-moment.ts'

/**
 * Where there is no room for both, a question brings its own panel: the story while it is asked, the stage from the
 * answer on, where the truth plays and stays to be seen. A review is graded where it was asked.
 */
export function usePredictTab(session: Session, ui: BenchUi, panels: Panels): void {
  const step = useSession(session, ({ prediction }) => {
    if (prediction === undefined) return undefined
    const isSeen = prediction.isReview === true ? session.predicting.truthAhead : prediction.locked
    return isSeen ? 'stage' : 'story'
  })
  useEffect(() => {
    if (step === undefined) return undefined
    ui.setState({ phoneTab: step, storyOpen: step === 'story' && panels.isDrawer('story') })
    return () => ui.setState({ phoneTab: 'stage', storyOpen: false })
  }, [ui, panels, step])
}
