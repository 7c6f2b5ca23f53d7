import { useLayoutEffect, useState, useSyncExternalStore } from 'react'
import type { RefObject } from 'react'

/** The width of an element in CSS pixels, kept up to date; 0 before it is laid out. */
export function useElementWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const measure = () => setWidth(element.getBoundingClientRect().width)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return width
}

/** Height of the browser's window in CSS pixels. */
export function useViewportHeight(): number {
  return useSyncExternalStore(onResize, () => window.innerHeight)
}

/** Device pixels for one CSS pixel; changes with the browser's zoom, which is a resize too. */
export function usePixelRatio(): number {
  return useSyncExternalStore(onResize, () => window.devicePixelRatio || 1)
}

function onResize(listener: () => void): () => void {
  window.addEventListener('resize', listener)
  return () => window.removeEventListener('resize', listener)
}
