import { useEffect, useMemo, useState } from 'react'
import { useTokens, type Tokens } from '../../viz/tokens.ts'
import type { Verb } from './contract.ts'

/** The tokens that the canvas needs, computed for the current theme. */
export interface TimelinePalette {
  readonly verbs: Readonly<Record<Verb, string>>
  /** A muted kind: still there, but not spoken. */
  readonly ghost: string
  readonly recordInk: string
  readonly recordFont: string
  /** Opacity of what has not been replayed yet. */
  readonly futureAlpha: number
}

/** The same for as long as the theme is. */
export function useTimelinePalette(): TimelinePalette {
  const tokens = useTokens()
  return useMemo(() => readPalette(tokens), [tokens])
}

/** True once the page's fonts are here; asked for where text is drawn on a canvas, which does not redraw by itself then. */
export function useArrivedFonts(isAsked: boolean): boolean {
  const [areHere, setHere] = useState(() => document.fonts?.ready === undefined)
  useEffect(() => {
    if (!isAsked) return undefined
    let isOver = false
    void document.fonts?.ready.then(() => isOver || setHere(true))
    return () => {
      isOver = true
    }
  }, [isAsked])
  return areHere
}

function readPalette(token: Tokens): TimelinePalette {
  return {
    verbs: {
      read: token('--ev-read'),
      compute: token('--ev-compute'),
      write: token('--ev-write'),
      spill: token('--ev-spill'),
      commit: token('--ev-commit'),
      skip: token('--ev-skip'),
      plan: token('--ev-plan'),
      fail: token('--ev-fail'),
    },
    ghost: token('--ink-ghost'),
    recordInk: token('--ink-2'),
    recordFont: `${token('--wght-mono')} condensed 10px ${token('--font-mono')}`,
    futureAlpha: Number(token('--future')) || 0.34,
  }
}
