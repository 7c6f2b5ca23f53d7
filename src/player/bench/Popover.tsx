import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'

interface PopoverProps {
  /** Names it for people who hear the page. */
  readonly label: string
  readonly onClose: () => void
  /** Keys of its own; those it prevents are not looked at further. */
  readonly onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
  readonly children: ReactNode
}

/** Pixels between it and the timeline, and the least between it and the bench's sides. */
const GAP = 6
const SIDE = 8
/** Its left edge stands this far left of the playhead. */
const INDENT = 24

/**
 * A small window at the playhead, above the timeline. It takes the focus while it is open and gives it back; Esc and a
 * press beside it close it. Key presses inside do not reach the page's own keys.
 */
export function Popover({ label, onClose, onKeyDown, children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState({ left: SIDE, bottom: 0 })
  useLayoutEffect(() => {
    const stand = (): void => {
      if (box.current !== null) setPlace(placeOf(box.current))
    }
    stand()
    window.addEventListener('resize', stand)
    return () => window.removeEventListener('resize', stand)
  }, [])
  useFocusInside(box)
  usePressBeside(box, onClose)
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    event.stopPropagation()
    onKeyDown?.(event)
    if (event.defaultPrevented || event.key !== 'Escape') return
    event.preventDefault()
    onClose()
  }
  return (
    <div ref={box} className="popover" role="dialog" aria-label={label} tabIndex={-1} style={place} onKeyDown={press}>
      {children}
    </div>
  )
}

function placeOf(element: HTMLElement): { readonly left: number; readonly bottom: number } {
  const bench = element.closest('.bench')
  const grip = bench?.querySelector('.tl-grip')
  const timeline = bench?.querySelector('.tl')
  if (!bench || !grip || !timeline) return { left: SIDE, bottom: GAP }
  const frame = bench.getBoundingClientRect()
  const at = grip.getBoundingClientRect()
  const x = at.left + at.width / 2 - frame.left - INDENT
  return {
    left: Math.max(SIDE, Math.min(x, frame.width - element.offsetWidth - SIDE)),
    bottom: frame.bottom - timeline.getBoundingClientRect().top + GAP,
  }
}

/** Focus goes to the element marked `data-autofocus`, else to the window itself, and back where it was. */
function useFocusInside(box: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const before = document.activeElement
    const element = box.current
    const first = element?.querySelector<HTMLElement>('[data-autofocus]') ?? element
    first?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [box])
}

function usePressBeside(box: { readonly current: HTMLElement | null }, onClose: () => void): void {
  useEffect(() => {
    const press = (event: PointerEvent): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) onClose()
    }
    document.addEventListener('pointerdown', press)
    return () => document.removeEventListener('pointerdown', press)
  }, [box, onClose])
}
