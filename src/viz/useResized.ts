import { useState } from 'react'

/**
 * True from when a picture changes its size until it shows another place of the log: what moves then is not what happened.
 */
export function useResized(shown: number, width: number, height: number): boolean {
  const [last, setLast] = useState({ shown, width, height, isResized: false })
  const isSame = last.width === width && last.height === height
  if (isSame && last.shown === shown) return last.isResized
  setLast({ shown, width, height, isResized: !isSame })
  return !isSame
}
