import { useLayoutEffect } from 'react'
import { focusOf, resolveKey, type ActionId, type KeyMode } from './keyboard.ts'

export interface KeyboardOptions {
  readonly letters: boolean
  /** Read at each press. */
  readonly mode: () => KeyMode
  /**
   * Does it; `isRepeat` where the key is only still held down. False when there was nothing to do: then the browser may have
   * the key.
   */
  readonly act: (action: ActionId, isRepeat: boolean) => boolean
}

/**
 * Listens for the keys of the bench while it is on the page. A control that answers a key itself prevents the key's
 * default, and is left alone.
 */
export function useKeyboard({ letters, mode, act }: KeyboardOptions): void {
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const input = {
        key: event.key,
        code: event.code,
        shift: event.shiftKey,
        alt: event.altKey,
        command: event.ctrlKey || event.metaKey,
        altGraph: event.getModifierState('AltGraph'),
      }
      const target = event.target instanceof Element ? event.target : null
      const action = resolveKey(input, { focus: focusOf(target), mode: mode(), letters })
      if (action !== undefined && act(action, event.repeat)) event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [letters, mode, act])
}
