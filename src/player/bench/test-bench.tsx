import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { LiveRegion } from '../../ui/LiveRegion.tsx'
import { createTestSession, type TestSession } from './gate-lab.tsx'
import { Bench, type BenchProps } from './Bench.tsx'
import { createBenchUi, type BenchUi } from './bench-ui.ts'
import { fetchLaterParts } from './later.tsx'
import './later-parts.ts'

/** Everything is 800 wide, but for the halves of a comparison. */
export function setWidths(half: number): void {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(function (this: HTMLElement) {
    return this.className === 'half' ? half : 800
  })
}

/** What every test of the whole bench begins and ends with. */
export function setUpBench(): void {
  // The page fetches these when it is idle; the tests are not about that.
  beforeAll(fetchLaterParts)
  beforeEach(() => {
    setWidths(400)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500)
  })
  afterEach(() => {
    vi.useRealTimers()
  })
}

export interface Shown extends TestSession {
  readonly ui: BenchUi
  readonly user: ReturnType<typeof userEvent.setup>
}

export function show(test: TestSession = createTestSession(), props: Partial<BenchProps> = {}): Shown {
  const ui = createBenchUi()
  const { session } = test
  render(
    <>
      <LiveRegion />
      <Bench session={session} topBar={<header>bar</header>} singleLetterKeys ui={ui} {...props} />
    </>,
  )
  return { ...test, ui, user: userEvent.setup() }
}

export function seek(session: TestSession['session'], position: number): void {
  act(() => session.seek(position))
}

export const story = () => within(screen.getByRole('region', { name: 'Story' }))
export const inspector = () => within(screen.getByRole('region', { name: 'Inspector' }))
