import { createText, cutKey, widthOf } from './text.ts'
import type { BoxState, KeyBox, StageText, TextStyle } from './types.ts'

export interface KeyBoxWish {
  readonly id: string
  readonly mark: string
  /** 0 for none. */
  readonly run: number
  readonly x: number
  /** Middle. */
  readonly y: number
  readonly width: number
  readonly height: number
  readonly key: string
  readonly state: BoxState
  /** With the run's shape before the key. */
  readonly hasGlyph: boolean
}

/** A box this high carries its key. */
export const KEYED_HEIGHT = 9.5
/** A box this large carries its run's shape. */
const SHAPED_WIDTH = 8
const SHAPED_HEIGHT = 5

/** A box with as much in it as it has room for: shape and key, only the shape, or nothing. */
export function createKeyBox(wish: KeyBoxWish): KeyBox {
  const { id, mark, run, x, y, width, height, state } = wish
  const shaped = wish.hasGlyph && run > 0 && width >= SHAPED_WIDTH && height >= SHAPED_HEIGHT
  const text = keyText(wish, shaped)
  const glyphX = text === undefined ? x + width / 2 : x + Math.min(12, 4 + width * 0.13)
  const glyph = shaped ? { x: glyphX, y, r: Math.min(3.8, height * 0.3, width * 0.3) } : undefined
  return { id, mark, run, x, y: y - height / 2, width, height, state, glyph, text }
}

/** The largest style in which the key fits whole, else as much of it as fits in the smallest. */
function keyText({ x, y, width, height, key, hasGlyph }: KeyBoxWish, shaped: boolean): StageText | undefined {
  if (key === '' || height < KEYED_HEIGHT) return undefined
  const pad = width >= 58 ? 9 : 4
  const before = hasGlyph && shaped ? Math.min(12, 4 + width * 0.13) + 6 : pad
  const room = width - before - pad
  const style = stylesFor(height).find((candidate) => widthOf(key, candidate) <= room) ?? 'small-key'
  const shown = cutKey(key, room, style)
  if (shown === '') return undefined
  const at = hasGlyph ? x + width - pad : x + width / 2
  const text = createText(at, y + (style === 'key' ? 4 : 3.6), shown, style, 'ink', hasGlyph ? 'end' : 'middle')
  return shown === key ? text : { ...text, full: key }
}

function stylesFor(height: number): TextStyle[] {
  if (height >= 20) return ['key', 'mono', 'small-key']
  return height >= 14 ? ['mono', 'small-key'] : ['small-key']
}
