import type { ReactNode } from 'react'

/** Number of shapes, and of noun colours `--id-1` to `--id-12`. */
export const NOUNS = 12

/** Shapes from this one on are outlines. */
const FIRST_HOLLOW = 6
const HOLLOW_INSET = 0.6
const STROKE = 1.7

/** Shapes move on by so many after each twelve, so that the 13th noun shares no pair of shape and colour. */
const TURN = 5

/** The colour of the nth noun, n from 1; colours repeat after twelve. In [0, 12). */
export function nounIndex(n: number): number {
  return (((n - 1) % NOUNS) + NOUNS) % NOUNS
}

/** The shape of the nth noun, in [0, 12); shape and colour together repeat after 144. */
function shapeIndex(n: number): number {
  return nounIndex(n + TURN * Math.floor((n - 1) / NOUNS))
}

/** The nth noun's colour as a CSS value; n from 1. */
export function nounColour(n: number): string {
  return `var(--id-${nounIndex(n) + 1})`
}

/** True when the nth noun's shape is an outline rather than an area. */
export function isHollowGlyph(n: number): boolean {
  return shapeIndex(n) >= FIRST_HOLLOW
}

/** Width of an outline shape's line at radius `r`. */
export function glyphStroke(r: number): number {
  return Math.min(STROKE, r * 0.45)
}

/** The nth noun's shape about (x, y), as path data; all shapes of one `r` look equally large. */
export function glyphPath(n: number, x: number, y: number, r: number): string {
  const index = shapeIndex(n)
  return SHAPES[index % SHAPES.length]!(x, y, index < FIRST_HOLLOW ? r : Math.max(0.5, r - HOLLOW_INSET))
}

type Shape = (x: number, y: number, r: number) => string

const circle: Shape = (x, y, r) =>
  `M${f(x - r)} ${f(y)}a${f(r)} ${f(r)} 0 1 0 ${f(2 * r)} 0a${f(r)} ${f(r)} 0 1 0 ${f(-2 * r)} 0Z`
const square: Shape = (x, y, r) => `M${f(x - 0.9 * r)} ${f(y - 0.9 * r)}h${f(1.8 * r)}v${f(1.8 * r)}h${f(-1.8 * r)}Z`
const triangle: Shape = (x, y, r) => `M${f(x)} ${f(y - 1.1 * r)}l${f(1.1 * r)} ${f(2 * r)}h${f(-2.2 * r)}Z`
const diamond: Shape = (x, y, r) => {
  const d = f(1.25 * r)
  return `M${f(x)} ${f(y - 1.25 * r)}l${d} ${d}l-${d} ${d}l-${d} -${d}Z`
}
const wedge: Shape = (x, y, r) => `M${f(x)} ${f(y + 1.1 * r)}l${f(1.1 * r)} ${f(-2 * r)}h${f(-2.2 * r)}Z`
const plus: Shape = (x, y, r) => {
  const arm = f(0.7 * r)
  const bar = f(0.8 * r)
  const right = `h${bar}v${arm}h${arm}v${bar}h-${arm}v${arm}`
  return `M${f(x - 0.4 * r)} ${f(y - 1.1 * r)}${right}h-${bar}v-${arm}h-${arm}v-${bar}h${arm}Z`
}

/** Twice round: six areas, then the same six as outlines. */
const SHAPES: readonly Shape[] = [circle, square, triangle, diamond, wedge, plus]

function f(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** The nth noun's shape in its colour. */
export function Glyph({ n, x, y, r }: { n: number; x: number; y: number; r: number }): ReactNode {
  const colour = nounColour(n)
  const d = glyphPath(n, x, y, r)
  if (!isHollowGlyph(n)) return <path d={d} fill={colour} />
  return <path d={d} fill="none" stroke={colour} strokeWidth={glyphStroke(r)} />
}
