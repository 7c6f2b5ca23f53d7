import type { TimelineGeometry } from '../../viz/timeline/geometry.ts'
import { xOf } from '../../viz/timeline/window.ts'
import type { EventWindow } from '../../viz/timeline/window.ts'

/** What every part of the timeline needs to know where to draw; one object for each window, size and log length. */
export interface Scene {
  readonly geometry: TimelineGeometry
  readonly window: EventWindow
  /** Width of the score in CSS pixels. */
  readonly width: number
  /** Pixels that trunk and labels may stick out right of the score, and left of it. */
  readonly bleed: { readonly left: number; readonly right: number }
  /** Events written so far, and events expected. */
  readonly length: number
  readonly extent: number
}

/** Where a position stands on the score. */
export function sceneX(scene: Scene, position: number): number {
  return xOf(scene.window, scene.width, position)
}

/** Whether something at `x` is drawn at all. */
export function isInScene(scene: Scene, x: number): boolean {
  return x >= -0.5 && x <= scene.width + 0.5
}
