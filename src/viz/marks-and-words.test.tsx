// @vitest-environment happy-dom
import { render } from '@testing-library/react'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Glyph, glyphPath, isHollowGlyph, nounColour, NOUNS } from './glyph.tsx'
import { neighbourOf, spotAt, type Direction, type Spot } from './spots.ts'
import { ellipsize, textWidth } from './text.ts'
import { textureFill } from './texture.tsx'

describe('glyphs', () => {
  it('are twelve, all different, and share no pair of shape and colour for 144 nouns', () => {
    const shapes = Array.from({ length: NOUNS }, (_, i) => `${glyphPath(i + 1, 0, 0, 5)} ${isHollowGlyph(i + 1)}`)
    expect(new Set(shapes).size).toBe(NOUNS)
    const pairs = Array.from({ length: 145 }, (_, i) => `${glyphPath(i + 1, 0, 0, 5)} ${nounColour(i + 1)}`)
    expect(new Set(pairs.slice(0, 144)).size).toBe(144)
    expect(pairs[144]).toBe(pairs[0])
    expect([1, 12, 13, 64].map(nounColour)).toEqual(['var(--id-1)', 'var(--id-12)', 'var(--id-1)', 'var(--id-4)'])
  })

  it('are areas first, then outlines', () => {
    const { container } = render(
      <svg>
        <Glyph n={6} x={0} y={0} r={4} />
        <Glyph n={7} x={0} y={0} r={4} />
      </svg>,
    )
    const [area, outline] = [...container.querySelectorAll('path')]
    expect(area?.getAttribute('fill')).toBe('var(--id-6)')
    expect(outline?.getAttribute('fill')).toBe('none')
    expect(outline?.getAttribute('stroke')).toBe('var(--id-7)')
  })
})

describe('textures', () => {
  it('are for areas more than 9 px high', () => {
    expect(textureFill('x', 2, 24)).toBe('url(#x-tex-2)')
    expect(textureFill('x', 14, 24)).toBe('url(#x-tex-2)')
    expect(textureFill('x', 2, 9)).toBe('var(--id-2)')
  })
})

describe('widths of texts', () => {
  it('are exact for the mono face and on the safe side for the other', () => {
    expect(textWidth('1,234', 10, 'mono')).toBe(30)
    // Measured in a browser: 158 px at 11.5 px.
    expect(textWidth('nothing left in any run is below this', 11.5, 'sans')).toBeGreaterThan(158)
    expect(textWidth('nothing left in any run is below this', 11.5, 'sans')).toBeLessThan(200)
  })

  it('cut a text so that it fits', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.integer({ min: 0, max: 200 }), (text, room) => {
        const cut = ellipsize(text, room, 11.5, 'sans')
        expect(textWidth(cut, 11.5, 'sans')).toBeLessThanOrEqual(Math.max(room, 0))
        expect(cut === text || cut === '' || cut.endsWith('…')).toBe(true)
      }),
    )
  })
})

describe('a long text', () => {
  // Each sign that is looked at costs; the whole text is looked at a few times, and not once for each of its signs.
  it.each(['sans', 'mono'] as const)('is cut as one sign after the other would cut it, in the %s face', (face) => {
    const text = 'order_id = 0 OR '.repeat(20)
    for (let room = 0; room < 400; room += 7) {
      const slow = Array.from({ length: text.length - 1 }, (_, i) => `${text.slice(0, text.length - 1 - i).trimEnd()}…`)
      expect(ellipsize(text, room, 11.5, face)).toBe(slow.find((cut) => textWidth(cut, 11.5, face) <= room) ?? '')
    }
  })

  it('is measured a few times, however long it is', () => {
    let signs = 0
    const counted = (length: number): number => {
      signs = 0
      const text = new Proxy(new String('order_id = 0 OR '.repeat(length)), {
        get: (of, key) => {
          const value: unknown = Reflect.get(of, key)
          if (key !== 'slice') return typeof value === 'function' ? (value.bind(of) as unknown) : value
          return (from: number, to: number) => {
            signs += to - from
            return of.slice(from, to)
          }
        },
      })
      ellipsize(text as unknown as string, 300, 11.5, 'sans')
      return signs
    }
    const short = counted(500)
    expect(short).toBeGreaterThan(0)
    expect(counted(5_000)).toBeLessThan(short * 12)
  })
})

describe('spots', () => {
  const grid = Array.from({ length: 12 }, (_, i): Spot & { id: number } => ({
    id: i,
    x: (i % 4) * 20,
    y: Math.floor(i / 4) * 20,
    width: 10,
    height: 10,
  }))

  it('are found with a little slack, the smallest of several first', () => {
    const all = [{ id: 99, x: 0, y: 0, width: 200, height: 200 }, ...grid]
    expect(spotAt(all, 25, 5, 0)?.id).toBe(1)
    expect(spotAt(all, 31.5, 5, 2)?.id).toBe(1)
    expect(spotAt(all, 36, 5, 2)?.id).toBe(99)
    expect(spotAt(grid, 300, 5, 2)).toBeUndefined()
  })

  it.each<[Direction, number]>([
    ['right', 6],
    ['left', 4],
    ['up', 1],
    ['down', 9],
  ])('have real neighbours: %s', (direction, expected) => {
    expect(neighbourOf(grid, grid[5] as Spot, direction)?.id).toBe(expected)
  })

  it('have none over the edge', () => {
    expect(neighbourOf(grid, grid[0] as Spot, 'left')).toBeUndefined()
    expect(neighbourOf(grid, grid[0] as Spot, 'up')).toBeUndefined()
  })

  it('lead back the way they came in a grid', () => {
    const back: Record<Direction, Direction> = { left: 'right', right: 'left', up: 'down', down: 'up' }
    for (const spot of grid) {
      for (const direction of ['left', 'right', 'up', 'down'] as const) {
        const next = neighbourOf(grid, spot, direction)
        if (next !== undefined) expect(neighbourOf(grid, next, back[direction])?.id).toBe(spot.id)
      }
    }
  })
})
