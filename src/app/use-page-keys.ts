import { useMemo } from 'react'
import { useKeyboard } from '../player/useKeyboard.ts'
import type { ActionId } from '../player/keyboard.ts'

/** What the keys of every page do. */
export type PageActions = Readonly<Record<'palette' | 'keys' | 'open', () => void>>

/** The keys that work on any page; a lab on the bench has them too, and more. `act` must stay the same object. */
export function usePageKeys(letters: boolean, act: PageActions): void {
  const options = useMemo(
    () => ({
      mode: () => 'run' as const,
      act: (action: ActionId) => {
        if (action !== 'palette' && action !== 'keys' && action !== 'open') return false
        act[action]()
        return true
      },
    }),
    [act],
  )
  useKeyboard({ letters, ...options })
}
