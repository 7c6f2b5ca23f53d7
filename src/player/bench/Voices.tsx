import type { Session } from '../session.ts'
import { ActVoice } from './ActVoice.tsx'
import { StepVoice } from './StepVoice.tsx'

/** What people who hear the page are told of all that is done on it. */
export function Voices({ session }: { readonly session: Session }) {
  return (
    <>
      <ActVoice session={session} />
      <StepVoice session={session} />
    </>
  )
}
