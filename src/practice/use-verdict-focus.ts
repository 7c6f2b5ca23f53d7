import { useCallback, useEffect, useRef, type RefObject } from 'react'
import { announce } from '../ui/LiveRegion.tsx'

export interface VerdictFocus {
  /** Goes to the heading of the verdict, which must be one that can be focused. */
  readonly heading: RefObject<HTMLHeadingElement | null>
  /** Says that the verdict to come is of what is handed in now. */
  readonly expect: () => void
}

/**
 * A verdict that was asked for just now takes the keyboard and is brought to the top of what is seen, since what was pressed
 * is gone; one that is opened later is only said. `words` is its heading, undefined as long as there is none.
 */
export function useVerdictFocus(words: string | undefined): VerdictFocus {
  const heading = useRef<HTMLHeadingElement>(null)
  const isExpected = useRef(false)
  useEffect(() => {
    if (words === undefined) return
    if (!isExpected.current) return announce(words)
    isExpected.current = false
    heading.current?.focus({ preventScroll: true })
    heading.current?.scrollIntoView({ block: 'start' })
  }, [words])
  const expect = useCallback(() => {
    isExpected.current = true
  }, [])
  return { heading, expect }
}
