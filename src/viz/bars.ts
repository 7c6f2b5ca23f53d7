/**
 * A row of bars that stand on one line. Bar i covers x to x + width with x = origin + i × step; a negative step runs to
 * the left. A value v in [0, 1] is a bar low + v × (high - low) px high.
 */
export interface Bars {
  readonly origin: number
  readonly step: number
  readonly width: number
  /** y of the line they stand on. */
  readonly base: number
  readonly low: number
  readonly high: number
}

/** Bars closer than this are drawn as one column a pixel, as high as the highest of them. */
const COLUMN_STEP_PX = 1.25

/** One thing that is drawn: bar `index`, or the highest of the bars that share a pixel column. */
export type BarVisitor = (x: number, width: number, height: number, index: number) => void

/** Height in px of a bar of value v. */
export function barHeight(bars: Bars, value: number): number {
  return bars.low + value * (bars.high - bars.low)
}

/** True when single bars cannot be told apart. */
export function isDense(bars: Bars): boolean {
  return Math.abs(bars.step) < COLUMN_STEP_PX
}

/** Left edge of bar i. */
export function barX(bars: Bars, i: number): number {
  return bars.origin + i * bars.step
}

/** Visits what is drawn of bars [from, to), in order of index; where bars are dense, one visit a pixel column. */
export function visitBars(bars: Bars, values: ArrayLike<number>, from: number, to: number, visit: BarVisitor): void {
  if (isDense(bars)) return visitColumns(bars, values, from, to, visit)
  for (let i = from; i < to; i++) {
    visit(barX(bars, i), bars.width, barHeight(bars, values[i] as number), i)
  }
}

function visitColumns(bars: Bars, values: ArrayLike<number>, from: number, to: number, visit: BarVisitor): void {
  let i = from
  while (i < to) {
    const column = Math.floor(barX(bars, i))
    let best = i
    for (i++; i < to && Math.floor(barX(bars, i)) === column; i++) {
      if ((values[i] as number) > (values[best] as number)) best = i
    }
    visit(column, 1, barHeight(bars, values[best] as number), best)
  }
}

/** Rectangles one after the other: x, y of the upper edge, width, height. */
export type Rectangles = readonly number[]

/** Bars [from, to) as rectangles. */
export function barRectangles(bars: Bars, values: ArrayLike<number>, from: number, to: number): Rectangles {
  const all: number[] = []
  visitBars(bars, values, from, to, (x, width, height) => all.push(x, bars.base - height, width, height))
  return all
}

/** Rectangles as path data. */
export function rectanglesPath(rectangles: Rectangles): string {
  let path = ''
  for (let i = 0; i < rectangles.length; i += 4) {
    const [x, y, width, height] = rectangles.slice(i, i + 4) as [number, number, number, number]
    const w = round(width)
    path += `M${round(x)} ${round(y)}h${w}V${round(y + height)}h-${w}z`
  }
  return path
}

/** Path data of bars [from, to): one rectangle each. */
export function barsPath(bars: Bars, values: ArrayLike<number>, from: number, to: number): string {
  return rectanglesPath(barRectangles(bars, values, from, to))
}

/** Bars [from, to) as rectangles by group, for a row whose bars have several colours. */
export function barRectanglesByGroup(
  bars: Bars,
  values: ArrayLike<number>,
  from: number,
  to: number,
  groupOf: (index: number) => number,
): Map<number, Rectangles> {
  const groups = new Map<number, number[]>()
  const { indices, rectangles } = drawnBars(bars, values, from, to)
  for (let i = 0; i < indices.length; i++) {
    const group = groupOf(indices[i] as number)
    const list = groups.get(group) ?? []
    if (list.length === 0) groups.set(group, list)
    for (let side = 4 * i; side < 4 * i + 4; side++) list.push(rectangles[side] as number)
  }
  return groups
}

interface DrawnBars {
  readonly key: string
  readonly indices: readonly number[]
  readonly rectangles: Rectangles
}

/** What was drawn last of some values: between two pictures only the groups change. */
const drawn = new WeakMap<object, DrawnBars>()

function drawnBars(bars: Bars, values: ArrayLike<number>, from: number, to: number): DrawnBars {
  const { origin, step, width, base, low, high } = bars
  const key = [origin, step, width, base, low, high, from, to].join()
  const known = drawn.get(values)
  if (known?.key === key) return known
  const indices: number[] = []
  const rectangles: number[] = []
  visitBars(bars, values, from, to, (x, barWidth, height, index) => {
    indices.push(index)
    rectangles.push(x, base - height, barWidth, height)
  })
  const made = { key, indices, rectangles }
  drawn.set(values, made)
  return made
}

/** Path data of the places of bars [from, to) as dashes on a line at `y`; one line where bars are dense. */
export function dashesPath(bars: Bars, from: number, to: number, y: number): string {
  if (to <= from) return ''
  if (isDense(bars)) {
    const first = barX(bars, from)
    const last = barX(bars, to - 1)
    return `M${round(Math.min(first, last))} ${round(y)}H${round(Math.max(first, last) + bars.width)}`
  }
  let path = ''
  for (let i = from; i < to; i++) path += `M${round(barX(bars, i))} ${round(y)}h${round(bars.width)}`
  return path
}

/** Left and right end of bars [from, to). */
export function barsSpan(bars: Bars, from: number, to: number): readonly [left: number, right: number] {
  const first = barX(bars, from)
  const last = barX(bars, to - 1)
  return [Math.min(first, last), Math.max(first, last) + bars.width]
}

/** Columns or bars that are drawn of `count`: what a budget for marks counts. */
export function countDrawn(bars: Bars, count: number): number {
  return isDense(bars) ? Math.ceil(Math.abs(bars.step) * count) : count
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
