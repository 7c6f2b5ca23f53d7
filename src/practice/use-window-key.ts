import { useEffectEvent, useLayoutEffect } from 'react'

const TAKES_KEYS = 'input, textarea, select, [contenteditable], [contenteditable] *'

/**
 * Calls `act` with each key that is pressed and that nothing on the page takes itself: not while something is typed, chosen
 * or modal, and not together with Ctrl, Alt or Command. True from `act` means the key is used up.
 */
export function useWindowKey(act: (key: string, target: Element | undefined) => boolean): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
    const target = event.target instanceof Element ? event.target : undefined
    if (target?.matches(TAKES_KEYS) === true || target?.closest('dialog, [role="listbox"]') instanceof Element) return
    if (act(event.key, target)) event.preventDefault()
  })
  // Who sees the page may press: not a frame behind its drawing.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
