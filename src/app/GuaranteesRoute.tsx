import type { ReactNode } from 'react'
import { CHALLENGES } from '../challenges/registry.ts'
import { Guarantees } from '../practice/Guarantees.tsx'
import { challengePath } from './routes.ts'

export function GuaranteesRoute({ bar }: { readonly bar: ReactNode }) {
  return (
    <>
      {bar}
      <Guarantees entries={CHALLENGES} hrefOf={(challenge) => `#${challengePath(challenge)}`} />
    </>
  )
}
