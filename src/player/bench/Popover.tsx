import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'

interface PopoverProps {
  /** Names it for people who hear the page. */
  readonly label: string
  readonly onClose: () => void
  /** What it stands over, of the bench; the playhead unless it is said. */
  readonly anchor?: string
  /** Keys of its own; those it prevents are not looked at further. */
  readonly onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
  readonly children: ReactNode
}

/** Pixels between it and the timeline, and the least between it and the bench's sides. */
const GAP = 6
const SIDE = 8
/** Its left edge stands this far left of what it belongs to: its words over that. */
const INDENT = 12
const GRIP = '.tl-grip'

/**
 * A small window at what it belongs to, above the timeline. It takes the focus while it is open and gives it back; Esc and a
 * press beside it close it. Key presses inside do not reach the page's own keys.
 */
export function Popover({ label, onClose, anchor = GRIP, onKeyDown, children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState({ left: SIDE, bottom: 0 })
  useLayoutEffect(() => {
    const stand = (): void => {
      if (box.current !== null) setPlace(placeOf(box.current, anchor))
    }
    stand()
    window.addEventListener('resize', stand)
    return () => window.removeEventListener('resize', stand)
  }, [anchor])
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

function placeOf(element: HTMLElement, anchor: string): { readonly left: number; readonly bottom: number } {
  const bench = element.closest('.bench')
  const owner = bench?.querySelector(anchor) ?? bench?.querySelector(GRIP)
  const timeline = bench?.querySelector('.tl')
  if (!bench || !owner || !timeline) return { left: SIDE, bottom: GAP }
  const frame = bench.getBoundingClientRect()
  const at = owner.getBoundingClientRect()
  const x = at.left - frame.left - INDENT
  return {
    left: Math.max(SIDE, Math.min(x, frame.width - element.offsetWidth - SIDE)),
    bottom: frame.bottom - timeline.getBoundingClientRect().top + GAP,
  }
}

/** Focus goes to the element marked `data-autofocus`, else to the window itself, stays inside, and goes back where it was. */
function useFocusInside(box: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const before = document.activeElement
    const element = box.current
    const enter = () => (element?.querySelector<HTMLElement>('[data-autofocus]') ?? element)?.focus()
    enter()
    // What was pressed may go with what it took away.
    const kept = new MutationObserver(() => {
      if (document.activeElement === document.body) enter()
    })
    if (element !== null) kept.observe(element, { childList: true, subtree: true })
    return () => {
      kept.disconnect()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [box])
}

function usePressBeside(box: { readonly current: HTMLElement | null }, onClose: () => void): void {
  useEffect(() => {
    const press = (event: PointerEvent): void => {
      if (!(event.target instanceof Element) || box.current?.contains(event.target) !== false) return
      // The button that opened it closes it by itself.
      if (event.target.closest('[aria-haspopup=dialog][aria-expanded=true]') === null) onClose()
    }
    document.addEventListener('pointerdown', press)
    return () => document.removeEventListener('pointerdown', press)
  }, [box, onClose])
}
