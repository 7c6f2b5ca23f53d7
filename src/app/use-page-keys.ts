import { useMemo } from 'react'
import { useKeyboard } from '../player/useKeyboard.ts'
import type { ActionId } from '../player/keyboard.ts'

/** What the keys of every page do; one that is left out is the page's own. */
export type PageActions = Readonly<Partial<Record<ActionId, () => void>>>

/** The keys that work on any page; a lab on the bench has them too, and more. `act` must stay the same object. */
export function usePageKeys(letters: boolean, act: PageActions): void {
  const options = useMemo(
    () => ({
      mode: () => 'run' as const,
      act: (action: ActionId) => {
        act[action]?.()
        return act[action] !== undefined
      },
    }),
    [act],
  )
  useKeyboard({ letters, ...options })
}
