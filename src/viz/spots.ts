/** A place on a picture that can be pointed at or reached by arrow keys. */
export interface Spot {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The smallest spot that contains (x, y), each grown by `slackPx` on all sides; undefined where there is none. */
export function spotAt<S extends Spot>(spots: readonly S[], x: number, y: number, slackPx: number): S | undefined {
  let best: S | undefined
  let bestArea = Infinity
  for (const spot of spots) {
    if (x < spot.x - slackPx || x > spot.x + spot.width + slackPx) continue
    if (y < spot.y - slackPx || y > spot.y + spot.height + slackPx) continue
    const area = spot.width * spot.height
    if (area < bestArea) {
      best = spot
      bestArea = area
    }
  }
  return best
}

/** How many times farther a step aside counts than a step ahead. */
const ASIDE_WEIGHT = 3

/** The neighbour of a spot in a direction: near ahead, little aside. Undefined at the edge. */
export function neighbourOf<S extends Spot>(spots: readonly S[], from: Spot, direction: Direction): S | undefined {
  let best: S | undefined
  let bestCost = Infinity
  for (const spot of spots) {
    const cost = costOf(from, spot, direction)
    if (cost < bestCost) {
      best = spot
      bestCost = cost
    }
  }
  return best
}

function costOf(from: Spot, to: Spot, direction: Direction): number {
  const dx = to.x + to.width / 2 - from.x - from.width / 2
  const dy = to.y + to.height / 2 - from.y - from.height / 2
  const across = direction === 'left' || direction === 'right'
  const ahead = (across ? dx : dy) * (direction === 'left' || direction === 'up' ? -1 : 1)
  if (ahead < 0.5) return Infinity
  const overlap = across ? overlaps(from.y, from.height, to.y, to.height) : overlaps(from.x, from.width, to.x, to.width)
  return ahead + (overlap ? 0 : ASIDE_WEIGHT * Math.abs(across ? dy : dx))
}

function overlaps(a: number, aSize: number, b: number, bSize: number): boolean {
  return a + 0.5 < b + bSize && b + 0.5 < a + aSize
}
