import { useEffect, useState, type RefObject } from 'react'
import { NO_SPREAD, type Spread } from './text.ts'

/** How a reader spaces text, as an element shows it whose width follows its words; asked again whenever that changes. */
export function useSpread(probe: RefObject<Element | null>): Spread {
  const [spread, setSpread] = useState(NO_SPREAD)
  useEffect(() => {
    const element = probe.current
    if (element === null) return undefined
    const observer = new ResizeObserver(() => {
      const style = getComputedStyle(element)
      const em = (length: string): number => Number.parseFloat(length) / Number.parseFloat(style.fontSize) || 0
      const [letter, word] = [em(style.letterSpacing), em(style.wordSpacing)]
      setSpread(letter + word === 0 ? NO_SPREAD : { letter, word })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [probe])
  return spread
}
