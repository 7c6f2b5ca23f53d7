import type { ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import './error-boundary.css'

/** An address that leads nowhere. */
export function NotFound({ bar, onHome }: { readonly bar: ReactNode; readonly onHome: () => void }) {
  return (
    <>
      {bar}
      <main className="fault">
        <h1>Nothing is at this address.</h1>
        <p>The link may be cut off, or it was made by another version. The labs are all on the first page.</p>
        <Button primary onPress={onHome}>
          See the labs
        </Button>
      </main>
    </>
  )
}
