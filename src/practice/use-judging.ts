import { useCallback, useEffect, useRef, useState } from 'react'

/** A judge at work, or what it found last. */
export interface Judging<Verdict> {
  readonly verdict: Verdict | undefined
  readonly isRunning: boolean
  /** What is being done, in words. */
  readonly progress: string
  /** Why there is no verdict: the judge itself failed. */
  readonly problem: string | undefined
  /** Resolves with the verdict, or with undefined when it was stopped or failed. */
  readonly start: (
    job: (signal: AbortSignal, tell: (progress: string) => void) => Promise<Verdict>,
  ) => Promise<Verdict | undefined>
  readonly stop: () => void
}

/** Runs one job at a time; a new one ends the one before, and leaving the page ends it too. */
export function useJudging<Verdict>(): Judging<Verdict> {
  const [verdict, setVerdict] = useState<Verdict | undefined>()
  const [isRunning, setRunning] = useState(false)
  const [progress, setProgress] = useState('')
  const [problem, setProblem] = useState<string | undefined>()
  const current = useRef<AbortController | undefined>(undefined)
  const stop = useCallback(() => current.current?.abort(), [])
  useEffect(() => stop, [stop])
  const start: Judging<Verdict>['start'] = useCallback(
    async (job) => {
      stop()
      const controller = new AbortController()
      current.current = controller
      const isCurrent = () => current.current === controller && !controller.signal.aborted
      setRunning(true)
      setProblem(undefined)
      setProgress('')
      try {
        const found = await job(controller.signal, (next) => {
          if (isCurrent()) setProgress(next)
        })
        if (!isCurrent()) return undefined
        setVerdict(found)
        return found
      } catch (error) {
        if (isCurrent()) setProblem(error instanceof Error ? error.message : String(error))
        return undefined
      } finally {
        if (current.current === controller) setRunning(false)
      }
    },
    [stop],
  )
  return { verdict, isRunning, progress, problem, start, stop }
}
