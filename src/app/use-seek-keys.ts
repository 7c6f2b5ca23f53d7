import { useEffect, useEffectEvent } from 'react'

/**
 * Arrow keys, Home and End move a playhead over a log of `length` events, wherever on the page the focus is, unless
 * something there takes the key itself.
 */
export function useSeekKeys(position: number, length: number, onSeek: (position: number) => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.target instanceof Element && event.target.closest('input, textarea, select, dialog') !== null) return
    const place = keyedPlace(event.key, position, length)
    if (place === undefined) return
    event.preventDefault()
    if (place !== position) onSeek(place)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

function keyedPlace(key: string, position: number, length: number): number | undefined {
  if (key === 'ArrowLeft') return Math.max(0, position - 1)
  if (key === 'ArrowRight') return Math.min(length, position + 1)
  if (key === 'Home') return 0
  return key === 'End' ? length : undefined
}
