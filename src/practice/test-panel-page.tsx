import { useReducer, useState, type ComponentType } from 'react'
import type { ProgressEvent } from '../progress/events.ts'
import type { PanelProps } from './panel.ts'
import { createTestLog } from './test-attempt-log.ts'
import { useAttempt } from './use-attempt.ts'

/** A page for a panel under test: it draws what the log says, as the page of a challenge does. */
export function createTestPage(challenge: string, Panel: ComponentType<PanelProps>) {
  const { records, ports } = createTestLog()
  function Page() {
    const [, redraw] = useReducer((count: number) => count + 1, 0)
    const append = (event: ProgressEvent) => {
      ports.append(event)
      redraw()
    }
    const [isHandingIn, setHandingIn] = useState(false)
    const control = useAttempt(challenge, [...records], true, { ...ports, append })
    const { attempt, attempts } = control
    const moments = attempt?.moments ?? []
    const [at, setAt] = useState<number | undefined>()
    const moment = at === undefined ? undefined : moments[at]
    const isDone = attempt?.submitted !== undefined && moment === undefined
    return (
      <>
        <Panel
          work={moment?.work ?? attempt ?? { texts: new Map(), hints: [] }}
          locked={isDone || moment !== undefined}
          isDone={isDone}
          refusal={undefined}
          isStored
          round={attempts.length - (attempt === undefined ? 0 : 1)}
          moments={moments}
          at={at ?? moments.length - 1}
          inspector={undefined}
          onEdit={control.edit}
          onRun={control.run}
          onSeek={(next) => setAt(next >= moments.length - 1 ? undefined : next)}
          onHandingIn={setHandingIn}
          onSubmit={(result) => control.submit(result, 1)}
        />
        {isHandingIn && <p>It is being handed in.</p>}
        {isDone && <button onClick={control.again}>Try again</button>}
      </>
    )
  }
  return { records, ports, Page }
}

/** A judge that takes as long as the test wants. */
export function judgeLater<Verdict>() {
  let tell: (verdict: Verdict) => void = () => undefined
  const verdict = new Promise<Verdict>((resolve) => (tell = resolve))
  return { verdict, tell: (found: Verdict) => tell(found) }
}
