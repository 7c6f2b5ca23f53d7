// @vitest-environment happy-dom
import { render } from '@testing-library/react'
import { expect, it } from 'vitest'
import { pairOf } from './compare-facts.ts'
import { createTestSession, GateEvent } from './gate-lab.tsx'
import { UnitStrip } from './UnitStrip.tsx'

/** The numbers that the strip says it draws, and how many bars it draws above the line. */
function drawn(width: number, position?: number) {
  const { session } = createTestSession()
  session.branching.fork({ type: 'gate', value: 'strict', name: 'strict', note: '' })
  session.comparing.toggle()
  session.seek(position ?? session.branch.log.length)
  const pair = pairOf(session, session.state.comparison?.other ?? '')
  const { container } = render(<UnitStrip session={session} pair={pair} what={['plain', 'strict']} width={width} />)
  const bars = container.querySelector('.unit-above')?.getAttribute('d')?.match(/M/g)?.length ?? 0
  const finished = pair.left.log.count(GateEvent.pass, session.state.position)
  const [, ...numbers] = /numbers? (\d+)(?: to (\d+))? of (\d+);/.exec(container.textContent) ?? []
  return { bars, finished, numbers: numbers.map(Number), text: container.textContent, label: container.innerHTML }
}

it('says which units have bars where there is no room for all', () => {
  const { bars, finished, numbers, label } = drawn(600)
  expect(finished).toBe(100)
  expect(bars).toBeLessThan(finished - 1)
  expect(numbers).toEqual([finished - bars + 1, finished, finished])
  expect(label).toContain(`; bars: numbers ${finished - bars + 1} to ${finished} of ${finished}"`)
})

it('leaves out the first unit, which holds the preparation, and says so by the numbers', () => {
  const { bars, finished, numbers } = drawn(4000)
  expect(numbers).toEqual([2, finished, finished])
  expect(bars).toBe(finished - 1)
})

it('says that none is drawn before the second is finished', () => {
  expect(drawn(600, 2)).toMatchObject({ bars: 0, text: expect.stringContaining('none drawn yet;') as string })
})

it('counts what a unit under way has taken too, tells it apart, and leaves the bars where they are', () => {
  const strips = [40, 41, 42, 43, 44].map((position) => drawn(600, position))
  const told = strips.map(({ text }) => / since/.test(text))
  expect(new Set(told)).toEqual(new Set([false, true]))
  const lineOf = ({ label }: (typeof strips)[number]) => /class="unit-line" d="([^"]+)"/.exec(label)?.[1]
  expect(new Set(strips.map(lineOf)).size).toBe(1)
})
