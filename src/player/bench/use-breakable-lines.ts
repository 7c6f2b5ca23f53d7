import { useEffect, useState } from 'react'
import type { Session } from '../session.ts'
import { useBranch, useSession } from './use-moment.ts'

type Lines = ReadonlyMap<number, number>

/** Lines that were found, and what they were found for. */
interface Found {
  readonly of: string
  readonly lines: Lines
}

const NO_LINES: Lines = new Map()
/** Places between which the answer is taken to be the same: looking is a few dozen replays. */
const SAME_EVENTS = 64
/** Finding the lines replays the log in many places: it waits until the playhead has rested for so long. */
const REST_MS = 150
/** Of a frame, what looking may take. */
const SLICE_MS = 3

/**
 * The lines that can be stopped at. Looked up at rest, in idle moments, anew for another listing and every so many
 * events; a playhead that moves on ends the search.
 */
export function useBreakableLines(session: Session, code: string, position: number): Lines {
  const branch = useBranch(session)
  const isMoving = useSession(session, (state) => state.held || state.direction !== 0)
  const length = useSession(session, () => (branch.end.type === 'writing' ? 0 : branch.log.length))
  const place = Math.floor(position / SAME_EVENTS)
  const [found, setFound] = useState<Found & { readonly code: string }>()
  const asked = `${branch.id} ${length} ${place} ${code}`
  useEffect(() => {
    if (isMoving || length === 0 || code === '' || found?.of === asked) return undefined
    const middle = Math.min(length, place * SAME_EVENTS + SAME_EVENTS / 2)
    let isOver = false
    const search = async (): Promise<void> => {
      const { findBreakableLines } = await import('./line-kinds.ts')
      const steps = findBreakableLines(session.lab, branch, code, middle)
      const { ports } = session.core
      const go = (): void => {
        const end = ports.now() + SLICE_MS
        for (let made = 0; !isOver && (made === 0 || ports.now() < end); made++) {
          const step = steps.next()
          if (step.done === true) return setFound({ of: asked, code, lines: step.value })
        }
        if (!isOver) ports.idle(go)
      }
      go()
    }
    // Without the network no line can be stopped at until it is back.
    const timer = setTimeout(() => void search().catch(() => undefined), REST_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [session, branch, isMoving, length, place, code, asked, found])
  return found?.code === code ? found.lines : NO_LINES
}
