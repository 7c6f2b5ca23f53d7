import { useEffect, useState } from 'react'
import { retryMissing, useMissing } from '../player/bench/later.tsx'
import { Button } from '../ui/Button.tsx'
import './missing-parts.css'

/** Told over the page, which stays as it is: a part of it did not arrive, and can be asked for again. */
export function MissingParts() {
  const missing = useMissing()
  const [closed, close] = useState(missing)
  useEffect(() => {
    // A style that failed would count as there when its part is asked for again.
    const drop = ({ target }: Event) => target instanceof HTMLLinkElement && target.remove()
    addEventListener('error', drop, true)
    return () => removeEventListener('error', drop, true)
  }, [])
  if (missing.length === 0 || missing === closed) return undefined
  return (
    <div className="missing-parts" role="alert">
      <span>A part of this page did not arrive.</span>
      <Button onPress={retryMissing}>Try again</Button>
      <Button onPress={() => close(missing)}>Close</Button>
    </div>
  )
}
