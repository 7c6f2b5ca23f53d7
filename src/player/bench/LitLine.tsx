import { memo } from 'react'
import type { Session } from '../session.ts'
import { useCalmMoment } from './use-moment.ts'

/** The line of the pseudo-code that was just executed and what came of it: all of the story where there is no room. */
export const LitLine = memo(function LitLine({ session }: { readonly session: Session }) {
  const moment = useCalmMoment(session)
  if (moment === undefined) return undefined
  const { code, line } = session.lab.story(moment)
  const text = code[line - 1]
  return (
    <p className="lit-line">
      {text !== undefined && (
        <code>
          <i>{line}</i>
          {text.trim()}
        </code>
      )}
      <span>{session.lab.outcome(moment)}</span>
    </p>
  )
})
