import { useEffect, useState } from 'react'
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

/** Reads the tokens once for each theme; a change of `data-theme` on the root element gives a new palette. */
export function useTimelinePalette(): TimelinePalette {
  const [palette, setPalette] = useState(readPalette)
  useEffect(() => {
    const refresh = () => setPalette(readPalette())
    const observer = new MutationObserver(refresh)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    let mounted = true
    // Records are drawn on the canvas, which does not redraw by itself when the font arrives.
    void document.fonts?.ready.then(() => mounted && refresh())
    return () => {
      mounted = false
      observer.disconnect()
    }
  }, [])
  return palette
}

function readPalette(): TimelinePalette {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
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
