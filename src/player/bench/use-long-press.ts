import { useMemo, useRef, type PointerEvent, type TouchEvent } from 'react'

const HOLD_MS = 550
/** A finger that moves further scrubs. */
const SLOP_PX = 8

/**
 * Handlers that call back when a finger rests on an element that `selector` names, and in none of it that `except` names:
 * those answer a finger themselves. That element takes the finger for lifted first, so that what is pressed is where it rests; when it is lifted nothing more happens.
 */
export function useLongPress(selector: string, except: string, onHold: () => void) {
  const held = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(undefined)
  const isOver = useRef(false)
  return useMemo(() => {
    const end = (): void => {
      clearTimeout(held.current?.timer)
      held.current = undefined
    }
    return {
      onPointerDown: ({ target, pointerType, clientX: x, clientY: y, nativeEvent }: PointerEvent): void => {
        end()
        isOver.current = false
        if (!(target instanceof Element) || pointerType !== 'touch') return
        if (target.closest(selector) === null || target.closest(except) !== null) return
        const hold = (): void => {
          isOver.current = true
          target.dispatchEvent(new window.PointerEvent('pointerup', nativeEvent))
          onHold()
        }
        held.current = { timer: setTimeout(hold, HOLD_MS), x, y }
      },
      onPointerMove: (event: PointerEvent): void => {
        const from = held.current
        if (from === undefined) return
        if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > SLOP_PX) end()
      },
      onPointerUp: end,
      onPointerCancel: end,
      onTouchEnd: (event: TouchEvent): void => {
        // A press of a mouse would follow, and take the focus from what was opened.
        if (isOver.current) event.preventDefault()
      },
    }
  }, [selector, except, onHold])
}
