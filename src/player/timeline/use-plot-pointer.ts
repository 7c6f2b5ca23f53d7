import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { PointerEvent, RefObject } from 'react'
import { wheelWindow } from '../../viz/timeline/window.ts'
import type { EventWindow } from '../../viz/timeline/window.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { HoverStore } from './hover.ts'
import { sceneX } from './scene.ts'
import type { Scene } from './scene.ts'
import { ScrubGesture } from './scrub-gesture.ts'

interface PlotPointerInput {
  readonly plot: RefObject<HTMLElement | null>
  readonly scene: Scene
  readonly log: Log
  readonly position: number
  /** The kind of the row at `y` pixels from the top, or undefined beside the rows. */
  readonly kindAt: (y: number) => number | undefined
  readonly hover: HoverStore
  readonly onSeek: (position: number) => void
  readonly onHold?: (isHeld: boolean) => void
  readonly onWindow: (window: EventWindow) => void
}

/** Pointer handlers of the score: scrubbing, pinching, hovering, and the wheel. Buttons on it keep their presses. */
export function usePlotPointer(input: PlotPointerInput) {
  const latest = useRef(input)
  useLayoutEffect(() => {
    latest.current = input
  })
  const [gesture] = useState(() => createGesture(latest))
  useEffect(() => () => gesture.cancel(), [gesture])

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault()
    const { scene, onWindow, plot } = input
    const x = event.clientX - (plot.current?.getBoundingClientRect().left ?? 0)
    const turn = {
      deltaX: event.deltaX,
      deltaY: event.deltaY,
      deltaMode: event.deltaMode,
      zoom: event.ctrlKey || event.metaKey,
      x,
    }
    onWindow(wheelWindow(scene.window, turn, scene.width, scene.extent))
  })
  const { plot } = input
  useEffect(() => {
    const element = plot.current
    // React listens passively to wheels, which could not keep the page from zooming.
    element?.addEventListener('wheel', onWheel, { passive: false })
    return () => element?.removeEventListener('wheel', onWheel)
  }, [plot])

  const place = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || isIn(event.target, 'button')) return
      event.currentTarget.setPointerCapture(event.pointerId)
      input.hover.set(undefined)
      const { x, y } = place(event)
      const gripped = isIn(event.target, '[role=slider]')
      gesture.down({
        id: event.pointerId,
        x,
        kind: input.kindAt(y),
        touch: event.pointerType === 'touch',
        grip: gripped ? x - sceneX(input.scene, input.position) : undefined,
      })
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const { x, y } = place(event)
      if (gesture.active) gesture.move(event.pointerId, x)
      else if (event.pointerType !== 'touch') hoverAt(input, x, y)
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => gesture.up(event.pointerId),
    onPointerCancel: () => gesture.cancel(),
    onLostPointerCapture: (event: PointerEvent<HTMLElement>) => {
      // A part of the score may give its capture to the score.
      if (event.target === event.currentTarget) gesture.lose(event.pointerId)
    },
    onPointerLeave: () => input.hover.set(undefined),
  }
}

function isIn(target: EventTarget, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null
}

function hoverAt({ scene, hover, kindAt }: PlotPointerInput, x: number, y: number): void {
  const below = scene.geometry.trunkY + 8
  const inside = x >= 0 && x < scene.width && y > 0 && y < below
  hover.set(inside ? { x, kind: kindAt(y) } : undefined)
}

function createGesture(latest: RefObject<PlotPointerInput>): ScrubGesture {
  return new ScrubGesture(
    () => {
      const { scene, log } = latest.current
      return { log, window: scene.window, width: scene.width, extent: scene.extent }
    },
    {
      seek: (position) => latest.current.onSeek(position),
      hold: (isHeld) => latest.current.onHold?.(isHeld),
      show: (window) => latest.current.onWindow(window),
      frame: (callback) => {
        const id = requestAnimationFrame(callback)
        return () => cancelAnimationFrame(id)
      },
    },
  )
}
