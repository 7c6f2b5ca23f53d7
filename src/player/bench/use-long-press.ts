import { useMemo, useRef, type PointerEvent } from 'react'

const HOLD_MS = 550
/** A finger that moves further scrubs. */
const SLOP_PX = 8

/** Handlers that call back when a finger rests on an element that `selector` names. */
export function useLongPress(selector: string, onHold: () => void) {
  const held = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(undefined)
  return useMemo(() => {
    const end = (): void => {
      clearTimeout(held.current?.timer)
      held.current = undefined
    }
    return {
      onPointerDown: (event: PointerEvent): void => {
        end()
        const on = event.target instanceof Element && event.target.closest(selector) !== null
        if (event.pointerType !== 'touch' || !on) return
        held.current = { timer: setTimeout(onHold, HOLD_MS), x: event.clientX, y: event.clientY }
      },
      onPointerMove: (event: PointerEvent): void => {
        const from = held.current
        if (from === undefined) return
        if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > SLOP_PX) end()
      },
      onPointerUp: end,
      onPointerCancel: end,
    }
  }, [selector, onHold])
}
