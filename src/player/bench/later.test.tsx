// @vitest-environment happy-dom
import { act, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { later, retryMissing, useMissing } from './later.tsx'

function Missing() {
  return <p>{useMissing().length} missing</p>
}

/** A part that comes once the network is back. */
function partWithNetwork(network: { up: boolean }) {
  return later(() =>
    network.up ? Promise.resolve(() => <p>the part</p>) : Promise.reject(new TypeError('Failed to fetch')),
  )
}

it('leaves the page as it is where a part does not come, and asks for it again', async () => {
  const network = { up: false }
  const Part = partWithNetwork(network)
  render(
    <>
      <p>the page</p>
      <Part />
      <Missing />
    </>,
  )
  expect(await screen.findByText('1 missing')).toBeDefined()
  expect(screen.getByText('the page')).toBeDefined()
  act(retryMissing)
  expect(screen.getByText('0 missing')).toBeDefined()
  expect(await screen.findByText('1 missing')).toBeDefined()
  network.up = true
  act(retryMissing)
  expect(await screen.findByText('the part')).toBeDefined()
  expect(screen.getByText('0 missing')).toBeDefined()
})

it('forgets a part that is no longer wanted, and asks anew when it is wanted again', async () => {
  const network = { up: false }
  const Part = partWithNetwork(network)
  const { rerender } = render(<Part />)
  render(<Missing />)
  expect(await screen.findByText('1 missing')).toBeDefined()
  rerender(<p>something else</p>)
  expect(screen.getByText('0 missing')).toBeDefined()
  network.up = true
  rerender(<Part />)
  expect(await screen.findByText('the part')).toBeDefined()
})
