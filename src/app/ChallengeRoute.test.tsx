// @vitest-environment happy-dom
import { act, render, screen } from '@testing-library/react'
import { Component, type ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import { CHALLENGES } from '../challenges/registry.ts'
import type { AppContext } from './context.ts'
import { ChallengeRoute } from './ChallengeRoute.tsx'

vi.mock('./TopBar.tsx', () => ({ TopBar: () => undefined }))

class Boundary extends Component<{ readonly children: ReactNode }, { readonly message: string | undefined }> {
  override state = { message: undefined }

  static getDerivedStateFromError({ message }: Error) {
    return { message }
  }

  override render() {
    return this.state.message ?? this.props.children
  }
}

it('asks once for a challenge that does not come, says so, and asks again with the next visit', async () => {
  vi.spyOn(console, 'error').mockReturnValue(undefined)
  const [entry] = CHALLENGES
  if (entry === undefined) throw new Error('there is no challenge')
  const load = vi.spyOn(entry, 'load').mockImplementation(() => Promise.reject(new Error('Failed to fetch')))
  for (const count of [1, 2]) {
    const { unmount } = await act(() =>
      Promise.resolve(
        render(
          <Boundary>
            <ChallengeRoute context={{} as AppContext} id={entry.id} bar={{} as never} />
          </Boundary>,
        ),
      ),
    )
    for (let turn = 0; turn < 20; turn++) await act(() => Promise.resolve())
    expect(await screen.findByText('Failed to fetch')).toBeTruthy()
    expect(load).toHaveBeenCalledTimes(count)
    unmount()
  }
})
