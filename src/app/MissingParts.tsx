import { useEffect, useState, type ReactNode } from 'react'
import { retryMissing, useMissing } from '../player/bench/later.tsx'
import { Button } from '../ui/Button.tsx'
import './missing-parts.css'

/**
 * Told over the page, which stays as it is: a part of it did not arrive, and can be asked for again, or with the whole
 * document where that does not help. A page that is missing as a whole leaves nothing to go back to: it has the bar,
 * which leads to the others.
 */
export function MissingParts({ onReload, bar }: { readonly onReload: () => void; readonly bar: ReactNode }) {
  const missing = useMissing()
  const [closed, close] = useState(missing)
  useEffect(() => {
    // A style that failed would count as there when its part is asked for again.
    const drop = ({ target }: Event) => target instanceof HTMLLinkElement && target.remove()
    addEventListener('error', drop, true)
    return () => removeEventListener('error', drop, true)
  }, [])
  if (missing.length === 0 || missing === closed) return undefined
  const isPage = missing.some((part) => part.isPage)
  return (
    <>
      {isPage && bar}
      <div className={isPage ? 'missing-parts missing-page' : 'missing-parts'} role="alert">
        <span>
          {isPage ? 'This page' : 'A part of this page'} did not arrive. If trying again does not help, reload the page.
        </span>
        <Button onPress={retryMissing}>Try again</Button>
        <Button onPress={onReload}>Reload the page</Button>
        {!isPage && <Button onPress={() => close(missing)}>Close</Button>}
      </div>
    </>
  )
}
