import { useCallback, useEffect, useState } from 'react'
import { isRecord } from '../../../base/parse.ts'
import { formatBytes } from '../../../base/format.ts'
import { ask, type Engine } from '../../../player/ask.ts'
import { parseLeftovers, type Leftover } from './reports.ts'
import { TAB } from './use-shown-result.ts'

export interface Leftovers {
  readonly list: readonly Leftover[]
  /** What was cleaned up without being asked, or could not be: a sentence. */
  readonly note: string
  /** Looks again; resolves with whether the list is what there is now. */
  readonly refresh: () => Promise<boolean>
  /** Resolves with why they could not be removed, a sentence. */
  readonly remove: (jobs: readonly string[]) => Promise<string | undefined>
}

/**
 * What earlier sorts left on this browser's disk. What the browser has told to be saved, all of it, is removed when the
 * page opens, and said; the rest waits for the user.
 */
export function useLeftovers(engine: Engine): Leftovers {
  const [list, setList] = useState<readonly Leftover[]>([])
  const [note, setNote] = useState('')
  const refresh = useCallback(
    () =>
      readLeftovers(engine).then(
        (found) => {
          setList(found)
          return true
        },
        () => {
          setList([])
          return false
        },
      ),
    [engine],
  )
  const remove = useCallback(
    async (jobs: readonly string[]) => {
      let problem: string | undefined
      try {
        setNote(`${formatBytes(await forget(engine, jobs))} are free again.`)
      } catch (error) {
        problem = `It was not removed: ${error instanceof Error ? error.message : String(error)}.`
        setNote(problem)
      }
      void refresh()
      return problem
    },
    [engine, refresh],
  )
  useEffect(() => {
    let isGone = false
    void readLeftovers(engine).then(
      (found) => {
        if (isGone) return
        const saved = found.filter(({ stage, isBusy }) => stage === 'saved' && !isBusy)
        setList(found.filter((leftover) => !saved.includes(leftover)))
        if (saved.length > 0) void removeSaved(engine, saved).then(setNote)
      },
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [engine])
  return { list, note, refresh, remove }
}

async function readLeftovers(engine: Engine): Promise<readonly Leftover[]> {
  return parseLeftovers(await ask(engine, 'list-sorts', { tab: TAB }).answer)
}

async function forget(engine: Engine, jobs: readonly string[]): Promise<number> {
  const answer = await ask(engine, 'forget-sorts', { jobs, tab: TAB }).answer
  return isRecord(answer) && typeof answer['freedBytes'] === 'number' ? answer['freedBytes'] : 0
}

async function removeSaved(engine: Engine, saved: readonly Leftover[]): Promise<string> {
  const names = saved.map(({ name }) => name).join(', ')
  try {
    const freedBytes = await forget(
      engine,
      saved.map(({ job }) => job),
    )
    return `${formatBytes(freedBytes)} are free again: the sorted ${names} was saved last time.`
  } catch {
    // Another tab has it open: it goes another time.
    return ''
  }
}
