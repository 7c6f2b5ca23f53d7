import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatCount } from '../../base/format.ts'
import { estimateTextWidth } from './labels.ts'
import { layoutTicks, niceStep } from './ticks.ts'

it('steps are 1, 2 or 5 times a power of ten and at least what is asked for', () => {
  expect([0.3, 1, 1.1, 3, 7, 10, 60, 100.5].map(niceStep)).toEqual([1, 1, 2, 5, 10, 10, 100, 200])
})

it('a window of 700 events on 1,128 px has a tick every hundred', () => {
  const ticks = layoutTicks({ from: 1440, to: 2140 }, 1128, 2922, formatCount)
  expect(ticks.map((tick) => tick.label)).toEqual(['1,500', '1,600', '1,700', '1,800', '1,900', '2,000', '2,100'])
  expect(ticks[0]?.x).toBeCloseTo(96.69, 1)
})

it('labels never overlap or leave the ruler, ticks stand at multiples of one step', () => {
  const cases = fc.record({
    from: fc.integer({ min: 0, max: 9_000_000 }),
    span: fc.integer({ min: 24, max: 10_000_000 }),
    width: fc.integer({ min: 40, max: 2400 }),
    wide: fc.boolean(),
  })
  fc.assert(
    fc.property(cases, ({ from, span, width, wide }) => {
      const format = wide ? (position: number) => `${formatCount(position)} seconds in` : formatCount
      const ticks = layoutTicks({ from, to: from + span }, width, from + span, format)
      const shown = ticks.filter((tick) => tick.label !== '')
      shown.forEach((tick, i) => {
        const end = tick.x + 3.5 + estimateTextWidth(tick.label, 10, 'mono')
        expect(end).toBeLessThanOrEqual(width + 20)
        expect(end).toBeLessThan(shown[i + 1]?.x ?? Number.POSITIVE_INFINITY)
      })
      const step = (ticks[1]?.position ?? 0) - (ticks[0]?.position ?? 0)
      if (ticks.length > 1) for (const tick of ticks) expect(tick.position % step).toBe(0)
    }),
  )
})

it('says a word once where the clock stands still', () => {
  const ticks = layoutTicks({ from: 0, to: 24 }, 1128, 24, (position) => `${Math.floor(position / 10)} min`)
  expect(ticks.filter((tick) => tick.label !== '').map((tick) => tick.label)).toEqual(['0 min', '1 min', '2 min'])
})

it('stops at the end of the log', () => {
  const ticks = layoutTicks({ from: 0, to: 1000 }, 1128, 250, formatCount)
  expect(ticks.at(-1)?.position).toBe(200)
})
