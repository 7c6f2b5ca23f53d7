import { useLayoutEffect, useRef, type ReactNode } from 'react'
import type { PaintedCanvas, Painter } from './painting.ts'
import { useTokens } from './tokens.ts'

export interface FastCanvasProps<P> {
  readonly painter: Pick<Painter<P, unknown>, 'open'>
  readonly picture: P
  readonly width: number
  readonly height: number
  /** Told true when the first picture stands, false when the canvas goes. */
  readonly onShown: (isShown: boolean) => void
}

/** Pictures that follow each other faster than the document could change. Says nothing to people who hear. */
export function FastCanvas<P>({ painter, picture, width, height, onShown }: FastCanvasProps<P>): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const canvas = useRef<PaintedCanvas<P> | undefined>(undefined)
  const tokens = useTokens()
  useLayoutEffect(() => {
    const opened = painter.open(() => onShown(true))
    canvas.current = opened
    opened.element.style.display = 'block'
    place.current?.append(opened.element)
    return () => {
      opened.close()
      opened.element.remove()
      onShown(false)
    }
  }, [painter, onShown])
  useLayoutEffect(() => {
    const shown = canvas.current
    if (shown === undefined) return
    shown.element.style.width = `${width}px`
    shown.element.style.height = `${height}px`
    shown.paint(picture, { width, height, ratio: window.devicePixelRatio || 1 }, tokens)
  }, [painter, picture, width, height, tokens])
  return <div ref={place} aria-hidden="true" style={{ position: 'absolute', left: 0, top: 0, width, height }} />
}
