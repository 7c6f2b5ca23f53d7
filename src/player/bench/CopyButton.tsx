import { useEffect, useState } from 'react'

const SAID_MS = 1600

/** Copies a text; says so in its own place. */
export function CopyButton({ text }: { readonly text: () => string }) {
  const [said, setSaid] = useState<string>()
  useEffect(() => {
    if (said === undefined) return undefined
    const timer = setTimeout(() => setSaid(undefined), SAID_MS)
    return () => clearTimeout(timer)
  }, [said])
  const copy = (): void => {
    // A page that is not served securely has no clipboard.
    const written = 'clipboard' in navigator ? navigator.clipboard.writeText(text()) : Promise.reject(new Error())
    written.then(
      () => setSaid('copied'),
      () => setSaid('the browser refused'),
    )
  }
  return (
    <button type="button" className="link-button" onClick={copy}>
      {said ?? 'copy'}
    </button>
  )
}
