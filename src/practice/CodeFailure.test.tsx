// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { GrowthVerdict } from './code/growth.ts'
import { CodeFailure } from './CodeFailure.tsx'

const SLOW: GrowthVerdict = {
  asked: 'O(n)',
  kind: 'slow',
  sizes: [10, 20, 40, 80],
  learner: [10, 40, 160, 640],
  reference: [0, 2, 3, 9],
  words: 'At n = 80 yours took 640 ms.',
}

function show(growth: GrowthVerdict, wrong?: { readonly id: string; readonly why: string }) {
  const verdict = { language: 'python', which: 'all', seed: 7, cases: [], right: 0, growth } as const
  render(<CodeFailure verdict={{ ...verdict, ...(wrong && { wrong }) }} name="f" />)
}

it('names a known slow way as an example, since times do not tell the cause', () => {
  show(SLOW, { id: 'scan', why: 'All hits are kept.' })
  expect(screen.getByText('What often makes a program slow here, for example: All hits are kept.')).toBeDefined()
  expect(screen.getByText(SLOW.words).className).toBe('bad')
})

it('what could not be told is neither good nor bad', () => {
  show({ ...SLOW, kind: 'unmeasured', words: 'It cannot be told.' })
  expect(screen.getByText('It cannot be told.').className).toBe('')
})

it('a time of which nothing is left stands at the foot of the plot, and within it', () => {
  show(SLOW)
  const [reference = ''] = [...document.querySelectorAll('path')].map((path) => path.getAttribute('d') ?? '')
  const heights = [...reference.matchAll(/[ML][\d.]+ ([\d.-]+)/g)].map(([, y]) => Number(y))
  expect(heights).toHaveLength(4)
  expect(heights[0]).toBe(88)
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(10)
})

it('tells once what ended a program, and not as what it returned', () => {
  const endless = 'It did not end within 2 s.'
  const showEnded = (ended: string) => {
    const failing = { name: 'one', isHidden: false, isRight: false, args: ['1'], expected: '2' } as const
    const cases = [{ ...failing, ended, stdout: '', milliseconds: 2000 }]
    const verdict = { language: 'python', which: 'all', seed: 7, cases, right: 0, faultWords: endless } as const
    render(<CodeFailure verdict={verdict} name="f" />)
    return screen.getByText('yours').parentElement?.textContent
  }
  expect(showEnded(endless)).toBe('yoursno answer')
  expect(screen.getAllByText(endless)).toHaveLength(1)
  cleanup()
  // Another case of the same program may be ended by something else.
  expect(showEnded('It took more memory than there is.')).toBe('yoursno answer')
  expect(screen.getAllByText('It took more memory than there is.')).toHaveLength(1)
})
