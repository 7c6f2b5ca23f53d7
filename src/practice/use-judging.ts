import { useCallback, useEffect, useRef, useState } from 'react'

/** What is judged: a try, or what is to be handed in. */
export type JudgingOf = 'try' | 'hand-in'

/** A judge at work, or what it found last. */
export interface Judging<Verdict> {
  readonly verdict: Verdict | undefined
  /** The text that the verdict is of. */
  readonly judged: string | undefined
  readonly isRunning: boolean
  /** What is judged is to be handed in: it must stay as it is until then. */
  readonly isHandingIn: boolean
  /** What is being done, in words. */
  readonly progress: string
  /** Why there is no verdict: the judge itself failed. */
  readonly problem: string | undefined
  /** Resolves with the verdict, or with undefined when it was stopped or failed. */
  readonly start: (
    of: JudgingOf,
    text: string,
    job: (signal: AbortSignal, tell: (progress: string) => void) => Promise<Verdict>,
  ) => Promise<Verdict | undefined>
  readonly stop: () => void
}

/** What a job came to, and in which attempt. */
interface Outcome<Verdict> {
  readonly round: number
  readonly verdict: Verdict | undefined
  readonly judged: string | undefined
  readonly problem: string | undefined
}

const NOTHING = { verdict: undefined, judged: undefined, problem: undefined }

/**
 * Runs one job at a time; a new one ends the one before, and so does leaving the page or going on to the next attempt
 * (`round`), which begins without a verdict. `onHandingIn` hears when what is to be handed in is judged, and when no longer.
 */
export function useJudging<Verdict>(round: number, onHandingIn: (isHandingIn: boolean) => void): Judging<Verdict> {
  const [outcome, setOutcome] = useState<Outcome<Verdict> | undefined>()
  const [running, setRunning] = useState<JudgingOf | undefined>()
  const [progress, setProgress] = useState('')
  const current = useRef<AbortController | undefined>(undefined)
  const stop = useCallback(() => current.current?.abort(), [])
  useEffect(() => stop, [stop, round])
  const isHandingIn = running === 'hand-in'
  useEffect(() => {
    if (!isHandingIn) return
    onHandingIn(true)
    return () => onHandingIn(false)
  }, [isHandingIn, onHandingIn])
  const start: Judging<Verdict>['start'] = useCallback(
    async (of, text, job) => {
      stop()
      const controller = new AbortController()
      current.current = controller
      const isCurrent = () => current.current === controller && !controller.signal.aborted
      setRunning(of)
      setOutcome((last) => last && { ...last, problem: undefined })
      setProgress('')
      try {
        const found = await job(controller.signal, (next) => {
          if (isCurrent()) setProgress(next)
        })
        if (!isCurrent()) return undefined
        setOutcome({ round, verdict: found, judged: text, problem: undefined })
        return found
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error)
        if (isCurrent()) setOutcome((last) => ({ round, ...(last?.round === round ? last : NOTHING), problem }))
        return undefined
      } finally {
        if (current.current === controller) setRunning(undefined)
      }
    },
    [stop, round],
  )
  const { verdict, judged, problem } = outcome?.round === round ? outcome : NOTHING
  return {
    verdict,
    judged,
    isRunning: running !== undefined,
    isHandingIn,
    progress,
    problem,
    start,
    stop,
  }
}
