/** Where the pointer is over the score: pixels from its left edge, and the kind of the row under it. */
export interface HoverPoint {
  readonly x: number
  readonly kind: number | undefined
}

/** A cell that only the readout listens to, so that moving the pointer renders nothing else. */
export interface HoverStore {
  readonly get: () => HoverPoint | undefined
  readonly set: (point: HoverPoint | undefined) => void
  readonly subscribe: (listener: () => void) => () => void
}

export function createHoverStore(): HoverStore {
  let point: HoverPoint | undefined
  const listeners = new Set<() => void>()
  return {
    get: () => point,
    set: (next) => {
      if (point?.x === next?.x && point?.kind === next?.kind) return
      point = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
