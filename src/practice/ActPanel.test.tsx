// @vitest-environment happy-dom
import { fireEvent, render, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { CHALLENGES } from '../challenges/registry.ts'
import { ActPanel } from './ActPanel.tsx'
import { createTestPage } from './test-panel-page.tsx'

const challenge = await CHALLENGES.find(({ id }) => id === 'en-01')?.load()
if (challenge === undefined || !('act' in challenge)) throw new Error('en-01 is no act')
const play = challenge.act

function open({ isOver = false } = {}) {
  const page = createTestPage('en-01', (props) => <ActPanel play={play} {...props} locked={props.locked || isOver} />)
  render(<page.Page />)
  const submitted = () => page.records.filter(({ event }) => event?.type === 'attempt-submitted')
  return { submitted }
}

const read = (run: string) =>
  fireEvent.click(
    within(screen.getByRole('group', { name: 'Read the next page of' })).getByRole('button', { name: run }),
  )
const press = (more = {}) => fireEvent.keyDown(window, { key: 'Enter', ctrlKey: true, ...more })
const ASK = (steps: number) => `${steps} steps not done. Hand in again to leave it so.`

it('asks once before what is not finished is handed in, and a key that is held asks no more than once', () => {
  const { submitted } = open()
  read('R1')
  press()
  expect(screen.getByText(ASK(play.length - 1))).toBeDefined()
  press({ repeat: true })
  expect(submitted()).toEqual([])
  press()
  expect(submitted()).toHaveLength(1)
})

it('asks again when more was done since', () => {
  const { submitted } = open()
  read('R1')
  press()
  read('R2')
  expect(screen.queryByText(/Hand in again/)).toBeNull()
  press()
  expect(submitted()).toEqual([])
  expect(screen.getByText(ASK(play.length - 2))).toBeDefined()
})

it('does not ask when the time is up', () => {
  const { submitted } = open({ isOver: true })
  fireEvent.click(screen.getByRole('button', { name: /^Hand in as it is/ }))
  expect(submitted()).toHaveLength(1)
})

function rightMove(done: readonly string[]) {
  for (const { label, moves } of play.after(done).groups) {
    const move = moves.find(({ id }) => play.after([...done, id]).tries.at(-1)?.why === undefined)
    if (move !== undefined) return [label, move] as const
  }
  throw new Error('no step is right')
}

it('has the keyboard at handing in behind the last step, and then at what it came to', () => {
  open()
  const done: string[] = []
  while (!play.after(done).isDone) {
    const [group, move] = rightMove(done)
    const button = within(screen.getByRole('group', { name: group })).getByRole('button', { name: move.text })
    button.focus()
    fireEvent.click(button)
    done.push(move.id)
  }
  const last = screen.getByRole('button', { name: /^Hand in/ })
  expect(document.activeElement).toBe(last)
  fireEvent.click(last)
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: /^All \d+ steps are done/ }))
})
