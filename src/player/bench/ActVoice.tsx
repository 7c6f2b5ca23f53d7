import { useEffect } from 'react'
import { announce } from '../../ui/LiveRegion.tsx'
import type { Session } from '../session.ts'
import { actWords } from './act-words.ts'

/** Says to people who hear the page what an act did that is no step: a mark, a fork, a comparison, an answer. */
export function ActVoice({ session }: { readonly session: Session }) {
  useEffect(
    () =>
      session.core.store.subscribe((now, before) => {
        const words = session.core.isQuiet ? undefined : actWords(session.lab, now, before)
        if (words !== undefined) announce(words)
      }),
    [session],
  )
  return undefined
}
